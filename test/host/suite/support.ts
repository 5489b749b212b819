import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { ReadinessApi } from '../../../src/editor/api.ts';

/** Longest that anything here may take to appear. */
const withinMs = 15_000;

export function extension(): vscode.Extension<ReadinessApi> {
  const found = vscode.extensions.getExtension<ReadinessApi>('azure-dr-readiness.azure-dr-readiness');
  assert.ok(found, 'the extension is not installed');
  return found;
}

export async function api(): Promise<ReadinessApi> {
  return extension().activate();
}

/** The editor tells of tabs, documents and views with a delay: asks until the answer is there. */
export async function eventually<T>(what: string, ask: () => T | undefined | false, mostMs = withinMs): Promise<T> {
  const deadline = performance.now() + mostMs;
  for (;;) {
    const answer = ask();
    if (answer !== undefined && answer !== false) return answer;
    if (performance.now() > deadline) assert.fail(`not within ${mostMs / 1000} s: ${what}`);
    await sleep(50);
  }
}

/** Runs one of our commands. */
export async function run(command: string, ...args: readonly unknown[]): Promise<void> {
  await vscode.commands.executeCommand(`azureDr.${command}`, ...args);
}

/** Line of a machine (or of anything else) in the rows. */
export function line(rows: string, name: string): string {
  const found = rows.split('\n').find((each) => each.trim().slice(2).startsWith(`${name}  `));
  assert.ok(found, `no row ${name} in\n${rows}`);
  return found.trim();
}

import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { api, eventually, line, run } from './support.ts';

const everyMs = 200;

/** Runs a command, and presses Enter in whatever box it opens. */
async function runWithEnter(command: string, ...args: readonly unknown[]): Promise<void> {
  const running = run(command, ...args).then(() => 'over');
  while ((await Promise.race([running, sleep(everyMs)])) !== 'over') {
    await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
  }
}

suite('operations on the sandbox', () => {
  suiteSetup(async () => {
    await run('openSandbox', { seed: 1 });
  });

  suiteTeardown(async () => {
    await run('closeSandbox');
  });

  test('nothing has run yet, whatever ran in a sandbox before', async () => {
    const { operations } = await api();
    const rows = (): readonly string[] =>
      operations()
        .split('\n')
        .filter((row) => row !== '' && !row.includes('Jobs of '));
    await eventually('a view without operations', () => rows().length === 0);
  });

  test('an open test is cleaned up: its tasks, its end, and the machine read again', async () => {
    const { machines, rows, operations } = await api();
    const open = machines().find(({ state }) => state === 'testRunning');
    assert.ok(open, 'the sandbox has no open test failover');
    await runWithEnter('cleanUpTest', { kind: 'machine', id: 'x', machine: open });
    const row = (): string => line(operations().replaceAll(/\[[\w~-]+\]/g, '•'), open.name);
    await eventually('the end of the clean-up', () => /clean-up of the test failover · done in \d+ (min|s)/.test(row()));
    await eventually('the machine read again', () => machines().find(({ id }) => id === open.id)?.state !== 'testRunning');
    assert.doesNotMatch(line(rows(1), open.name), /test failover open/);
    assert.match(operations(), /Jobs of /);
  });

  test('closing the sandbox forgets what was done in it', async () => {
    await run('closeSandbox');
    const { operations } = await api();
    await eventually('an empty view', () => operations() === '');
  });
});

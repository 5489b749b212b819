import { spawn } from 'node:child_process';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '../..');

export interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Node in the project's folder; `env` is added to the environment, undefined takes a variable out. */
export async function runNode(args: readonly string[], env: Readonly<Record<string, string | undefined>> = {}): Promise<Run> {
  const child = spawn(process.execPath, args, { cwd: root, env: { ...process.env, NO_COLOR: '1', ...env } });
  let [out, err] = ['', ''];
  child.stdout.on('data', (text: Buffer) => (out += text.toString()));
  child.stderr.on('data', (text: Buffer) => (err += text.toString()));
  const { promise, resolve } = Promise.withResolvers<number | null>();
  child.once('close', resolve);
  return { code: await promise, out, err };
}

/** `azure-dr` as it is typed. */
export function azureDr(words: readonly string[], env: Readonly<Record<string, string | undefined>> = {}): Promise<Run> {
  return runNode(['src/cli.ts', ...words], env);
}

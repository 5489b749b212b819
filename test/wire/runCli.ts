import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '../..');

export interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Node in the project's folder; `env` is added to the environment, undefined takes a variable out. */
export function startNode(args: readonly string[], env: Environment = {}): { readonly child: ChildProcess; readonly ended: Promise<Run> } {
  const child = spawn(process.execPath, args, { cwd: root, env: { ...process.env, NO_COLOR: '1', ...env } });
  let [out, err] = ['', ''];
  child.stdout.on('data', (text: Buffer) => (out += text.toString()));
  child.stderr.on('data', (text: Buffer) => (err += text.toString()));
  const { promise, resolve } = Promise.withResolvers<Run>();
  child.once('close', (code) => resolve({ code, out, err }));
  return { child, ended: promise };
}

/** `azure-dr` as it is typed. */
export function startCli(words: readonly string[], env: Environment = {}): ReturnType<typeof startNode> {
  return startNode(['src/cli.ts', ...words], env);
}

/** The same, to its end. */
export function azureDr(words: readonly string[], env: Environment = {}): Promise<Run> {
  return startCli(words, env).ended;
}

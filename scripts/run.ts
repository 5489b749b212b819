import { spawn } from 'node:child_process';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '..');

/** The packaged extension, as `npm run package` makes it. */
export const vsix = path.join(root, 'out/azure-dr-readiness.vsix');

export interface Ran {
  readonly code: number;
  readonly output: string;
}

export interface RunOptions {
  /** The project's folder unless given. */
  readonly cwd?: string;
  /** Added to the environment. */
  readonly env?: NodeJS.ProcessEnv;
  /** Keeps the output without showing it. */
  readonly quiet?: boolean;
}

/** Runs a tool; shows its output while keeping it. */
export async function run(
  command: string,
  args: readonly string[],
  { cwd = root, env = {}, quiet = false }: RunOptions = {},
): Promise<Ran> {
  const { promise, resolve, reject } = Promise.withResolvers<Ran>();
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  });
  let output = '';
  child.stdout.on('data', (data: Buffer) => {
    output += data.toString();
    if (!quiet) process.stdout.write(data);
  });
  child.stderr.on('data', (data: Buffer) => {
    output += data.toString();
    if (!quiet) process.stderr.write(data);
  });
  child.once('error', reject);
  child.once('close', (code) => {
    resolve({ code: code ?? 1, output });
  });
  return promise;
}

import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { hostname, uptime } from 'node:os';
import path from 'node:path';

interface Holder {
  readonly pid: number;
  readonly host: string;
  /** Milliseconds since 1970: a process of the same number that began later is another one. */
  readonly since: number;
}

const suffix = '.lock';
/** Clocks are read to the millisecond and processes started a moment before they can say so. */
const slackMs = 2000;

/** Undone by whoever holds; a process that dies leaves its file, which the next one finds dead. */
export interface Lock {
  release(): Promise<void>;
}

/**
 * Takes the lock of a name in a folder; undefined when a living process has it. Every asker first puts down a file of its own and then looks for
 * others, so of two that ask at the same time at most one gets it (and perhaps neither). The folder belongs to one machine: files of another
 * host count as living.
 */
export async function takeLock(folder: string, name: string): Promise<Lock | undefined> {
  await mkdir(folder, { recursive: true });
  const own = `${name}.${process.pid}-${randomUUID()}${suffix}`;
  const holder: Holder = { pid: process.pid, host: hostname(), since: Date.now() };
  const release = (): Promise<void> => rm(path.join(folder, own), { force: true });
  try {
    await writeFile(path.join(folder, own), JSON.stringify(holder), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    await release(); // On a full disk there is an empty one now, and it would count as living for ever.
    throw error;
  }
  for (const other of (await locksOf(folder, name)).filter((file) => file !== own)) {
    const file = path.join(folder, other);
    if (await isLiving(file)) {
      await release();
      return undefined;
    }
    await rm(file, { force: true });
  }
  return { release };
}

/** Whether a living process has the lock of a name, without asking for it. */
export async function isLocked(folder: string, name: string): Promise<boolean> {
  for (const file of await locksOf(folder, name)) if (await isLiving(path.join(folder, file))) return true;
  return false;
}

async function locksOf(folder: string, name: string): Promise<readonly string[]> {
  return (await readdir(folder)).filter((file) => file.startsWith(`${name}.`) && file.endsWith(suffix));
}

async function isLiving(file: string): Promise<boolean> {
  let text: string;
  let writtenAt: number;
  try {
    text = await readFile(file, 'utf8');
    writtenAt = (await stat(file)).mtimeMs;
  } catch {
    return false; // released meanwhile
  }
  const bootedAt = Date.now() - uptime() * 1000;
  let holder: Partial<Holder>;
  try {
    holder = JSON.parse(text) as Partial<Holder>;
  } catch {
    // Being written at this moment, or damaged, as by a loss of power: what was there before this machine began is dead.
    return writtenAt >= bootedAt - slackMs;
  }
  if (holder.host !== hostname() || holder.pid === undefined || holder.since === undefined) return true;
  if (holder.since < bootedAt - slackMs) return false;
  if (holder.pid === process.pid) return holder.since > Date.now() - process.uptime() * 1000 - slackMs;
  try {
    process.kill(holder.pid, 0);
    return true;
  } catch (error) {
    // Not ours to signal is alive all the same.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

import { randomUUID } from 'node:crypto';
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { hostname, uptime } from 'node:os';
import path from 'node:path';

interface Holder {
  readonly pid: number;
  readonly host: string;
  /** Milliseconds since 1970. */
  readonly since: number;
  /** What {@link beginningOf} tells of the process: one of the same number that began at another time is another one. */
  readonly began?: string | undefined;
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
 * others, so of two that ask at the same time at most one gets it (and perhaps neither). The folder is there, and belongs to one machine: files
 * of another host count as living.
 */
export async function takeLock(folder: string, name: string): Promise<Lock | undefined> {
  const own = `${name}.${process.pid}-${randomUUID()}${suffix}`;
  const holder: Holder = { pid: process.pid, host: hostname(), since: Date.now(), began: await beginningOf(process.pid) };
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
  const began = holder.began === undefined ? undefined : await beginningOf(holder.pid);
  if (began !== undefined) return began === holder.began;
  if (holder.pid === process.pid) return holder.since > Date.now() - process.uptime() * 1000 - slackMs;
  try {
    process.kill(holder.pid, 0);
    return true;
  } catch (error) {
    // Not ours to signal is alive all the same.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * When a process began, in ticks since the system did, which no change of the clock moves; of one that has ended and that nobody has asked
 * after (a zombie, as in containers) that it has ended. Undefined where it is not told, or there is no such process: only Linux tells it (proc(5)).
 */
async function beginningOf(pid: number): Promise<string | undefined> {
  try {
    const line = await readFile(`/proc/${pid}/stat`, 'latin1');
    // The name before may hold anything. Then come the state, as the 3rd field, and the beginning as the 22nd.
    const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? 'ended' : fields[19];
  } catch {
    return undefined;
  }
}

import { createHash, randomUUID } from 'node:crypto';
import { open, readdir, readFile, rename, rm, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { endingOf, isUnderWay, operationOf, type Journal, type JournalEntry, type Journals, type Kept } from './journal.ts';
import { makeFolder } from './makeFolder.ts';
import type { Operation } from './operation.ts';
import { isLocked, takeLock, type Lock } from './operationLock.ts';

const suffix = '.jsonl';
/** Of those that have ended: what is under way is found without opening all the records that there are. */
const endedSuffix = `.ended${suffix}`;

/**
 * Journals as files of a folder, one an operation, one line of JSON an entry, each flushed to the disk before anybody goes on. For their owner
 * alone. A last line that was cut short by a crash was never acted upon, and is dropped.
 */
export class FileJournals implements Journals {
  readonly #folder: string;

  /** The folder is made when the first operation begins. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  async open(operation: Operation, who: string, at: Date): Promise<Journal | undefined> {
    const key = keyOf(operation.subject);
    await makeFolder(this.#folder);
    const lock = await takeLock(this.#folder, key);
    if (!lock) return undefined;
    try {
      const own = (await this.#read((name) => name.includes(key) && !name.endsWith(endedSuffix))).filter(
        (kept) => operationOf(kept).kind === operation.kind,
      );
      const underWay = own.findLast(isUnderWay);
      if (underWay) return await FileJournal.reopen(this.#folder, underWay, lock);
      // What was begun and never came to anything is no record of anything.
      for (const { id, entries } of own) if (entries.length === 1) await rm(path.join(this.#folder, id + suffix));
      const id = `${at.toISOString().replaceAll(/[-:.]/g, '')}-${operation.kind}-${key}-${randomUUID().slice(0, 8)}`;
      const journal = await FileJournal.create(this.#folder, id, lock);
      await journal.append({ at: at.toISOString(), type: 'started', operation, who });
      return journal;
    } catch (error) {
      await lock.release();
      throw error;
    }
  }

  list(): Promise<readonly Kept[]> {
    return this.#read(() => true);
  }

  /** What is under way, and held by no living process. */
  async left(): Promise<readonly Kept[]> {
    const left: Kept[] = [];
    for (const kept of (await this.#read((name) => !name.endsWith(endedSuffix))).filter(isUnderWay)) {
      if (!(await isLocked(this.#folder, keyOf(operationOf(kept).subject)))) left.push(kept);
    }
    return left;
  }

  async #read(wanted: (name: string) => boolean): Promise<readonly Kept[]> {
    const names = (await orMissing(readdir(this.#folder))) ?? [];
    const kept: Kept[] = [];
    for (const name of names.filter((one) => one.endsWith(suffix) && wanted(one)).toSorted()) {
      const entries = wholeLines((await orMissing(readFile(path.join(this.#folder, name), 'utf8'))) ?? '').entries;
      // One that broke off before its first line was whole has sent nothing.
      if (entries[0]?.type === 'started')
        kept.push({ id: name.slice(0, -(name.endsWith(endedSuffix) ? endedSuffix : suffix).length), entries });
    }
    return kept;
  }
}

class FileJournal implements Journal {
  readonly id: string;
  readonly #folder: string;
  readonly #file: FileHandle;
  readonly #lock: Lock;
  readonly #entries: JournalEntry[];

  private constructor(folder: string, id: string, file: FileHandle, lock: Lock, entries: readonly JournalEntry[]) {
    this.id = id;
    this.#folder = folder;
    this.#file = file;
    this.#lock = lock;
    this.#entries = [...entries];
  }

  static async create(folder: string, id: string, lock: Lock): Promise<FileJournal> {
    const file = await open(path.join(folder, id + suffix), 'ax', 0o600);
    await flushFolder(folder);
    return new FileJournal(folder, id, file, lock, []);
  }

  static async reopen(folder: string, { id }: Kept, lock: Lock): Promise<FileJournal> {
    const file = await open(path.join(folder, id + suffix), 'r+');
    // Read again, now that nobody else can write; a line that was cut short would spoil the next one.
    const { entries, bytes } = wholeLines(await file.readFile('utf8'));
    await file.truncate(bytes);
    await file.close();
    return new FileJournal(folder, id, await open(path.join(folder, id + suffix), 'a'), lock, entries);
  }

  get entries(): readonly JournalEntry[] {
    return this.#entries;
  }

  async append(entry: JournalEntry): Promise<void> {
    await this.#file.appendFile(`${JSON.stringify(entry)}\n`);
    await this.#file.sync();
    this.#entries.push(entry);
  }

  async close(): Promise<void> {
    await this.#file.close();
    const file = path.join(this.#folder, this.id);
    // A name that stays costs the next start a look into the file, and nothing else.
    if (endingOf(this)) await rename(file + suffix, file + endedSuffix).catch(() => {});
    await this.#lock.release();
  }
}

/** Part of file names: machines in one folder are told apart by it. */
function keyOf(subject: string): string {
  return createHash('sha256').update(subject).digest('hex').slice(0, 16);
}

/** Undefined where there is no such file or folder: another process may have removed it a moment ago. */
async function orMissing<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function wholeLines(text: string): { readonly entries: readonly JournalEntry[]; readonly bytes: number } {
  const end = text.lastIndexOf('\n') + 1;
  const lines = text.slice(0, end).split('\n').slice(0, -1);
  return { entries: lines.map((line) => JSON.parse(line) as JournalEntry), bytes: Buffer.byteLength(text.slice(0, end)) };
}

/** A file that is not in its folder yet would be lost with all that was flushed into it. Windows flushes folders by itself, and refuses. */
async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

import { createHash, randomUUID } from 'node:crypto';
import { open, readdir, readFile, rename, rm, truncate, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { UserError } from '../../model/userError.ts';
import { endingOf, isUnderWay, operationOf, type Journal, type JournalEntry, type Journals, type Kept } from './journal.ts';
import { makeFolder } from './makeFolder.ts';
import type { Operation } from '../operation.ts';
import { isLocked, takeLock, type Lock } from './operationLock.ts';
import { parseJournal } from './parseJournal.ts';

const suffix = '.jsonl';
/** Of those that have ended: what is under way is found without opening all the records that there are. */
const endedSuffix = `.ended${suffix}`;

/**
 * Journals as files of a folder, one an operation, one line of JSON an entry, each flushed to the disk before anybody goes on. For their owner
 * alone. A last line that was cut short by a crash was never acted upon, and is dropped. A file that is damaged otherwise, or of a newer version,
 * is left out of lists, and lets nothing begin on its machine: it is not known what was sent.
 */
export class FileJournals implements Journals {
  readonly #folder: string;
  readonly #onDamaged: (error: UserError) => void;

  /** The folder is made when the first operation begins. `onDamaged` hears of each file that a list leaves out. */
  constructor(folder: string, onDamaged: (error: UserError) => void = () => {}) {
    this.#folder = folder;
    this.#onDamaged = onDamaged;
  }

  /** Throws a `UserError` where a journal of the machine cannot be read. */
  async open(operation: Operation, who: string, at: Date): Promise<Journal | undefined> {
    const key = keyOf(operation.subject);
    await makeFolder(this.#folder);
    const lock = await takeLock(this.#folder, key);
    if (!lock) return undefined;
    try {
      const own = (await this.#read((name) => name.includes(key) && !name.endsWith(endedSuffix), thrown)).filter(
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
    return this.#read(() => true, this.#onDamaged);
  }

  /** What is under way, and held by no living process. */
  async left(): Promise<readonly Kept[]> {
    const left: Kept[] = [];
    for (const kept of (await this.#read((name) => !name.endsWith(endedSuffix), this.#onDamaged)).filter(isUnderWay)) {
      if (!(await isLocked(this.#folder, keyOf(operationOf(kept).subject)))) left.push(kept);
    }
    return left;
  }

  async #read(wanted: (name: string) => boolean, onDamaged: (error: UserError) => void): Promise<readonly Kept[]> {
    const names = (await orMissing(readdir(this.#folder))) ?? [];
    const kept: Kept[] = [];
    for (const name of names.filter((one) => one.endsWith(suffix) && wanted(one)).toSorted()) {
      const file = path.join(this.#folder, name);
      const parsed = parseJournal((await orMissing(readFile(file, 'utf8'))) ?? '');
      if (!parsed) {
        onDamaged(damaged(file));
        continue;
      }
      const { entries } = parsed;
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
    const name = path.join(folder, id + suffix);
    // Read again, now that nobody else can write; a line that was cut short would spoil the next one.
    const { entries, bytes } = parseJournal(await readFile(name, 'utf8')) ?? thrown(damaged(name));
    await truncate(name, bytes);
    return new FileJournal(folder, id, await open(name, 'a'), lock, entries);
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

function damaged(file: string): UserError {
  return new UserError(
    'usage',
    `The record ${file} is damaged, or was written by a newer version: what was sent for its machine is not known.`,
    'Look at the jobs of its vault in the portal, then move the file away.',
  );
}

function thrown(error: UserError): never {
  throw error;
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

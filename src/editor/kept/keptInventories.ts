import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate } from 'node:timers/promises';
import { promisify } from 'node:util';
import { createGunzip, createGzip, gzip } from 'node:zlib';
import { keptLines, KeptReader, type KeptInventory } from '../../model/keptInventory.ts';

/** The fastest: names and ids compress well whatever the level. */
const compression = { level: 1 };
/** What is unpacked at a time, in bytes. */
const chunkSize = 1 << 20;
const lineBreak = 10;
const ownerOnly = 0o600;
const pack = promisify(gzip);

/**
 * Inventories on disk, one file each: names, ids and facts, no tokens and no accounts. Compression brings a checksum with it; the first
 * line is compressed by itself, so that what it tells is checked before anything else of the file is read.
 */
export class KeptInventories {
  readonly #folder: string;
  readonly #warn: (text: string) => void;

  /** `warn` hears, in one line, why a file was dropped. */
  constructor(folder: string, warn: (text: string) => void) {
    this.#folder = folder;
    this.#warn = warn;
  }

  /**
   * Undefined when there is none, or none that can be read: that one is then gone, if it can be deleted. Rejects only with the signal's
   * reason. `onBegun` is called long before all is there, with what comes first; the rest is read once what it returns is settled.
   */
  async load(
    name: string,
    signal: AbortSignal,
    onBegun: (begun: Omit<KeptInventory, 'inventory'>) => unknown = () => {},
  ): Promise<KeptInventory | undefined> {
    const reader = new KeptReader();
    const read = async (chunks: AsyncIterable<Buffer>): Promise<void> => {
      let isBegun = false;
      for await (const line of linesOf(chunks)) {
        reader.add(line);
        if (reader.begun && !isBegun) await onBegun(reader.begun);
        isBegun = true;
        // The editor gets its turn after each line.
        await setImmediate();
      }
    };
    try {
      await pipeline(createReadStream(this.#file(name)), createGunzip({ chunkSize }), read, { signal });
      return reader.end();
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
      const isGone = await this.drop(name).then(
        () => true,
        () => false,
      );
      const what = isGone ? 'was dropped' : 'is of no use, and cannot be deleted';
      this.#warn(`The kept inventory ${what}: ${error instanceof Error ? error.message : String(error)}`);
      return undefined;
    }
  }

  /** Replaces at once: whoever reads meanwhile, or a machine that stops, has the old one or the new one. */
  async save(name: string, kept: KeptInventory): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    const fresh = `${this.#file(name)}.${randomUUID()}`;
    const lines = slices(kept);
    const first = await pack((await lines.next()).value ?? '');
    try {
      const file = createWriteStream(fresh, { mode: ownerOnly, flush: true });
      file.write(first);
      await pipeline(Readable.from(lines), createGzip(compression), file);
      await rename(fresh, this.#file(name));
    } catch (error) {
      await rm(fresh, { force: true });
      throw error;
    }
  }

  /** With what a machine that stopped while it was writing has left of it. */
  async drop(name: string): Promise<void> {
    const own = path.basename(this.#file(name));
    const files = await readdir(this.#folder).catch(() => []);
    await Promise.all(files.filter((file) => file.startsWith(own)).map((file) => rm(path.join(this.#folder, file), { force: true })));
  }

  #file(name: string): string {
    return path.join(this.#folder, `${name}.inventory.gz`);
  }
}

/** While the rest is still being unpacked. A line ends with its line break; what follows the last one was cut off. */
async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let begun: Buffer[] = [];
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(lineBreak); end >= 0; end = chunk.indexOf(lineBreak, start)) {
      yield Buffer.concat([...begun, chunk.subarray(start, end)]).toString();
      begun = [];
      start = end + 1;
    }
    begun.push(chunk.subarray(start));
  }
}

async function* slices(kept: KeptInventory): AsyncGenerator<string> {
  for (const line of keptLines(kept)) {
    await setImmediate();
    yield `${line}\n`;
  }
}

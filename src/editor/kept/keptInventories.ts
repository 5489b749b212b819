import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate } from 'node:timers/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { keptLines, KeptReader, type KeptInventory } from '../../model/keptInventory.ts';

/** The fastest: names and ids compress well whatever the level. */
const compression = { level: 1 };
/** The editor gets its turn after this many bytes. */
const chunkSize = 1 << 20;
const lineBreak = 10;
const ownerOnly = 0o600;

/** Inventories on disk, one file each: names, ids and facts, no tokens and no accounts. Compression brings a checksum with it. */
export class KeptInventories {
  readonly #folder: string;
  readonly #warn: (text: string) => void;

  /** `warn` hears, in one line, why a file was dropped. */
  constructor(folder: string, warn: (text: string) => void) {
    this.#folder = folder;
    this.#warn = warn;
  }

  /** Undefined when there is none, or none that can be read: that one is then gone. Rejects only with the signal's reason. */
  async load(name: string, signal: AbortSignal): Promise<KeptInventory | undefined> {
    const reader = new KeptReader();
    try {
      await pipeline(createReadStream(this.#file(name)), createGunzip({ chunkSize }), (chunks) => readLines(chunks, reader), { signal });
      return reader.end();
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
      this.#warn(`The kept inventory was dropped: ${error instanceof Error ? error.message : String(error)}`);
      await this.drop(name);
      return undefined;
    }
  }

  /** Replaces at once: whoever reads meanwhile, or a machine that stops, has the old one or the new one. */
  async save(name: string, kept: KeptInventory): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    const fresh = `${this.#file(name)}.${randomUUID()}`;
    try {
      await pipeline(Readable.from(slices(kept)), createGzip(compression), createWriteStream(fresh, { mode: ownerOnly, flush: true }));
      await rename(fresh, this.#file(name));
    } catch (error) {
      await rm(fresh, { force: true });
      throw error;
    }
  }

  async drop(name: string): Promise<void> {
    await rm(this.#file(name), { force: true });
  }

  #file(name: string): string {
    return path.join(this.#folder, `${name}.inventory.gz`);
  }
}

/** Reads while the rest is still being unpacked. A line ends with its line break; what follows the last one was cut off. */
async function readLines(chunks: AsyncIterable<Buffer>, reader: KeptReader): Promise<void> {
  let begun: Buffer[] = [];
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(lineBreak); end >= 0; end = chunk.indexOf(lineBreak, start)) {
      reader.add(Buffer.concat([...begun, chunk.subarray(start, end)]).toString());
      begun = [];
      start = end + 1;
    }
    begun.push(chunk.subarray(start));
    await setImmediate();
  }
}

async function* slices(kept: KeptInventory): AsyncGenerator<string> {
  for (const line of keptLines(kept)) {
    await setImmediate();
    yield `${line}\n`;
  }
}

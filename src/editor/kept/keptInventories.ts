import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate } from 'node:timers/promises';
import { promisify } from 'node:util';
import { createGzip, gunzip } from 'node:zlib';
import { keptLines, restoreLines, type KeptInventory } from '../../model/keptInventory.ts';

/** The fastest: names and ids compress well whatever the level. */
const compression = { level: 1 };
/** The editor gets its turn after this much work. */
const sliceMs = 10;
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
    const packed = await readFile(this.#file(name)).catch(() => undefined);
    if (!packed) return undefined;
    try {
      return await restore((await promisify(gunzip)(packed)).toString(), signal);
    } catch (error) {
      signal.throwIfAborted();
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

async function restore(text: string, signal: AbortSignal): Promise<KeptInventory> {
  const steps = restoreLines(linesOf(text));
  let started = performance.now();
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (performance.now() - started < sliceMs) continue;
    await setImmediate();
    signal.throwIfAborted();
    started = performance.now();
  }
}

async function* slices(kept: KeptInventory): AsyncGenerator<string> {
  for (const line of keptLines(kept)) {
    await setImmediate();
    yield `${line}\n`;
  }
}

/** Without making a list of them first: the text is long. */
function* linesOf(text: string): Generator<string> {
  for (let start = 0; start < text.length;) {
    const end = text.indexOf('\n', start);
    yield text.slice(start, end < 0 ? text.length : end);
    start = end < 0 ? text.length : end + 1;
  }
}

import { Buffer } from 'node:buffer';
import { constants, gzipSync } from 'node:zlib';

/** What JSON of Azure's kind packs to, and more. */
const packedShare = 1 / 6;
/** Smaller buffers of Node's are cut out of a common piece. */
const ownBytes = Buffer.poolSize;

/**
 * A text in gzip, fast rather than small: nothing here is far away. What is needed on the way is given back at once: over a large estate the
 * garbage collector, which every 64 MB of it would call, takes seconds.
 */
export function gzipText(text: string): Buffer {
  const bytes = Buffer.from(text);
  const chunkSize = Math.max(ownBytes * 2, Math.ceil(bytes.length * packedShare));
  const made = gzipSync(bytes, { level: constants.Z_BEST_SPEED, chunkSize });
  const packed = Buffer.from(made);
  release(bytes);
  release(made);
  return packed;
}

function release({ buffer }: Buffer): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength > ownBytes) buffer.transfer(0);
}

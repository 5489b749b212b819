import { promisify } from 'node:util';
import { gunzip, gunzipSync } from 'node:zlib';
import { RestError, type PipelineResponse } from '@azure/core-rest-pipeline';

/** An answer whose body is still as it came: compressed, where the other side does that. The sandbox in process gives small ones as text. */
export interface PackedResponse extends PipelineResponse {
  readonly bytes?: Buffer;
}

/** Azure's pages have a few megabytes; what unpacks to more than this is no page. */
const largestBody = 256 * 1024 * 1024;
/** RFC 1952: a gzip member ends with its checksum and its size, four bytes each. */
const trailerBytes = 8;
const sizeBytes = 4;
/** The smallest that Node takes. */
const leastChunk = 64;
/** Up to so many packed bytes, a fraction of a millisecond's work, waking another thread costs more than unpacking. */
const smallBytes = 16 * 1024;
const unzip = promisify(gunzip);

/** The body as text. Throws as `unpackedBytes`. */
export async function unpacked(response: PackedResponse): Promise<string> {
  return (await unpackedBytes(response)).toString('utf8');
}

/** Another thread may unpack it. */
export function isPacked(response: PackedResponse): response is PackedResponse & { readonly bytes: Buffer } {
  return response.bytes !== undefined && response.headers.get('content-encoding')?.toLowerCase() === 'gzip';
}

/** The body; a large one is unpacked by another thread. Throws a `RestError` (`PARSE_ERROR`) when it cannot be unpacked. */
export async function unpackedBytes(response: PackedResponse): Promise<Buffer> {
  const { request, status, bytes } = response;
  if (!bytes) return Buffer.from(response.bodyAsText ?? '');
  if (bytes.length === 0 || !isPacked(response)) return bytes;
  try {
    // The last four bytes tell the size: unpacked in one piece, not in thousands that wait for the garbage collector. With a byte to
    // spare: when a piece is full, Node makes another and asks the other thread once more.
    const size = bytes.length < trailerBytes ? 0 : bytes.readUInt32LE(bytes.length - sizeBytes);
    const options = { maxOutputLength: largestBody, chunkSize: Math.min(Math.max(size + 1, leastChunk), largestBody) };
    return bytes.length <= smallBytes ? gunzipSync(bytes, options) : await unzip(bytes, options);
  } catch {
    throw new RestError('The body cannot be unpacked.', { code: RestError.PARSE_ERROR, statusCode: status, request });
  }
}

/** Frees the memory of an unpacked body at once: the garbage collector, which sees but a small object, would come for it much later. */
export function release({ buffer }: Buffer): void {
  // Node cuts smaller ones out of a common piece.
  if (buffer instanceof ArrayBuffer && buffer.byteLength > Buffer.poolSize) buffer.transfer(0);
}

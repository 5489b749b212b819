import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { RestError, type PipelineResponse } from '@azure/core-rest-pipeline';

/** An answer whose body is still as it came: compressed. The sandbox in process does not pack (`bodyAsText`). */
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
const unzip = promisify(gunzip);

/** The body as text, unpacked by another thread. Throws a `RestError` (`PARSE_ERROR`) when it cannot be unpacked. */
export async function unpacked({ request, status, headers, bytes, bodyAsText }: PackedResponse): Promise<string> {
  if (!bytes) return bodyAsText ?? '';
  if (bytes.length === 0 || headers.get('content-encoding')?.toLowerCase() !== 'gzip') return bytes.toString('utf8');
  try {
    // The last four bytes tell the size: unpacked in one piece, not in thousands that wait for the garbage collector.
    const size = bytes.length < trailerBytes ? 0 : bytes.readUInt32LE(bytes.length - sizeBytes);
    const chunkSize = Math.min(Math.max(size, leastChunk), largestBody);
    return (await unzip(bytes, { maxOutputLength: largestBody, chunkSize })).toString('utf8');
  } catch {
    throw new RestError('The body cannot be unpacked.', { code: RestError.PARSE_ERROR, statusCode: status, request });
  }
}

import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { RestError, type HttpClient, type PipelineRequest, type PipelineResponse } from '@azure/core-rest-pipeline';

/** An answer whose body is still as it came: compressed. A client without streams has unpacked it already (`bodyAsText`). */
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
const everyStatus = new Set([Number.POSITIVE_INFINITY]);

/**
 * Sends, and takes the body as it is. The SDK's client unpacks while it receives, 16 KB at a time: with dozens of pages under way that is
 * hundreds of megabytes. A page is a few dozen KB until its turn comes.
 */
export async function sendPacked(transport: HttpClient, request: PipelineRequest): Promise<PackedResponse> {
  request.streamResponseStatusCodes = everyStatus;
  // Not among the request's own headers: there the SDK's client takes it as its order to unpack.
  request.requestOverrides = { headers: { ...request.headers.toJSON({ preserveCase: true }), 'Accept-Encoding': 'gzip' } };
  const response = await transport.sendRequest(request);
  if (!response.readableStreamBody) return response;
  const chunks: Buffer[] = [];
  for await (const chunk of response.readableStreamBody) chunks.push(Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk));
  return { request, status: response.status, headers: response.headers, bytes: Buffer.concat(chunks) };
}

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

import type { HttpClient, PipelineRequest, PipelineResponse } from '@azure/core-rest-pipeline';
import type { WireRequest, WireResponse } from './wire.ts';

/**
 * The in-process door: what the Azure SDKs take as their `httpClient`. Opens no port and needs no TLS. An abort signal ends the
 * waiting at once (the sandbox may still do what it was asked, as Azure would). A cut connection rejects as a network error does.
 */
export function sandboxHttpClient(handle: (request: WireRequest) => Promise<WireResponse>): HttpClient {
  // Once: an editor that watches over its modules takes a third of a millisecond for each import of one that is there already.
  let pipeline: ReturnType<typeof loadPipeline> | undefined;
  return {
    async sendRequest(request) {
      const { createHttpHeaders, RestError } = await (pipeline ??= loadPipeline());
      try {
        const { status, headers, body, bytes } = await aborted(request, handle(wireRequest(request)));
        const response = { request, status, headers: createHttpHeaders(headers) };
        return bytes === undefined ? { ...response, bodyAsText: body } : withBytes(response, bytes);
      } catch (error) {
        if (error instanceof Error && error.name === 'ConnectionReset') {
          throw new RestError(error.message, { code: 'ECONNRESET', request });
        }
        throw error;
      }
    },
  };
}

/** A body that comes as bytes, for those who take `bytes`; it is made a text for all others. */
function withBytes(response: PipelineResponse, { buffer }: Uint8Array<ArrayBuffer>): PipelineResponse & { readonly bytes: Buffer } {
  const bytes = Buffer.from(buffer);
  return {
    ...response,
    bytes,
    get bodyAsText() {
      return bytes.toString('utf8');
    },
  };
}

function loadPipeline() {
  return import('@azure/core-rest-pipeline');
}

function wireRequest(request: PipelineRequest): WireRequest {
  const headers = Object.fromEntries([...request.headers].map(([name, value]) => [name.toLowerCase(), value]));
  return { method: request.method, url: request.url, headers, body: typeof request.body === 'string' ? request.body : '' };
}

/** Rejects with an `AbortError` as soon as the caller gives up. */
async function aborted<T>({ abortSignal }: PipelineRequest, answer: Promise<T>): Promise<T> {
  if (!abortSignal) return answer;
  const { promise, reject } = Promise.withResolvers<never>();
  const give = (): void => {
    const error = new Error('The operation was aborted.');
    error.name = 'AbortError';
    reject(error);
  };
  if (abortSignal.aborted) give();
  abortSignal.addEventListener('abort', give);
  try {
    return await Promise.race([answer, promise]);
  } finally {
    abortSignal.removeEventListener('abort', give);
    answer.catch(() => {});
  }
}

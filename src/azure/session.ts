import {
  createDefaultHttpClient,
  RestError,
  type HttpClient,
  type PipelineRequest,
  type PipelineResponse,
} from '@azure/core-rest-pipeline';
import type { TokenCredential } from '@azure/core-auth';
import { abortable } from './abortable.ts';
import type { Connection } from './connection.ts';
import type { QuotaAnswer } from './quotaLimiter.ts';
import { turnstile } from './turnstile.ts';

/** Code of the error for an answer that is no JSON (the page of a proxy or of a portal). */
export const notJson = 'NOT_JSON';
/** Code of the error for a request that would leave the connection's endpoint. */
export const foreignHost = 'FOREIGN_HOST';

/** What the constructors of all SDK clients take: `credentials` for the newer ones, `credentialScopes` for the older. */
export interface ClientOptions {
  readonly endpoint: string;
  readonly credentials: { scopes: string[] };
  readonly credentialScopes: string[];
  readonly httpClient: HttpClient;
  readonly retryOptions: { readonly maxRetries: number; readonly retryDelayInMs: number };
  readonly userAgentOptions: { readonly userAgentPrefix: string };
}

/** One reading of Azure: its clients, its cancellation, its server's time. */
export interface Session {
  readonly credential: TokenCredential;
  readonly clientOptions: ClientOptions;
  readonly signal: AbortSignal;
  /** The latest `Date` of the answers, and the local time when it came; undefined before the first. */
  readonly serverTime: () => { readonly server: Date; readonly local: Date } | undefined;
}

/**
 * The SDK repeats what failed for a moment (408, 429, 5xx, a broken connection), each time after twice as long, or after the
 * `Retry-After` of the answer. Its defaults (1, 2, 4 s) are for servers; a person waits here.
 */
const retryOptions = { maxRetries: 3, retryDelayInMs: 300 };

export function openSession(connection: Connection, signal: AbortSignal): Session {
  let latest: { readonly server: Date; readonly local: Date } | undefined;
  const answered = (response: PipelineResponse): void => {
    const server = new Date(response.headers.get('date') ?? Number.NaN);
    if (server.getTime() > (latest?.server.getTime() ?? 0)) latest = { server, local: new Date() };
  };
  const scopes = [...connection.scopes];
  return {
    credential: connection.credential,
    clientOptions: {
      endpoint: connection.endpoint,
      credentials: { scopes },
      credentialScopes: scopes,
      httpClient: guarded(connection, signal, answered),
      retryOptions,
      userAgentOptions: { userAgentPrefix: 'azure-dr-readiness' },
    },
    signal,
    serverTime: () => latest,
  };
}

/**
 * Lies below the SDK's retries, so that everything that really goes out passes here: cancellation (the SDK's pagers forget the
 * signal on their second page), the endpoint (a `nextLink` or a redirect decides where the token goes), the quota of Resource Graph
 * (repeats queue like all others), the server's time, one answer's work at a time, and answers that are no JSON (the older clients read these as empty lists).
 */
function guarded(connection: Connection, signal: AbortSignal, answered: (response: PipelineResponse) => void): HttpClient {
  const transport = connection.httpClient ?? createDefaultHttpClient();
  const { origin } = new URL(connection.endpoint);
  const turn = turnstile();
  return {
    async sendRequest(request) {
      signal.throwIfAborted();
      if (new URL(request.url).origin !== origin) {
        throw new RestError('The answer leads to another host.', { code: foreignHost, request });
      }
      request.abortSignal ??= signal;
      const send = (): Promise<PipelineResponse> => abortable(transport.sendRequest(request), signal);
      const response = isGraph(request) ? await connection.quota.run(send, quotaOf, signal) : await send();
      answered(response);
      await turn();
      const isJson = /[/+]json\b/i.test(response.headers.get('content-type') ?? '');
      if (response.status < 300 && response.bodyAsText && !isJson) {
        throw new RestError('The answer is no JSON.', { code: notJson, statusCode: response.status, request, response });
      }
      return response;
    },
  };
}

function isGraph(request: PipelineRequest): boolean {
  return request.url.toLowerCase().includes('/providers/microsoft.resourcegraph/resources');
}

/** A `Retry-After` that Resource Graph leaves out of a refusal: the length of its window. */
const defaultRetryAfterMs = 5000;

function quotaOf({ status, headers }: PipelineResponse): QuotaAnswer {
  const remaining = headers.get('x-ms-user-quota-remaining');
  const retryAfter = Number.parseFloat(headers.get('retry-after') ?? '');
  return {
    remaining: remaining !== undefined && /^\d+$/.test(remaining) ? Number(remaining) : undefined,
    resetsAfterMs: durationMs(headers.get('x-ms-user-quota-resets-after')),
    retryAfterMs: status !== 429 ? undefined : Number.isFinite(retryAfter) ? retryAfter * 1000 : defaultRetryAfterMs,
  };
}

/** Of `hh:mm:ss`, with or without a fraction. */
function durationMs(text: string | undefined): number | undefined {
  const match = /^(\d+):(\d\d):(\d\d(?:\.\d+)?)$/.exec(text ?? '');
  return match ? ((Number(match[1]) * 60 + Number(match[2])) * 60 + Number(match[3])) * 1000 : undefined;
}

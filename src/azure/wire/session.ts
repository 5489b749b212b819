import { RestError, type HttpClient, type PipelineRequest, type PipelineResponse } from '@azure/core-rest-pipeline';
import type { TokenCredential } from '@azure/core-auth';
import { abortable } from '../abortable.ts';
import type { Connection } from './connection.ts';
import { Gate } from '../limits/gate.ts';
import type { PackedResponse } from './packedBody.ts';
import type { QuotaAnswer } from '../limits/quotaLimiter.ts';
import type { ReadAnswer } from '../limits/readLimiter.ts';

/** Where Resource Graph is asked; its queries wait in a line of their own. */
export const graphPath = '/providers/Microsoft.ResourceGraph/resources';
/** Code of the error for an answer that is no JSON (the page of a proxy or of a portal). */
export const notJson = 'NOT_JSON';
/** Code of the error for a request that would leave the connection's endpoint. */
export const foreignHost = 'FOREIGN_HOST';
/** Code of the error for an answer that does not come in time. */
export const noAnswer = 'NO_ANSWER';

/** One reading of Azure: its clients, its cancellation, its server's time. */
export interface Session {
  readonly credential: TokenCredential;
  readonly scopes: readonly string[];
  /** Origin of Resource Manager without a trailing slash. */
  readonly endpoint: string;
  readonly httpClient: HttpClient;
  /** As the connection has it. */
  readonly repeatAfterMs: number | undefined;
  readonly signal: AbortSignal;
  /** The latest `Date` of the answers, and the local time when it came; undefined before the first. */
  readonly serverTime: () => { readonly server: Date; readonly local: Date } | undefined;
}

/** Lists that are under way at a time: more connections than this cost more than they bring (measured with 120 ms a call). */
const listsAtATime = 64;

/** A page of Azure comes within a few seconds. */
const defaultAnswerWithinMs = 30_000;

/** Begins a reading: aborting `signal` ends every request of it. Asks nothing by itself. */
export function openSession(connection: Connection, signal: AbortSignal): Session {
  let latest: { readonly server: Date; readonly local: Date } | undefined;
  const answered = (response: PipelineResponse): void => {
    const server = new Date(response.headers.get('date') ?? Number.NaN);
    if (server.getTime() > (latest?.server.getTime() ?? 0)) latest = { server, local: new Date() };
  };
  return {
    credential: connection.credential,
    scopes: connection.scopes,
    endpoint: connection.endpoint,
    httpClient: guarded(connection, signal, answered),
    repeatAfterMs: connection.repeatAfterMs,
    signal,
    serverTime: () => latest,
  };
}

/**
 * Lies below the SDK's retries, so that everything that really goes out passes here: cancellation, the endpoint (a `nextLink` or a
 * redirect decides where the token goes), the limits of Azure (repeats queue like all others), the server's time, answers that never
 * come, and answers that are no JSON. Bodies stay packed: see `ArmReader`.
 */
function guarded(connection: Connection, signal: AbortSignal, answered: (response: PipelineResponse) => void): HttpClient {
  const { origin } = new URL(connection.endpoint);
  const { graph, reads, patience } = connection.quota;
  const gate = new Gate(listsAtATime);
  // One listener for all requests: a signal looks through all that it has each time that one is added or taken away.
  const underWay = new Set<AbortController>();
  signal.addEventListener('abort', () => underWay.forEach((limit) => limit.abort(signal.reason)), { once: true });
  const patientMs = connection.answerWithinMs ?? defaultAnswerWithinMs;
  const sendWithin = (request: PipelineRequest, withinMs: number): Promise<PackedResponse> => {
    signal.throwIfAborted();
    return sendInTime(connection.httpClient, request, underWay, withinMs);
  };
  const read = async (request: PipelineRequest): Promise<PackedResponse> => {
    try {
      return await sendWithin(request, patience.readWithinMs(patientMs));
    } catch (error) {
      if (error instanceof RestError && error.code === noAnswer) patience.lose();
      throw error;
    }
  };
  return {
    async sendRequest(request) {
      signal.throwIfAborted();
      const url = new URL(request.url);
      if (url.origin !== origin) throw new RestError('The answer leads to another host.', { code: foreignHost, request });
      const isRead = request.method === 'GET';
      const send = async (): Promise<PackedResponse> => (isRead ? read(request) : sendWithin(request, patientMs));
      const response = isGraph(url)
        ? await graph.run(send, quotaOf, signal)
        : await reads.run(bucketOf(url), () => gate.run(send, signal, { first: isFurtherPage(url) }), readAnswerOf, signal);
      answered(response);
      const isEmpty = response.bytes === undefined ? response.bodyAsText === '' : response.bytes.length === 0;
      const isJson = isEmpty || /[/+]json\b/i.test(response.headers.get('content-type') ?? '');
      if (response.status < 300 && !isJson) {
        throw new RestError('The answer is no JSON.', { code: notJson, statusCode: response.status, request, response });
      }
      return response;
    },
  };
}

/** One request, called off with those under way, or when it takes too long. */
async function sendInTime(
  transport: HttpClient,
  request: PipelineRequest,
  underWay: Set<AbortController>,
  withinMs: number,
): Promise<PackedResponse> {
  const limit = new AbortController();
  underWay.add(limit);
  const timer = setTimeout(() => limit.abort(new RestError('No answer in time.', { code: noAnswer, request })), withinMs);
  const before = request.abortSignal;
  request.abortSignal = limit.signal;
  try {
    return await abortable(transport.sendRequest(request), limit.signal);
  } finally {
    if (before) request.abortSignal = before;
    clearTimeout(timer);
    underWay.delete(limit);
  }
}

function isGraph({ pathname }: URL): boolean {
  return pathname.toLowerCase() === graphPath.toLowerCase();
}

/** The pages of a list are asked for one after the other: of all requests that wait, those that others wait for go first. */
function isFurtherPage({ search }: URL): boolean {
  return /[?&](?:\$|%24)skiptoken=/i.test(search);
}

/** The subscription whose bucket a read takes from; '' for the tenant's. */
function bucketOf({ pathname }: URL): string {
  return /^\/subscriptions\/([^/]+)\//i.exec(pathname)?.[1]?.toLowerCase() ?? '';
}

function readAnswerOf({ status, headers }: PackedResponse): ReadAnswer {
  const remaining = headers.get('x-ms-ratelimit-remaining-subscription-reads') ?? headers.get('x-ms-ratelimit-remaining-tenant-reads');
  return { remaining: countOf(remaining), retryAfterMs: status === 429 ? (secondsOf(headers.get('retry-after')) ?? 1) * 1000 : undefined };
}

function countOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}

function secondsOf(text: string | undefined): number | undefined {
  const seconds = Number.parseFloat(text ?? '');
  return Number.isFinite(seconds) ? seconds : undefined;
}

/** A `Retry-After` that Resource Graph leaves out of a refusal: the length of its window. */
const defaultRetryAfterMs = 5000;

function quotaOf({ status, headers }: PackedResponse): QuotaAnswer {
  const retryAfter = secondsOf(headers.get('retry-after'));
  return {
    remaining: countOf(headers.get('x-ms-user-quota-remaining')),
    resetsAfterMs: durationMs(headers.get('x-ms-user-quota-resets-after')),
    retryAfterMs: status !== 429 ? undefined : retryAfter === undefined ? defaultRetryAfterMs : retryAfter * 1000,
  };
}

/** Of `hh:mm:ss`, with or without a fraction. */
function durationMs(text: string | undefined): number | undefined {
  const match = /^(\d+):(\d\d):(\d\d(?:\.\d+)?)$/.exec(text ?? '');
  return match ? ((Number(match[1]) * 60 + Number(match[2])) * 60 + Number(match[3])) * 1000 : undefined;
}

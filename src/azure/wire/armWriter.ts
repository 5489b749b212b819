import { createHttpHeaders, createPipelineRequest, RestError, type HttpHeaders, type Pipeline } from '@azure/core-rest-pipeline';
import type { Problem } from '../../model/problem.ts';
import { UserError } from '../../model/userError.ts';
import { isSignInError, tlsCodes, toUserError } from './azureError.ts';
import { openPipeline } from './openPipeline.ts';
import { unpacked, type PackedResponse } from './packedBody.ts';
import { foreignHost, type Session } from './session.ts';
import { recordOf, recordsOf, textOf, type Row } from '../values.ts';

/** A request that changes Azure. Plain JSON: it is written into a journal and shown before it is sent. */
export interface WriteCall {
  readonly method: 'PUT' | 'POST' | 'PATCH' | 'DELETE';
  /** ARM id, with the name of the action behind it for a POST. */
  readonly path: string;
  readonly apiVersion: string;
  /** Undefined: none. */
  readonly body: unknown;
}

/** What became of a request. There is no fifth case: whoever sends decides by these. */
export type Sent =
  | {
      readonly kind: 'accepted';
      /** The job of Site Recovery that carries it out; undefined for other services. */
      readonly jobId: string | undefined;
      /** Where other services tell how it goes; undefined when it is done. */
      readonly statusUrl: string | undefined;
      /** Azure's `Retry-After`; undefined where it says nothing. */
      readonly retryAfterMs: number | undefined;
    }
  /** Azure has answered no: nothing was done. */
  | { readonly kind: 'refused'; readonly problem: Problem }
  /** It never reached Azure, or Azure did not look at it: nobody is signed in, no connection came about. */
  | { readonly kind: 'notSent'; readonly error: UserError }
  /** It left, and whether Azure took it is not known: the connection broke, no answer came in time, Azure failed to answer. */
  | { readonly kind: 'unknown'; readonly error: UserError };

/** How a long-running operation of a service other than Site Recovery stands. */
export type ArmStatus =
  | { readonly kind: 'running' }
  /** `output`: what an action has answered; undefined where it answers nothing. */
  | { readonly kind: 'succeeded'; readonly output: Row | undefined }
  | { readonly kind: 'failed'; readonly problem: Problem };

/** Azure says when to come back; the session waits so long by itself. More refusals than this are told to the person. */
const mostThrottled = 8;

/**
 * Requests that change Azure. Beneath the service clients of the SDK, whose pipeline repeats a POST after a broken connection, and whose
 * pollers lose warnings, causes and the job: each request goes out once, and only one that Azure has put off (429, before it looked at
 * it) goes out again.
 */
export class ArmWriter {
  readonly #session: Session;
  readonly #once: Pipeline;
  readonly #patient: Pipeline;

  constructor(session: Session) {
    this.#session = session;
    this.#once = openPipeline(session, { repeats: false });
    this.#patient = openPipeline(session);
  }

  /** Never throws: whatever happens is one of the four cases. Not to be called off once it is on its way. */
  async send(call: WriteCall): Promise<Sent> {
    const url = writeUrl(this.#session.endpoint, call);
    try {
      for (let refusals = 0; ; refusals++) {
        const response = await this.#request(this.#once, call.method, url, JSON.stringify(call.body));
        if (response.status !== 429 || refusals === mostThrottled) return await sentOf(response);
      }
    } catch (error) {
      const isUnsent = neverLeft(error);
      return { kind: isUnsent ? 'notSent' : 'unknown', error: toUserError(error) };
    }
  }

  /** Asks once how an operation goes, at the URL that `send` has answered. Throws a `UserError` when that cannot be told. */
  async status(url: string): Promise<ArmStatus> {
    try {
      const response = await this.#request(this.#patient, 'GET', url);
      if (response.status === 202) return { kind: 'running' };
      const body = bodyOf(await unpacked(response));
      if (response.status >= 400) return { kind: 'failed', problem: problemOf(body, response.status) };
      const status = textOf(body?.['status'])?.toLowerCase();
      if (status === 'failed' || status === 'canceled' || status === 'cancelled') {
        return { kind: 'failed', problem: problemOf(body, response.status) };
      }
      // A `Location` answers with the resource itself at the end, which has no status.
      if (status === undefined) return { kind: 'succeeded', output: body };
      // The status of an action carries its answer in `properties.output`.
      return status === 'succeeded'
        ? { kind: 'succeeded', output: recordOf(recordOf(body?.['properties'])?.['output']) }
        : { kind: 'running' };
    } catch (error) {
      throw toUserError(error);
    }
  }

  async #request(pipeline: Pipeline, method: 'GET' | WriteCall['method'], url: string, content?: string): Promise<PackedResponse> {
    const headers = createHttpHeaders({ accept: 'application/json', ...(content !== undefined && { 'content-type': 'application/json' }) });
    const { signal: abortSignal, httpClient } = this.#session;
    const request = createPipelineRequest({ method, url, headers, abortSignal, ...(content !== undefined && { body: content }) });
    const response: PackedResponse = await pipeline.sendRequest(httpClient, request);
    return response;
  }
}

/** Absolute, with the names in it escaped: what is sent, and what a plan shows. */
export function writeUrl(endpoint: string, { path, apiVersion }: Pick<WriteCall, 'path' | 'apiVersion'>): string {
  return `${endpoint}${path.split('/').map(encodeURIComponent).join('/')}?api-version=${apiVersion}`;
}

async function sentOf(response: PackedResponse): Promise<Sent> {
  const { status, headers } = response;
  if (status < 300) {
    const retryAfter = Number.parseFloat(headers.get('retry-after') ?? '');
    const jobId = jobOf(headers);
    return {
      kind: 'accepted',
      jobId,
      statusUrl: jobId === undefined ? (headers.get('azure-asyncoperation') ?? headers.get('location')) : undefined,
      retryAfterMs: Number.isFinite(retryAfter) ? retryAfter * 1000 : undefined,
    };
  }
  const failed = new RestError('Resource Manager did not answer as asked.', { statusCode: status, request: response.request, response });
  // A token that is not accepted, an address that has moved: Azure has not looked at what was asked.
  if (status === 401 || status < 400) return { kind: 'notSent', error: toUserError(failed) };
  if (status >= 500 || status === 408) return { kind: 'unknown', error: toUserError(failed) };
  return { kind: 'refused', problem: problemOf(bodyOf(await unpacked(response)), status) };
}

/** Site Recovery names the operation like its job: the last segment of where to ask for its status (recorded). */
function jobOf(headers: HttpHeaders): string | undefined {
  const places = [headers.get('azure-asyncoperation'), headers.get('location')];
  return places
    .map((place) => /\/(?:replicationOperationStatus|operationresults)\/([\da-f-]{36})(?:\?|$)/i.exec(place ?? ''))
    .find((match) => match !== null && /\/vaults\//i.test(match.input))?.[1];
}

function problemOf(body: Row | undefined, status: number): Problem {
  const error = recordOf(body?.['error']) ?? {};
  // Site Recovery says twice what is wrong; causes and a recommendation stand in the second place only (recorded).
  const detail = recordsOf(error['details'])?.find((one) => textOf(one['code']) !== undefined) ?? {};
  const text = (key: string): string => textOf(detail[key]) ?? textOf(error[key]) ?? '';
  return {
    code: text('code') || `HTTP ${status}`,
    message: text('message'),
    causes: text('possibleCauses'),
    action: text('recommendedAction'),
  };
}

function bodyOf(text: string): Row | undefined {
  try {
    return recordOf(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** System's codes of a connection that never came about. */
const noConnection: ReadonlySet<string> = new Set(['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH']);

function neverLeft(error: unknown): boolean {
  if (error instanceof UserError) return error.reason === 'signIn' || error.reason === 'refusedEndpoint';
  const { code, name }: Row = recordOf(error) ?? {};
  if (isSignInError(name)) return true;
  return typeof code === 'string' && (code === foreignHost || noConnection.has(code) || (tlsCodes.test(code) && code !== 'EPROTO'));
}

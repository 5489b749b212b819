import { setImmediate } from 'node:timers/promises';
import { createHttpHeaders, createPipelineRequest, RestError, type HttpHeaders, type Pipeline } from '@azure/core-rest-pipeline';
import { badAnswer } from './badAnswer.ts';
import { cutRows, type CutAnswer } from './cutRows.ts';
import { Gate } from '../limits/gate.ts';
import { openPipeline } from './openPipeline.ts';
import { isPacked, release, unpackedBytes, type PackedResponse } from './packedBody.ts';
import type { Session } from './session.ts';
import { Turns } from '../limits/turns.ts';
import { listOf, recordOf, textOf, type Row } from '../values.ts';

/** Large answers at work at a time: another thread unpacks one while this one makes facts of the other. */
const answersAtWork = 2;
/** Answers of at most so many packed bytes are small, and do not queue behind megabytes: the request for their next page waits for them. */
const smallPage = 64 * 1024;
/** Small answers at work at a time: each takes about a millisecond, and they too come by the dozen. */
const smallAtWork = 8;
/** Requests that begin in one turn of the event loop: a reading has dozens at once, and each takes half a millisecond until its code is compiled. */
const sentAtOnce = 16;
/** A longer answer, in bytes, is parsed in one turn of the event loop and made into facts in another. */
const pageLength = 200_000;

/**
 * Plain reads of Resource Manager through the SDK's pipeline (sign-in, retries, proxies, user agent). It stands in for the clients of each
 * service: loading those takes 60 to 125 ms each, Site Recovery's takes 107 microseconds to map one protected item (8.5 times the
 * parsing of its JSON), their pagers forget the cancellation on the second page, and the older ones take any JSON without `value` for
 * an empty list.
 */
export class ArmReader {
  readonly #session: Session;
  readonly #pipeline: Pipeline;
  readonly #atWork = new Gate(answersAtWork);
  readonly #plainAtWork = new Gate(1);
  readonly #smallAtWork = new Gate(smallAtWork);
  readonly #turns = new Turns(sentAtOnce);

  constructor(session: Session) {
    this.#session = session;
    this.#pipeline = openPipeline(session);
  }

  /** The body of a resource. `path` begins with a slash; names in it are escaped here. */
  async get(path: string, apiVersion: string, query: Readonly<Record<string, string>> = {}): Promise<Row> {
    const response = await this.#send('GET', this.#url(path, { ...query, 'api-version': apiVersion }));
    return this.#unpacking(response, (body) => body);
  }

  /**
   * Asks with a body, for questions that change nothing; `use` turns the answer into what is kept of it. Where the question marks its rows, the
   * answer holds the places of the rows, and `rowOf` the rows themselves: see `cutRows`.
   */
  async post<T>(
    path: string,
    apiVersion: string,
    body: unknown,
    use: (answer: Row, headers: HttpHeaders, rowOf: CutAnswer['rowOf']) => T | Promise<T>,
  ): Promise<T> {
    const response = await this.#send('POST', this.#url(path, { 'api-version': apiVersion }), JSON.stringify(body));
    return this.#unpacking(response, (answer, rowOf) => use(answer, response.headers, rowOf));
  }

  /** The pages of a list, following its `nextLink`: `use` is called with one after the other. */
  async list(
    path: string,
    apiVersion: string,
    query: Readonly<Record<string, string>>,
    use: (page: readonly Row[]) => void | Promise<void>,
  ): Promise<void> {
    for (let next: string | undefined = this.#url(path, { ...query, 'api-version': apiVersion }); next !== undefined;) {
      const response = await this.#send('GET', next);
      next = await this.#unpacking(response, async (body) => {
        const rows = listOf(body['value']);
        if (!rows) throw badAnswer('The answer is no list.');
        await use(rows.map((row) => recordOf(row) ?? {}));
        return textOf(body['nextLink']);
      });
    }
  }

  /** Unpacks and uses few answers at a time: dozens arrive together, and a large one has some megabytes. */
  async #unpacking<T>(response: PackedResponse, use: (body: Row, rowOf: CutAnswer['rowOf']) => T | Promise<T>): Promise<T> {
    const { signal } = this.#session;
    const work = async (): Promise<T> => {
      const content = await unpackedBytes(response);
      try {
        // A turn for others: small answers, which no other thread unpacks, would follow each other without one.
        await setImmediate();
        signal.throwIfAborted();
        const answer = parsed(content);
        const body = recordOf(answer?.body);
        if (!answer || !body) throw refused(response, RestError.PARSE_ERROR);
        // Making facts of a page that was parsed in one go takes about as long again, tens of milliseconds.
        if (content.length > pageLength) await setImmediate();
        return await use(body, answer.rowOf);
      } finally {
        release(content);
      }
    };
    return this.#gateOf(response).run(work, signal);
  }

  #gateOf(response: PackedResponse): Gate {
    // No other thread unpacks it: two at work would only make each turn of the event loop twice as long.
    if (!isPacked(response)) return this.#plainAtWork;
    return response.bytes.length <= smallPage ? this.#smallAtWork : this.#atWork;
  }

  #url(path: string, query: Readonly<Record<string, string>>): string {
    const escaped = path.split('/').map(encodeURIComponent).join('/');
    const words = new URLSearchParams(query).toString().replaceAll('+', '%20');
    return `${this.#session.endpoint}${escaped}?${words}`;
  }

  /** Throws a `RestError` with Azure's code for any status but 200. */
  async #send(method: 'GET' | 'POST', url: string, content?: string): Promise<PackedResponse> {
    const headers = createHttpHeaders({ accept: 'application/json', ...(content !== undefined && { 'content-type': 'application/json' }) });
    const { signal: abortSignal, httpClient } = this.#session;
    await this.#turns.take();
    const request = createPipelineRequest({ method, url, headers, abortSignal, ...(content !== undefined && { body: content }) });
    const response: PackedResponse = await this.#pipeline.sendRequest(httpClient, request);
    if (response.status === 200) return response;
    const code = textOf(recordOf(recordOf(parsed(await unpackedBytes(response))?.body)?.['error'])?.['code']);
    throw refused(response, code);
  }
}

function refused(response: PackedResponse, code: string | undefined): RestError {
  const { status: statusCode, request } = response;
  return new RestError('Resource Manager did not answer as asked.', { ...(code && { code }), statusCode, request, response });
}

function parsed(content: Buffer): CutAnswer | undefined {
  try {
    return cutRows(content);
  } catch {
    return undefined;
  }
}

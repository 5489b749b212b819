import type { Sandbox } from '../../src/sandbox/createSandbox.ts';
import { ask, HOST, type Answer } from './sandboxCalls.ts';

/** As Microsoft's Go SDK (azcore, the pollers of its `runtime` package) is told by a client what the result of an operation is. */
type FinalStateVia = '' | 'azure-async-operation' | 'location' | 'original-uri';

interface GoRequest {
  readonly method: 'PUT' | 'PATCH' | 'POST' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  readonly apiVersion: string;
  /** What the generated client takes; anything else is an error there. */
  readonly statuses: readonly number[];
  readonly finalStateVia?: FinalStateVia;
}

export interface GoResult {
  readonly poller: 'async' | 'location' | 'body' | 'none';
  /** The answer that the client makes its result of. */
  readonly last: Answer;
  /** Each poll, as method-less path. */
  readonly polled: readonly string[];
}

/** The sandbox's clock moves by this much between two polls. */
const SECONDS_A_POLL = 60;
const MOST_POLLS = 500;
const TERMINAL = new Set(['succeeded', 'failed', 'canceled', 'cancelled']);

/** Sends a request and follows it by the rules of that SDK. Throws where the SDK would answer an error. */
export async function runAsGo(
  sandbox: Sandbox,
  { method, path, body, apiVersion, statuses, finalStateVia = '' }: GoRequest,
): Promise<GoResult> {
  const headers = { accept: 'application/json', 'content-type': 'application/json', 'user-agent': 'azsdk-go-arm/v1.0.0 (go1.24; linux)' };
  const original = `${HOST}${path}?api-version=${apiVersion}`;
  const first = await ask(sandbox, method, original, { headers, ...(body !== undefined && { body }) });
  if (!statuses.includes(first.status)) throw new Error(`${first.status} is not in ${statuses.join()}: ${first.text}`);
  const async = first.headers['azure-asyncoperation'];
  const location = first.headers['location'];
  if (async !== undefined) {
    const { last, polled } = await follow(sandbox, provisioningState(first) ?? 'InProgress', async, (poll) => {
      const state = poll.body?.status;
      if (typeof state !== 'string' || state === '') throw new Error('the response did not contain a status');
      return state;
    });
    const url = finalUrl(method, finalStateVia, original, location);
    return { poller: 'async', last: url === undefined ? (last ?? first) : await read(sandbox, url), polled };
  }
  if (location !== undefined) {
    const { last, polled } = await follow(sandbox, provisioningState(first) ?? 'InProgress', location, (poll) => {
      if (poll.status >= 400) throw new Error(poll.text);
      return provisioningState(poll) ?? (poll.status === 202 ? 'InProgress' : 'Succeeded');
    });
    return { poller: 'location', last: last ?? first, polled };
  }
  if (method === 'PUT' || method === 'PATCH') {
    const { last, polled } = await follow(
      sandbox,
      provisioningState(first) ?? 'Succeeded',
      original,
      (poll) => provisioningState(poll) ?? 'Succeeded',
    );
    return { poller: 'body', last: last ?? first, polled };
  }
  if (first.status === 202) throw new Error('response is missing polling URL');
  return { poller: 'none', last: first, polled: [] };
}

/** Where the result is once the operation has ended; undefined: the last poll is it, or there is none. */
function finalUrl(method: string, via: FinalStateVia, original: string, location: string | undefined): string | undefined {
  if (method === 'PUT' || method === 'PATCH') return original;
  if (method !== 'POST' || via === 'azure-async-operation') return undefined;
  return via === 'original-uri' ? original : location;
}

async function follow(
  sandbox: Sandbox,
  begin: string,
  begunAt: string,
  stateOf: (poll: Answer) => string,
): Promise<{ readonly last: Answer | undefined; readonly polled: readonly string[] }> {
  const polled: string[] = [];
  let [state, url, last]: [string, string, Answer | undefined] = [begin, begunAt, undefined];
  while (!TERMINAL.has(state.toLowerCase())) {
    if (polled.length === MOST_POLLS) throw new Error(`${url} never ends.`);
    sandbox.control.advance(SECONDS_A_POLL);
    last = await ask(sandbox, 'GET', url);
    if (![200, 201, 202, 204].includes(last.status)) throw new Error(last.text);
    polled.push(new URL(url).pathname);
    state = stateOf(last);
    url = last.headers['azure-asyncoperation'] === undefined ? (last.headers['location'] ?? url) : url;
  }
  if (state.toLowerCase() !== 'succeeded') throw new Error(last?.text ?? state);
  return { last, polled };
}

async function read(sandbox: Sandbox, url: string): Promise<Answer> {
  const answer = await ask(sandbox, 'GET', url);
  if (![200, 201, 202, 204].includes(answer.status)) throw new Error(`The final GET: ${answer.text}`);
  return answer;
}

function provisioningState({ body }: Answer): string | undefined {
  const state: unknown = body?.properties?.provisioningState;
  return typeof state === 'string' && state !== '' ? state : undefined;
}

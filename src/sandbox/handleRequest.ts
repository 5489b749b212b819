import { recordActivity } from './arm/activity/recordActivity.ts';
import { checkArm } from './arm/checkArm.ts';
import { checkChange } from './arm/checkChange.ts';
import { checkRegionsUp } from './arm/regionDown.ts';
import { ConnectionReset } from './faults.ts';
import { requestBody } from './requestBody.ts';
import { groupOfKey, keyOf } from './resource.ts';
import { responseHeaders } from './responseHeaders.ts';
import { armBuckets, kindOf, type Throttle } from './throttle.ts';
import { ArmError, Query, type Call, type Reply, type WireRequest, type WireResponse } from './wire.ts';
import type { World } from './world.ts';

/** Recorded on quiet subscriptions (2023): what is left when nobody throttles. */
const RECORDED_LEFT = { reads: 11_999, writes: 1199, deletes: 14_999 };

/** One request from the wire to the wire. Throws `ConnectionReset` when the connection is to be cut, nothing else. */
export async function handleRequest(world: World, throttle: Throttle, request: WireRequest): Promise<WireResponse> {
  const method = request.method.toUpperCase();
  const url = new URL(request.url);
  const path = url.pathname.replace(/\/{2,}/g, '/').replace(/(?<=.)\/$/, '');
  const query = new Query(url);
  world.clock.settle();
  const time = world.clock.now();
  const log = (status: number): void =>
    world.log.add({ ...loggedTarget(path, query), time: time.toISOString(), method, status, client: request.headers['user-agent'] ?? '' });

  world.log.arrived();
  const limits = new Map<string, string>();
  let reply: Reply;
  let content: Content;
  try {
    const planted = world.faults.takeForRequest(method, path + url.search);
    await sleep(world.options.latencyMs + (planted?.delayMs ?? 0));
    world.clock.settle();
    if (planted?.reset) throw new ConnectionReset();
    reply =
      planted?.status === undefined
        ? await answer(world, throttle, limits, request, { method, path, query, url })
        : { status: planted.status, headers: planted.headers ?? {}, body: planted.body };
    content = contentOf(reply, request);
  } catch (error) {
    if (error instanceof ConnectionReset) {
      log(0);
      throw error;
    }
    reply = error instanceof ArmError ? error.toReply() : failure(error);
    content = contentOf(reply, request);
  }
  log(reply.status);
  const headers = responseHeaders(world, request);
  recordActivity(world, {
    method,
    path,
    begin: time,
    request,
    reply,
    correlationId: headers['x-ms-correlation-request-id'],
  });
  return {
    status: reply.status,
    headers: {
      ...headers,
      ...Object.fromEntries(limits),
      ...sendable(reply.headers ?? {}),
      ...contentType(reply),
    },
    ...content,
  };
}

interface Target {
  readonly method: string;
  readonly path: string;
  readonly query: Query;
  readonly url: URL;
}

async function answer(
  world: World,
  throttle: Throttle,
  limits: Map<string, string>,
  request: WireRequest,
  { method, path, query, url }: Target,
): Promise<Reply> {
  const call = (params: Readonly<Record<string, string>>): Call => ({
    method,
    path,
    params,
    query,
    headers: request.headers,
    body: requestBody(request),
    origin: url.origin,
    apiVersion: query.get('api-version') ?? '',
  });
  const open = find(() => world.openRouter.find(method, path));
  if (open) return open.handler(call(open.params));

  // Names as they are called: clients encode parentheses and other alphabets, each in its own way.
  const named = find(() => decodeURIComponent(path));
  checkArm(world, request, { path: named, query });
  limit(world, throttle, limits, method, path);
  const asked = { ...call({}), path: named };
  checkChange(world, asked);
  await checkRegionsUp(world, asked);
  const found = find(() => world.router.find(method, path));
  if (!found) throw notFound(method, path);
  return found.handler(call(found.params));
}

function limit(world: World, throttle: Throttle, limits: Map<string, string>, method: string, path: string): void {
  const subscription = /^\/subscriptions\/([^/]+)/i.exec(path)?.[1]?.toLowerCase();
  // Resource Graph has a quota of its own; its queries count as reads of the tenant [recorded by azure-sdk-for-net], which are not limited here.
  if (/^\/providers\/microsoft\.resourcegraph\//i.test(path)) {
    limits.set('x-ms-ratelimit-remaining-tenant-reads', String(RECORDED_LEFT.reads));
    return;
  }
  const kind = kindOf(method);
  const header = `x-ms-ratelimit-remaining-${subscription ? 'subscription' : 'tenant'}-${kind}`;
  if (!world.options.throttle) {
    limits.set(header, String(RECORDED_LEFT[kind]));
    return;
  }
  const taken = throttle.take(`${subscription ?? ''} ${kind}`, armBuckets[kind]);
  limits.set(header, String(taken.granted ? taken.left : 0));
  if (taken.granted) return;
  const seconds = taken.retryAfterSeconds;
  // The message's wording is recorded; its operation part is shortened to the method [GAP: Azure names the types].
  throw new ArmError(
    429,
    'SubscriptionRequestsThrottled',
    `Number of requests for subscription '${subscription ?? ''}' and operation '${method}' exceeded the backend storage limit. Please try again after '${seconds}' seconds.`,
    {},
    { 'retry-after': String(seconds) },
  );
}

/** A path with a broken `%` escape is the caller's mistake, not ours. */
function find<T>(search: () => T): T {
  try {
    return search();
  } catch (error) {
    if (error instanceof URIError) throw new ArmError(400, 'BadRequest', 'The request URI is not valid.');
    throw error;
  }
}

function notFound(method: string, path: string): ArmError {
  const type = /\/providers\/([^/]+)\/([^/]+)/i.exec(path);
  if (!type) return new ArmError(404, 'InvalidResourceType', `No resource was found for ${method} '${path}'.`);
  return new ArmError(
    404,
    'InvalidResourceType',
    `The resource type could not be found in the namespace '${type[1]}' for api version of the request (${method} ${groupOfKey(keyOf(path)) ? 'in a resource group' : 'of a subscription'}).`,
  );
}

function failure(error: unknown): Reply {
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  // A defect of the sandbox itself: say where, so that whoever sees it can mend it.
  return { status: 500, body: { error: { code: 'InternalServerError', message: `The sandbox failed: ${message}` } } };
}

function loggedTarget(path: string, query: Query): { path: string; query: string; apiVersion: string } {
  const others = [...query.entries()].filter(([key]) => key !== 'api-version').map(([key, value]) => `${key}=${value}`);
  return { path, query: others.join('&'), apiVersion: query.get('api-version') ?? '' };
}

type Content = Pick<WireResponse, 'body' | 'packed'>;

function contentOf({ body, kept }: Reply, { method, takesGzip }: WireRequest): Content {
  if (method.toUpperCase() === 'HEAD') return { body: '' };
  if (kept) return takesGzip ? { body: '', packed: kept.packed() } : { body: kept.text() };
  if (body === undefined) return { body: '' };
  return { body: typeof body === 'string' ? body : JSON.stringify(body) };
}

function contentType(reply: Reply): Record<string, string> {
  const given = sendable(reply.headers ?? {})['content-type'];
  return (reply.body === undefined && reply.kept === undefined) || given !== undefined
    ? {}
    : { 'content-type': 'application/json; charset=utf-8' };
}

/** Names in lower case; values in the characters that HTTP carries, since addresses and request ids may hold names in other alphabets. */
function sendable(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), ascii(value)]));
}

function ascii(value: string): string {
  return value.startsWith('https:') && URL.canParse(value)
    ? new URL(value).href
    : value.toWellFormed().replaceAll(/[^\t\u{20}-\u{7e}]/gu, encodeURIComponent);
}

async function sleep(milliseconds: number): Promise<void> {
  if (milliseconds > 0) await new Promise((resolve) => setTimeout(resolve, milliseconds));
}

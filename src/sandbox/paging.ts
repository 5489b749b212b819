import { Buffer } from 'node:buffer';
import { keptText } from './keptTexts.ts';
import { keyOf, type ArmResource } from './resource.ts';
import { ArmError, type Call, type Reply } from './wire.ts';
import type { World } from './world.ts';

const PAGE_SIZE = 1000;

export interface PageOptions {
  /** Rows of a page where Azure has another number than 1,000. */
  readonly size?: number;
  /** How a resource is shown. */
  readonly show?: (resource: ArmResource) => unknown;
  /** What is shown depends on nothing but the resources, and on the clock to the minute: its text may be kept. */
  readonly isSteady?: boolean;
}

/**
 * One page of an ARM list, in the order of ids, as `{value, nextLink}` (`nextLink` only when there is more). The token names the
 * last id of the page, so that resources which come and go between two pages shift nothing.
 */
export function listReply(world: World, call: Call, resources: readonly ArmResource[], options: PageOptions = {}): Reply {
  const page = (): unknown => listPage(world, call, resources, options);
  if (options.isSteady !== true) return { status: 200, body: page() };
  const key = `${call.origin}${call.path}?${new URLSearchParams([...call.query.entries()]).toString()}`;
  return { status: 200, headers: { 'content-type': JSON_TYPE }, body: keptText(world, key, page) };
}

const JSON_TYPE = 'application/json; charset=utf-8';

function listPage(world: World, call: Call, resources: readonly ArmResource[], options: PageOptions): unknown {
  const limit = Math.min(world.options.pageSize ?? options.size ?? PAGE_SIZE, topOf(call));
  const after = tokenOf(call);
  const keyed = resources.map((resource) => ({ key: keyOf(resource.id), resource }));
  const sorted = keyed.toSorted((a, b) => (a.key < b.key ? -1 : 1));
  const left = after === undefined ? sorted : sorted.filter(({ key }) => key > after);
  const page = left.slice(0, limit);
  const show = options.show ?? ((resource: ArmResource): unknown => resource);
  const value = page.map(({ resource }) => show(resource));
  const last = page.at(-1);
  return { value, ...(last && left.length > limit && { nextLink: nextLink(call, last.key) }) };
}

/** Absolute, on the host that was called, with everything that the caller asked for, its api-version too. */
function nextLink(call: Call, lastKey: string): string {
  const link = new URL(call.origin + call.path);
  for (const [key, value] of call.query.entries()) if (key !== '$skiptoken') link.searchParams.set(key, value);
  link.searchParams.set('$skiptoken', Buffer.from(lastKey).toString('base64url'));
  return link.href;
}

function topOf(call: Call): number {
  const top = call.query.get('$top');
  if (top === undefined) return Infinity;
  const number = Number(top);
  if (!Number.isInteger(number) || number < 1) throw new ArmError(400, 'InvalidTopParameter', `The value '${top}' of '$top' is not valid.`);
  return number;
}

function tokenOf(call: Call): string | undefined {
  const token = call.query.get('$skiptoken');
  if (token === undefined) return undefined;
  const key = Buffer.from(token, 'base64url').toString();
  if (!key.startsWith('/')) throw new ArmError(400, 'InvalidSkipToken', 'The provided $skiptoken is not valid.');
  return key;
}

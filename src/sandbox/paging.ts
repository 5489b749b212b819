import { Buffer } from 'node:buffer';
import { keptBody, keptList, sortedByKey, type Sorted } from './keptTexts.ts';
import type { ArmResource } from './resource.ts';
import { ArmError, type Call, type Reply } from './wire.ts';
import { withoutRegionsDown } from './withoutRegionsDown.ts';
import type { World } from './world.ts';

const PAGE_SIZE = 1000;

/** How a list is cut into pages. */
export interface PageOptions {
  /** Rows of a page where Azure has another number than 1,000. */
  readonly size?: number;
  /** How a resource is shown. */
  readonly show?: (resource: ArmResource) => unknown;
}

/**
 * One page of an ARM list, in the order of ids, as `{value, nextLink}` (`nextLink` only when there is more). The token names the
 * last id of the page, so that resources which come and go between two pages shift nothing.
 */
export function listReply(world: World, call: Call, resources: readonly ArmResource[], options: PageOptions = {}): Reply {
  return { status: 200, body: listPage(world, call, sortedByKey(withoutRegionsDown(world, resources)), options) };
}

/**
 * The same for what is shown as it is: its text is kept until something changes. `resources` is asked for only then. `moves`: the list
 * shows figures that move with the clock.
 */
export function steadyListReply(
  world: World,
  call: Call,
  resources: () => readonly ArmResource[],
  options: PageOptions & { readonly moves?: boolean } = {},
): Reply {
  const { moves = false } = options;
  const words = [...call.query.entries()];
  const list = `${call.path}?${new URLSearchParams(words.filter(([name]) => name !== '$skiptoken')).toString()}`;
  const page = `${call.origin}${call.path}?${new URLSearchParams(words).toString()}`;
  const shown = (): readonly ArmResource[] => withoutRegionsDown(world, resources());
  return { status: 200, kept: keptBody(world, page, moves, () => listPage(world, call, keptList(world, list, moves, shown), options)) };
}

function listPage(world: World, call: Call, sorted: Sorted, options: PageOptions): unknown {
  const limit = Math.min(world.options.pageSize ?? options.size ?? PAGE_SIZE, topOf(call));
  const after = tokenOf(call);
  const first = after === undefined ? 0 : firstAfter(sorted, after);
  const page = sorted.slice(first, first + limit);
  const show = options.show ?? ((resource: ArmResource): unknown => resource);
  const value = page.map(({ resource }) => show(resource));
  const last = page.at(-1);
  return { value, ...(last && sorted.length > first + limit && { nextLink: nextLink(call, last.key) }) };
}

/** Where in the order the first key stands that comes after this one. */
function firstAfter(sorted: Sorted, key: string): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]!.key > key) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Absolute, on the host that was called, with everything that the caller asked for, its api-version too. */
export function nextLink(call: Call, lastKey: string): string {
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

/** The key that the caller's page begins after; undefined for the first page. */
export function tokenOf(call: Call): string | undefined {
  const token = call.query.get('$skiptoken');
  if (token === undefined) return undefined;
  const key = Buffer.from(token, 'base64url').toString();
  if (!key.startsWith('/')) throw new ArmError(400, 'InvalidSkipToken', 'The provided $skiptoken is not valid.');
  return key;
}

import { Buffer } from 'node:buffer';
import { keyOf, type ArmResource } from '../resource.ts';
import { ArmError, type Call, type Reply } from '../wire.ts';
import type { World } from '../world.ts';

/** [GAP] Azure's page size for Site Recovery's lists was never read; ARM's usual one stands in. */
const PAGE_SIZE = 1000;

export interface CollectionOptions {
  /** What the list is ordered by, falling; in the order of ids, rising, when absent. */
  readonly newestBy?: (resource: ArmResource) => string;
  readonly show: (resource: ArmResource) => unknown;
}

/**
 * One page of a list of Site Recovery or Azure Backup. Unlike ARM's lists it always has `nextLink`, null at the end, and its token is called
 * `skipToken`. The token names the place of the last row: what comes and goes between two pages shifts nothing.
 */
export function collectionReply(world: World, call: Call, resources: readonly ArmResource[], options: CollectionOptions): Reply {
  const { newestBy, show } = options;
  const limit = world.options.pageSize ?? PAGE_SIZE;
  const placed = resources.map((resource) => ({ place: `${newestBy?.(resource) ?? ''} ${keyOf(resource.id)}`, resource }));
  const sorted = placed.toSorted((a, b) => (a.place < b.place ? -1 : 1));
  if (newestBy) sorted.reverse();
  const token = call.query.get('skipToken') ?? call.query.get('$skiptoken');
  const after = token === undefined ? undefined : Buffer.from(token, 'base64url').toString();
  // [GAP] Azure's answer to a token that it did not give was never read. No row comes after nonsense: that would read as the end.
  if (after !== undefined && !after.includes(' /')) throw new ArmError(400, 'InvalidSkipToken', 'The provided skipToken is not valid.');
  const left = after === undefined ? sorted : sorted.filter(({ place }) => (newestBy ? place < after : place > after));
  const page = left.slice(0, limit);
  const last = page.at(-1);
  const nextLink = last && left.length > limit ? linkTo(call, last.place) : null;
  return { status: 200, body: { value: page.map(({ resource }) => show(resource)), nextLink } };
}

function linkTo(call: Call, place: string): string {
  const link = new URL(call.origin + call.path);
  for (const [key, value] of call.query.entries()) {
    if (key !== 'skiptoken' && key !== '$skiptoken') link.searchParams.set(key, value);
  }
  link.searchParams.set('skipToken', Buffer.from(place).toString('base64url'));
  return link.href;
}

import type { Buffer } from 'node:buffer';
import { BoundedMap } from './boundedMap.ts';
import { gzipText } from './gzipText.ts';
import type { ArmResource } from './resource.ts';
import { keyOf } from './resource.ts';
import type { KeptBody } from './wire.ts';
import type { World } from './world.ts';

const MINUTE_MS = 60_000;
/** All texts of a world together, characters; all that is packed, bytes: lists pack to a tenth or less. */
const MOST_KEPT = 128 * 1024 * 1024;

/** Resources with their keys, in the order of these. */
export type Sorted = readonly { readonly key: string; readonly resource: ArmResource }[];

interface Kept {
  readonly texts: BoundedMap<string>;
  readonly packed: BoundedMap<Buffer>;
  readonly lists: Map<string, Sorted>;
  /** Of the store; of what moves with the clock, also the minute. */
  readonly revision: string;
}

const steady = new WeakMap<World, Kept>();
const moving = new WeakMap<World, Kept>();

function keptOf(world: World, moves: boolean): Kept {
  const minute = moves ? ` ${Math.floor(world.clock.now().getTime() / MINUTE_MS)}` : '';
  const revision = `${world.store.revision}${minute}`;
  const ofWorld = moves ? moving : steady;
  let kept = ofWorld.get(world);
  if (kept?.revision !== revision) {
    kept = { texts: new BoundedMap(MOST_KEPT), packed: new BoundedMap(MOST_KEPT), lists: new Map(), revision };
    ofWorld.set(world, kept);
  }
  return kept;
}

/**
 * A large answer, as text or packed, kept while nothing changes; what `moves` with the clock, for a minute of it at most. The same pages are
 * asked for again and again, and making their text is most of what the sandbox does.
 */
export function keptBody(world: World, key: string, moves: boolean, make: () => unknown): KeptBody {
  const { texts, packed } = keptOf(world, moves);
  const text = (): string => texts.get(key) ?? JSON.stringify(make());
  return {
    text() {
      const made = text();
      texts.add(key, made, made.length);
      return made;
    },
    packed() {
      let bytes = packed.get(key);
      if (!bytes) {
        bytes = gzipText(text());
        packed.add(key, bytes, bytes.length);
      }
      return bytes;
    },
  };
}

/** What a list holds, sorted once for all of its pages. */
export function keptList(world: World, key: string, moves: boolean, list: () => readonly ArmResource[]): Sorted {
  const { lists } = keptOf(world, moves);
  let sorted = lists.get(key);
  if (!sorted) lists.set(key, (sorted = sortedByKey(list())));
  return sorted;
}

export function sortedByKey(resources: readonly ArmResource[]): Sorted {
  return resources.map((resource) => ({ key: keyOf(resource.id), resource })).toSorted((a, b) => (a.key < b.key ? -1 : 1));
}

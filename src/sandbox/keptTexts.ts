import { BoundedMap } from './boundedMap.ts';
import type { ArmResource } from './resource.ts';
import { keyOf } from './resource.ts';
import type { World } from './world.ts';

const MINUTE_MS = 60_000;
/** All texts of a world together. */
const MOST_CHARACTERS = 128 * 1024 * 1024;

/** Resources with their keys, in the order of these. */
export type Sorted = readonly { readonly key: string; readonly resource: ArmResource }[];

interface Kept {
  readonly texts: BoundedMap<string>;
  readonly lists: Map<string, Sorted>;
  /** Of the store and the minute. */
  readonly revision: string;
}

const ofWorld = new WeakMap<World, Kept>();

function keptOf(world: World): Kept {
  const revision = `${world.store.revision} ${Math.floor(world.clock.now().getTime() / MINUTE_MS)}`;
  let kept = ofWorld.get(world);
  if (kept?.revision !== revision) ofWorld.set(world, (kept = { texts: new BoundedMap(MOST_CHARACTERS), lists: new Map(), revision }));
  return kept;
}

/**
 * The JSON of a large answer, kept while nothing changes, for a minute of the sandbox's clock at most (some figures move with it): the same
 * pages are asked for again and again, and making their text is most of what the sandbox does.
 */
export function keptText(world: World, key: string, make: () => unknown): string {
  const { texts } = keptOf(world);
  let text = texts.get(key);
  if (text === undefined) {
    text = JSON.stringify(make());
    texts.add(key, text, text.length);
  }
  return text;
}

/** What a list holds, sorted once for all of its pages. */
export function keptList(world: World, key: string, list: () => readonly ArmResource[]): Sorted {
  const { lists } = keptOf(world);
  let sorted = lists.get(key);
  if (!sorted) lists.set(key, (sorted = sortedByKey(list())));
  return sorted;
}

export function sortedByKey(resources: readonly ArmResource[]): Sorted {
  return resources.map((resource) => ({ key: keyOf(resource.id), resource })).toSorted((a, b) => (a.key < b.key ? -1 : 1));
}

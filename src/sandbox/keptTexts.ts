import { SizedMap } from './sizedMap.ts';
import type { World } from './world.ts';

const MINUTE_MS = 60_000;
/** All texts of a world together. */
const MOST_CHARACTERS = 128 * 1024 * 1024;

interface Kept {
  readonly texts: SizedMap<string>;
  /** Of the store and the minute. */
  readonly revision: string;
}

const ofWorld = new WeakMap<World, Kept>();

/**
 * The JSON of a large answer, kept while nothing changes, for a minute of the sandbox's clock at most (some figures move with it): the same
 * pages are asked for again and again, and making their text is most of what the sandbox does.
 */
export function keptText(world: World, key: string, make: () => unknown): string {
  const revision = `${world.store.revision} ${Math.floor(world.clock.now().getTime() / MINUTE_MS)}`;
  let kept = ofWorld.get(world);
  if (kept?.revision !== revision) ofWorld.set(world, (kept = { texts: new SizedMap(MOST_CHARACTERS), revision }));
  let text = kept.texts.get(key);
  if (text === undefined) {
    text = JSON.stringify(make());
    kept.texts.set(key, text, text.length);
  }
  return text;
}

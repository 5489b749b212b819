import type { RangeNode, Seed, TreeNode } from './node.ts';

/** No row of the tree has more children than this; more are split by name. */
const maxChildren = 500;
/** What a range holds: few enough to be sent to the window in no time, since the worst machine's range opens with the first rows. */
const rangeSize = 100;

/**
 * Makes the children of `parent`. When there are too many, the seeds become ranges of names, as equal in size as can be, and
 * the children of a range are made when it is opened; within a range the given order stays. `extra` follows, never split:
 * a handful of rows.
 */
export function childRows(parent: TreeNode | undefined, seeds: readonly Seed[], extra: readonly Seed[]): readonly TreeNode[] {
  const rows = seeds.length + extra.length > maxChildren ? ranges(parent, seeds) : seeds.map((seed) => seed.make(parent));
  return [...rows, ...extra.map((seed) => seed.make(parent))];
}

function ranges(parent: TreeNode | undefined, seeds: readonly Seed[]): readonly RangeNode[] {
  const order = new Map(seeds.map((seed, at) => [seed, at]));
  const named = seeds
    .map((seed) => ({ seed, key: seed.name.toLowerCase() }))
    .toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  const count = Math.min(maxChildren, Math.ceil(named.length / rangeSize));
  const size = Math.ceil(named.length / count);
  return Array.from({ length: count }, (_, at) => {
    const part = named.slice(at * size, (at + 1) * size).map(({ seed }) => seed);
    return {
      kind: 'range',
      id: `${parent?.id ?? ''}/range ${at}`,
      parent,
      first: part[0]?.name ?? '',
      last: part.at(-1)?.name ?? '',
      seeds: part.toSorted((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0)),
    };
  });
}

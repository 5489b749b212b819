/** Weights of the benchmark's hundred subscriptions: 5 of 800 machines, 15 of 200, 40 of 38, 40 of 37. */
const weights = [
  { upTo: 0.05, weight: 800 },
  { upTo: 0.2, weight: 200 },
  { upTo: 0.6, weight: 38 },
  { upTo: 1, weight: 37 },
] as const;

/** How many machines each subscription has: a few large ones, many small ones, exactly `machines` in all. */
export function machinesPerSubscription(machines: number, subscriptions: number): number[] {
  const each = Array.from({ length: subscriptions }, (_, i) => {
    const place = (i + 0.5) / subscriptions;
    return weights.find(({ upTo }) => place < upTo)?.weight ?? 1;
  });
  const sum = each.reduce((total, weight) => total + weight, 0);
  let weightSoFar = 0;
  return each.map((weight) => {
    const before = Math.round((machines * weightSoFar) / sum);
    weightSoFar += weight;
    return Math.round((machines * weightSoFar) / sum) - before;
  });
}

/** The whole number of things that fall on place `at` when `count` things are spread evenly over `places`. */
export function spread(count: number, places: number, at: number): number {
  return Math.floor(((at + 1) * count) / places) - Math.floor((at * count) / places);
}

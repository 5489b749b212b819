/**
 * `toSorted` for a handful of rows: what that allocates to sort ten thousand times three rows costs more than the sorting. The array is of
 * exactly their number.
 */
export function sortedFew<Row>(rows: readonly Row[], compare: (a: Row, b: Row) => number): Row[] {
  const sorted = rows.slice();
  for (let from = 1; from < sorted.length; from += 1) {
    const row = sorted[from]!;
    let at = from;
    for (; at > 0 && compare(sorted[at - 1]!, row) > 0; at -= 1) sorted[at] = sorted[at - 1]!;
    sorted[at] = row;
  }
  return sorted;
}

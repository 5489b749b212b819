/** Hands over rows one by one, and yields after so many, so that the caller can let other work in. */
export function* inSlices<Row>(rows: readonly Row[], slice: number, take: (row: Row) => void): Generator<void> {
  for (let from = 0; from < rows.length; from += slice) {
    takeSlice(rows, from, Math.min(from + slice, rows.length), take);
    yield;
  }
}

/** By itself, and by index: a generator's own loops run uncompiled, and `for … of` in them allocates for each row. */
function takeSlice<Row>(rows: readonly Row[], from: number, to: number, take: (row: Row) => void): void {
  for (let at = from; at < to; at += 1) take(rows[at]!);
}

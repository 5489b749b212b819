/** Hands over rows one by one, and yields after so many, so that the caller can let other work in. */
export function* inSlices<Row>(rows: readonly Row[], slice: number, take: (row: Row) => void): Generator<void> {
  for (let from = 0; from < rows.length; from += slice) {
    for (const row of rows.slice(from, from + slice)) take(row);
    yield;
  }
}

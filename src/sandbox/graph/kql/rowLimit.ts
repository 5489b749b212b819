import { semanticError } from './queryError.ts';

/** Rows that an operator may give. [GAP] Azure's bound is one of memory, and its words were not recorded; without one a wrong key ends the process. */
const MOST_ROWS = 2_000_000;

/** Throws for a result that would fill the memory. */
export function assertRows(operator: string, count: number): void {
  if (count > MOST_ROWS) throw semanticError(`${operator}: the result has more than ${MOST_ROWS} rows`);
}

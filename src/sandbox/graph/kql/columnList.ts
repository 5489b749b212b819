import { semanticError } from './queryError.ts';
import type { Column, ScalarType } from './values.ts';

/** Columns of a result as they are named one after another. */
export class ColumnList {
  readonly columns: Column[] = [];
  readonly #names = new Set<string>();

  /**
   * Adds a column. A name that the query gives must be new; one that follows from an expression gets a number when it
   * is taken; one that nothing gives is `Column1` and so on.
   */
  add(name: string | undefined, type: ScalarType, explicit: boolean): string {
    if (explicit && name !== undefined && this.#names.has(name)) throw semanticError(`A column named '${name}' already exists`);
    const free = name === undefined ? numbered('Column', this.#names, 1) : this.#names.has(name) ? numbered(name, this.#names, 1) : name;
    this.#names.add(free);
    this.columns.push({ name: free, type });
    return free;
  }
}

/** The name with the smallest number that makes it new. */
export function numbered(name: string, taken: ReadonlySet<string>, from: number): string {
  let n = from;
  while (taken.has(`${name}${n}`)) n++;
  return `${name}${n}`;
}

import type { Gap, TableName } from '../model/inventory.ts';

/** The gaps of one table by what they are about: asked for once for each of tens of thousands of machines, of hundreds of gaps. */
export class TableGaps {
  #first: Gap | undefined;
  #whole: Gap | undefined;
  /** By subscription or vault, lower-case. */
  readonly #byScope = new Map<string, Gap>();

  add(gap: Gap): void {
    this.#first ??= gap;
    if (gap.scope === undefined) this.#whole ??= gap;
    else if (!this.#byScope.has(gap.scope.toLowerCase())) this.#byScope.set(gap.scope.toLowerCase(), gap);
  }

  /** One that is about one of the scopes (lower-case), or about all of the table; without scopes: any. */
  find(scopes: readonly string[]): Gap | undefined {
    if (scopes.length === 0) return this.#first;
    for (const scope of scopes) {
      const gap = this.#byScope.get(scope);
      if (gap !== undefined) return gap;
    }
    return this.#whole;
  }
}

export function gapsByTable(gaps: readonly Gap[]): ReadonlyMap<TableName, TableGaps> {
  const byTable = new Map<TableName, TableGaps>();
  for (const gap of gaps) {
    let ofTable = byTable.get(gap.table);
    if (ofTable === undefined) byTable.set(gap.table, (ofTable = new TableGaps()));
    ofTable.add(gap);
  }
  return byTable;
}

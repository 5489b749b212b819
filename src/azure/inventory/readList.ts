import { setImmediate } from 'node:timers/promises';
import type { ArmId } from '../../model/armId.ts';
import { textOf } from '../values.ts';
import type { ArmReader } from '../wire/armReader.ts';
import { badAnswer } from '../wire/badAnswer.ts';
import { rowOf } from './columns.ts';
import { sliceRows, type Identified, type InventoryTable } from './inventoryTable.ts';

/** A table, as far as one subscription or one vault (`scope`, its path) holds it, from Resource Manager's list. Throws as `ArmReader`. */
export async function readList<T extends Identified>(
  arm: ArmReader,
  table: InventoryTable<T>,
  scope: string,
  onRows: (count: number) => void = () => {},
): Promise<readonly T[]> {
  const { path, apiVersion, query } = table.list;
  // A row that moves from one page to the next while they are read comes twice.
  const facts = new Map<ArmId, T>();
  await arm.list(`${scope}${path}`, apiVersion, query ?? {}, async (page) => {
    for (let at = 0; at < page.length; at++) {
      const body = page[at]!;
      if (at % sliceRows === sliceRows - 1) await setImmediate();
      const fact = table.parse(rowOf(table, body));
      if (fact !== undefined) facts.set(fact.id, fact);
      // It may be of any resource: without it the list would pass for whole.
      else if (textOf(body['id']) === undefined) throw badAnswer('A row of the list does not say of which resource it is.');
    }
    onRows(page.length);
  });
  return [...facts.values()];
}

import { partsOf, type ArmId } from '../../model/armId.ts';
import type { ArmReader } from '../wire/armReader.ts';
import { toUserError } from '../wire/azureError.ts';
import { rowOf } from './columns.ts';
import type { Identified, InventoryTable } from './inventoryTable.ts';

/**
 * Rows of a table as their service itself shows them, one call each: Resource Graph learns of changes minutes later. Those that are gone are left
 * out; ids of anything else are passed over. Throws what the reader throws.
 */
export async function readNow<T extends Identified>(
  arm: ArmReader,
  table: InventoryTable<T>,
  ids: readonly ArmId[],
): Promise<readonly T[]> {
  const own = [...new Set(ids)].filter((id) => partsOf(id).type === table.type);
  return (await Promise.all(own.map((id) => readOne(arm, table, id)))).filter((row) => row !== undefined);
}

async function readOne<T extends Identified>(arm: ArmReader, table: InventoryTable<T>, id: ArmId): Promise<T | undefined> {
  try {
    return table.parse(rowOf(table, await arm.get(id, table.list.apiVersion)));
  } catch (error) {
    if (toUserError(error).reason === 'notFound') return undefined;
    throw error;
  }
}

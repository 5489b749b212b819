import { partsOf, type ArmId } from '../model/armId.ts';
import type { ArmReader } from './armReader.ts';
import { toUserError } from './azureError.ts';
import { rowOf } from './inventoryTable.ts';
import { protectedItemsTable, type ProtectedItemRow } from './tables/protectedItemsTable.ts';

/**
 * Protected items as Site Recovery itself shows them, one call each: Resource Graph learns of an operation's end minutes later. Those that are gone
 * are left out; ids of anything else are passed over. Throws what the reader throws.
 */
export async function readItemsNow(arm: ArmReader, ids: readonly ArmId[]): Promise<readonly ProtectedItemRow[]> {
  const own = ids.filter((id) => partsOf(id).type === protectedItemsTable.type);
  return (await Promise.all(own.map((id) => readItemNow(arm, id)))).filter((row) => row !== undefined);
}

async function readItemNow(arm: ArmReader, id: ArmId): Promise<ProtectedItemRow | undefined> {
  try {
    return protectedItemsTable.parse(rowOf(protectedItemsTable, await arm.get(id, protectedItemsTable.list.apiVersion)));
  } catch (error) {
    if (toUserError(error).reason === 'notFound') return undefined;
    throw error;
  }
}

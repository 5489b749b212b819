import { apiVersions } from '../../src/azure/apiVersions.ts';
import { vaultIdFor } from '../../src/operations/enable/enableReplication.ts';
import type { RecoveryItem } from '../../src/model/recoveryItem.ts';
import { choicesFor, type Place } from './operationsHarness.ts';

/** The only protected item of a place, on whichever side it is by now. Throws when there is none. */
export async function theItem({ azure, own }: Pick<Place, 'azure' | 'own'>): Promise<RecoveryItem> {
  const vaultId = vaultIdFor({ id: own.machine }, choicesFor(own));
  const [row] = await azure.list(`${vaultId}/replicationProtectedItems`, apiVersions.siteRecovery);
  const item = typeof row?.['id'] === 'string' ? await azure.readItem(row['id']) : undefined;
  if (!item) throw new Error('Not replicated.');
  return item;
}

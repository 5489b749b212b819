import type { VaultSetup } from '../../model/replicationSource.ts';
import { locationOf, recordOf, textOf, type Row } from '../values.ts';
import { recoveryApiVersion, type RecoveryAccess } from './recoveryAccess.ts';

/** Of vaults themselves. */
export const vaultApiVersion = '2024-04-01';

/** What a vault has of Site Recovery, in four calls; undefined when there is no such vault. Throws a `UserError`. */
export async function readVaultSetup(azure: RecoveryAccess, vaultId: string): Promise<VaultSetup | undefined> {
  const vault = await azure.read(vaultId, vaultApiVersion);
  if (!vault) return undefined;
  const list = (path: string): Promise<readonly Row[]> => azure.list(`${vaultId}/${path}`, recoveryApiVersion);
  const [fabrics, containers, mappings] = await Promise.all([
    list('replicationFabrics'),
    list('replicationProtectionContainers'),
    list('replicationProtectionContainerMappings'),
  ]);
  const property = (row: Row, key: string): string => textOf(recordOf(row['properties'])?.[key]) ?? '';
  return {
    location: locationOf(vault['location']) ?? '',
    fabrics: fabrics.map((row) => ({
      id: idOf(row),
      location: locationOf(recordOf(recordOf(row['properties'])?.['customDetails'])?.['location']) ?? '',
    })),
    containers: containers.map((row) => ({ id: idOf(row), fabricId: above(idOf(row)) })),
    mappings: mappings.map((row) => ({
      id: idOf(row),
      sourceContainerId: above(idOf(row)),
      targetContainerId: property(row, 'targetProtectionContainerId'),
      policyId: property(row, 'policyId'),
    })),
  };
}

function idOf(row: Row): string {
  return textOf(row['id']) ?? '';
}

/** The id without its last type and name. */
function above(id: string): string {
  return id.split('/').slice(0, -2).join('/');
}

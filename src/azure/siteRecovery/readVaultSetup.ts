import { apiVersions } from '../apiVersions.ts';
import { groupPathOf } from '../../model/armPath.ts';
import type { VaultSetup } from '../../model/replicationSource.ts';
import { locationOf, recordOf, switchOf, textOf, type Row } from '../values.ts';
import { readable } from './readable.ts';
import type { RecoveryAccess } from './recoveryAccess.ts';

/** What a vault has of Site Recovery, in six calls; undefined when there is no such vault. Throws a `UserError`. */
export async function readVaultSetup(azure: RecoveryAccess, vaultId: string): Promise<VaultSetup | undefined> {
  const vault = await azure.read(vaultId, apiVersions.vaults);
  if (!vault) return undefined;
  const list = (path: string): Promise<readonly Row[]> => azure.list(`${vaultId}/${path}`, apiVersions.siteRecovery);
  const [fabrics, containers, mappings, networkMappings, group] = await Promise.all([
    list('replicationFabrics'),
    list('replicationProtectionContainers'),
    list('replicationProtectionContainerMappings'),
    list('replicationNetworkMappings'),
    // Whoever has a role on the vault alone may not read its group.
    readable(azure.read(groupPathOf(vaultId), apiVersions.resources)),
  ]);
  const property = (row: Row, key: string): string => textOf(recordOf(row['properties'])?.[key]) ?? '';
  return {
    location: locationOf(vault['location']) ?? '',
    groupLocation: locationOf(group?.['location']),
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
      automationAccountId: automationAccountOf(recordOf(recordOf(row['properties'])?.['providerSpecificDetails'])),
    })),
    networkMappings: networkMappings.map((row) => {
      const settings = recordOf(recordOf(row['properties'])?.['fabricSpecificSettings']);
      return {
        id: idOf(row),
        networkId: property(row, 'primaryNetworkId'),
        location: locationOf(settings?.['primaryFabricLocation']) ?? '',
        targetNetworkId: property(row, 'recoveryNetworkId'),
        targetLocation: locationOf(settings?.['recoveryFabricLocation']) ?? '',
      };
    }),
  };
}

function automationAccountOf(details: Row | undefined): string | undefined {
  return switchOf(details?.['agentAutoUpdateStatus']) === true ? textOf(details?.['automationAccountArmId']) : undefined;
}

function idOf(row: Row): string {
  return textOf(row['id']) ?? '';
}

/** The id without its last type and name. */
function above(id: string): string {
  return id.split('/').slice(0, -2).join('/');
}

import type { Vault } from '../../model/vault.ts';
import { resourceColumns, type GraphTable } from '../graphTable.ts';
import { orNone, recordOf, switchOf, textOf, type Row } from '../values.ts';
import { resourceOf } from './resourceOf.ts';

export const vaultsTable: GraphTable<Vault> = {
  name: 'vaults',
  from: 'resources',
  type: 'microsoft.recoveryservices/vaults',
  columns: { ...resourceColumns, redundancy: 'properties.redundancySettings', security: 'properties.securitySettings' },
  parse: parseVault,
};

/** Settings that an older api-version leaves out stay unknown. */
export function parseVault(row: Row): Vault | undefined {
  const resource = resourceOf(row);
  const redundancy = recordOf(row['redundancy']);
  const security = recordOf(row['security']);
  const immutability = recordOf(security?.['immutabilitySettings'])?.['state'];
  return (
    resource && {
      ...resource,
      storageRedundancy: textOf(redundancy?.['standardTierStorageRedundancy']),
      crossRegionRestore: switchOf(redundancy?.['crossRegionRestore']),
      softDelete: textOf(recordOf(security?.['softDeleteSettings'])?.['softDeleteState']),
      immutability: orNone(textOf(immutability), immutability, security !== undefined),
    }
  );
}

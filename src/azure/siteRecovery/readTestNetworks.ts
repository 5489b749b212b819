import { apiVersions } from '../apiVersions.ts';
import type { TestNetwork } from '../../model/testNetwork.ts';
import { armIdOf, locationOf, recordOf, recordsOf, textOf, type Row } from '../values.ts';
import type { RecoveryAccess } from './recoveryAccess.ts';

/** The networks of a subscription in a region, by name; one list. Throws a `UserError`. */
export async function readTestNetworks(azure: RecoveryAccess, subscriptionId: string, region: string): Promise<readonly TestNetwork[]> {
  const rows = await azure.list(`/subscriptions/${subscriptionId}/providers/Microsoft.Network/virtualNetworks`, apiVersions.network);
  return rows
    .flatMap((row) => networkOf(row) ?? [])
    .filter(({ location }) => location === region)
    .toSorted((a, b) => a.name.localeCompare(b.name));
}

/** One of them; undefined where there is none. Throws a `UserError`. */
export async function readTestNetwork(azure: RecoveryAccess, id: string): Promise<TestNetwork | undefined> {
  const row = await azure.read(id, apiVersions.network);
  return row && networkOf(row);
}

function networkOf(row: Row): TestNetwork | undefined {
  const [azureId, name, location] = [textOf(row['id']), textOf(row['name']), locationOf(row['location'])];
  if (azureId === undefined || name === undefined || location === undefined) return undefined;
  const peerings = recordsOf(recordOf(row['properties'])?.['virtualNetworkPeerings']) ?? [];
  const peers = peerings.flatMap((peering) => armIdOf(recordOf(recordOf(peering['properties'])?.['remoteVirtualNetwork'])?.['id']) ?? []);
  return { azureId, name, location, peers };
}

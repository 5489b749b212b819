import type { NetworkInterface } from '../../model/compute.ts';
import { resourceColumns, type InventoryTable } from '../inventoryTable.ts';
import { armIdOf, recordOf, recordsOf, textOf, type Row } from '../values.ts';
import { resourceOf } from './resourceOf.ts';

export const networkInterfacesTable: InventoryTable<NetworkInterface> = {
  name: 'networkInterfaces',
  from: 'resources',
  type: 'microsoft.network/networkinterfaces',
  columns: { ...resourceColumns, ipConfigurations: 'properties.ipConfigurations' },
  list: { per: 'subscription', path: '/providers/Microsoft.Network/networkInterfaces', apiVersion: '2023-09-01' },
  parse: parseNetworkInterface,
};

export function parseNetworkInterface(row: Row): NetworkInterface | undefined {
  const resource = resourceOf(row);
  const configurations = (recordsOf(row['ipConfigurations']) ?? []).map((entry) => recordOf(entry['properties']));
  return (
    resource && {
      ...resource,
      privateAddresses: configurations
        .map((properties) => textOf(properties?.['privateIPAddress']))
        .filter((address) => address !== undefined),
      subnetId: configurations.map((properties) => armIdOf(recordOf(properties?.['subnet'])?.['id'])).find((id) => id !== undefined),
    }
  );
}

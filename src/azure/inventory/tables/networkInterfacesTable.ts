import { apiVersions } from '../../apiVersions.ts';
import type { IpConfiguration, NetworkInterface } from '../../../model/compute.ts';
import { resourceColumns, type InventoryTable } from '../inventoryTable.ts';
import { armIdOf, orNone, recordOf, recordsOf, textOf, type Row } from '../../values.ts';
import { resourceOf } from './resourceOf.ts';

export const networkInterfacesTable: InventoryTable<NetworkInterface> = {
  name: 'networkInterfaces',
  from: 'resources',
  type: 'microsoft.network/networkinterfaces',
  columns: { ...resourceColumns, ipConfigurations: 'properties.ipConfigurations', securityGroup: 'properties.networkSecurityGroup.id' },
  list: { per: 'subscription', path: '/providers/Microsoft.Network/networkInterfaces', apiVersion: apiVersions.networkInventory },
  parse: parseNetworkInterface,
};

export function parseNetworkInterface(row: Row): NetworkInterface | undefined {
  const resource = resourceOf(row);
  const entries = recordsOf(row['ipConfigurations']);
  const configurations = (entries ?? []).map((entry) => recordOf(entry['properties']));
  return (
    resource && {
      ...resource,
      privateAddresses: configurations
        .map((properties) => textOf(properties?.['privateIPAddress']))
        .filter((address) => address !== undefined),
      subnetId: configurations.map((properties) => armIdOf(recordOf(properties?.['subnet'])?.['id'])).find((id) => id !== undefined),
      securityGroupId: orNone(armIdOf(row['securityGroup']), row['securityGroup'], entries !== undefined),
      configurations: (entries ?? []).map(parseConfiguration),
    }
  );
}

function parseConfiguration(entry: Row): IpConfiguration {
  const properties = recordOf(entry['properties']);
  return {
    name: textOf(entry['name']) ?? '',
    publicAddressId: armIdOf(recordOf(properties?.['publicIPAddress'])?.['id']) ?? null,
    backendPoolIds: (recordsOf(properties?.['loadBalancerBackendAddressPools']) ?? [])
      .map((pool) => armIdOf(pool['id']))
      .filter((id) => id !== undefined),
  };
}

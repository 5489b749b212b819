import { apiVersions } from '../../apiVersions.ts';
import type { ArmId } from '../../../model/armId.ts';
import type { NetworkInterface } from '../../../model/compute.ts';
import { addressKey } from '../../../model/details.ts';
import type { SubnetUsage, VirtualNetwork } from '../../../model/network.ts';
import { badAnswer } from '../../wire/badAnswer.ts';
import { rowOf } from '../columns.ts';
import { networkInterfacesTable } from '../tables/networkInterfacesTable.ts';
import { armIdOf, flagOf, listOf, locationOf, numberOf, recordOf, recordsOf, textOf, textsOf, type Row } from '../../values.ts';
import type { DetailReader } from './detailReader.ts';

/** A network; null when it is gone, undefined when it cannot be read. */
export async function readNetwork(reader: DetailReader, id: ArmId): Promise<VirtualNetwork | null | undefined> {
  return reader.readOrGone('networks', id, async () => parseNetwork(id, await reader.arm.get(id, apiVersions.networkInventory)));
}

/** A network interface; null when it is gone, undefined when it cannot be read. */
export async function readInterface(reader: DetailReader, id: ArmId): Promise<NetworkInterface | null | undefined> {
  return reader.readOrGone('interfaces', id, async () => {
    const nic = networkInterfacesTable.parse(rowOf(networkInterfacesTable, await reader.arm.get(id, apiVersions.networkInventory)));
    if (nic === undefined) throw badAnswer();
    return nic;
  });
}

/** How full the subnets of a network are. */
export async function readSubnetUsages(reader: DetailReader, networkId: ArmId): Promise<void> {
  await reader.read('subnetUsages', networkId, async () => {
    const usages = new Map<ArmId, SubnetUsage>();
    await reader.arm.list(`${networkId}/usages`, apiVersions.networkInventory, {}, (page) => {
      for (const row of page) {
        const id = armIdOf(row['id']);
        const [used, limit] = [numberOf(row['currentValue']), numberOf(row['limit'])];
        // Azure gives -1 for what it does not count (gateway subnets).
        if (id !== undefined && used !== undefined && limit !== undefined && used >= 0 && limit >= 0) usages.set(id, { used, limit });
      }
    });
    return usages;
  });
}

/** Whether an address of a network can be given to a machine. */
export async function readAddress(reader: DetailReader, networkId: ArmId, address: string): Promise<void> {
  await reader.read('addresses', addressKey(networkId, address), async () => {
    const answer = await reader.arm.get(`${networkId}/CheckIPAddressAvailability`, apiVersions.networkInventory, { ipAddress: address });
    const available = flagOf(answer['available']);
    if (available === undefined) throw badAnswer();
    return available;
  });
}

/** Throws a `UserError` for a body that does not tell its address space, or its subnets: one that is not named would be taken for one that is gone. */
function parseNetwork(id: ArmId, body: Row): VirtualNetwork {
  const properties = recordOf(body['properties']);
  const prefixes = textsOf(recordOf(properties?.['addressSpace'])?.['addressPrefixes']);
  const location = locationOf(body['location']);
  const subnets = listOf(properties?.['subnets'])?.map(recordOf);
  if (prefixes === undefined || location === undefined || subnets === undefined) throw badAnswer();
  return {
    id,
    location,
    prefixes,
    subnets: subnets.map((subnet) => {
      const subnetId = armIdOf(subnet?.['id']);
      const inner = recordOf(subnet?.['properties']);
      const named = (key: string): ArmId | undefined => armIdOf(recordOf(inner?.[key])?.['id']);
      const name = textOf(subnet?.['name']);
      if (subnetId === undefined || name === undefined) throw badAnswer();
      return { id: subnetId, name, securityGroupId: named('networkSecurityGroup'), routeTableId: named('routeTable') };
    }),
    dnsServers: textsOf(recordOf(properties?.['dhcpOptions'])?.['dnsServers']) ?? [],
    peerings: (recordsOf(properties?.['virtualNetworkPeerings']) ?? []).flatMap((peering) => {
      const inner = recordOf(peering['properties']);
      const networkId = armIdOf(recordOf(inner?.['remoteVirtualNetwork'])?.['id']);
      return networkId === undefined
        ? []
        : [{ networkId, prefixes: textsOf(recordOf(inner?.['remoteAddressSpace'])?.['addressPrefixes']) ?? [] }];
    }),
  };
}

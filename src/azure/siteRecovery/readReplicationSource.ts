import { apiVersions } from '../apiVersions.ts';
import { lastOf } from '../../model/armPath.ts';
import type { NetworkInterface } from '../../model/compute.ts';
import type { ReplicationSource, SourceDisk, SourceNetwork, SubnetOutbound } from '../../model/replicationSource.ts';
import { UserError } from '../../model/userError.ts';
import { badAnswer } from '../wire/badAnswer.ts';
import { rowOf } from '../inventory/columns.ts';
import { parseInstanceView } from '../inventory/readMachineStatus.ts';
import { machinesTable } from '../inventory/tables/machinesTable.ts';
import { networkInterfacesTable } from '../inventory/tables/networkInterfacesTable.ts';
import { flagOf, locationOf, numberOf, recordOf, recordsOf, textOf, textsOf, type Row } from '../values.ts';
import type { RecoveryAccess } from './recoveryAccess.ts';

/**
 * Reads a machine with its status, its primary network interface and that one's network, and its disks: three calls and one a disk. Throws a
 * `UserError` where one is missing.
 */
export async function readReplicationSource(azure: RecoveryAccess, machineId: string): Promise<ReplicationSource> {
  const machine = await existing(azure, machineId, apiVersions.compute, 'The machine', { $expand: 'instanceView' });
  const properties = recordOf(machine['properties']) ?? {};
  const storage = recordOf(properties['storageProfile']) ?? {};
  const attached = [...recordsOf([storage['osDisk']])!, ...(recordsOf(storage['dataDisks']) ?? [])];
  const name = textOf(machine['name']) ?? lastOf(machineId);
  const diskIds = attached.map((disk) => diskIdOf(disk, name));
  if (diskIds.length === 0) throw badAnswer();
  const interfaces = recordsOf(recordOf(properties['networkProfile'])?.['networkInterfaces']) ?? [];
  const primary = interfaces.find((one) => recordOf(one['properties'])?.['primary'] === true) ?? interfaces[0];
  const facts = machinesTable.parse(rowOf(machinesTable, machine));
  if (!facts) throw badAnswer();
  const [disks, networks] = await Promise.all([
    Promise.all(diskIds.map(async (id, at) => diskOf(id, at === 0, await existing(azure, id, apiVersions.disks, 'The disk')))),
    networkOf(azure, textOf(primary?.['id']) ?? ''),
  ]);
  return {
    id: textOf(machine['id']) ?? machineId,
    name,
    location: locationOf(machine['location']) ?? '',
    zone: textsOf(machine['zones'])?.[0],
    availabilitySetId: textOf(recordOf(properties['availabilitySet'])?.['id']),
    disks,
    machine: { ...facts, ...parseInstanceView(properties['instanceView']) },
    ...networks,
  };
}

/** Throws a `UserError` for a disk that Site Recovery cannot replicate because it is no resource: on the host, or a VHD in a storage account. */
function diskIdOf(disk: Row, machine: string): string {
  const id = textOf(recordOf(disk['managedDisk'])?.['id']) ?? '';
  if (id !== '') return id;
  if (recordOf(disk['diffDiskSettings'])) {
    throw new UserError(
      'usage',
      `${machine} has an ephemeral OS disk.`,
      'Site Recovery does not replicate it: be ready to rebuild the machine.',
    );
  }
  throw new UserError('usage', `${machine} has a disk that is not managed.`, 'Site Recovery takes machines with managed disks only.');
}

function diskOf(id: string, isOs: boolean, disk: Row): SourceDisk {
  const properties = recordOf(disk['properties']) ?? {};
  const inGuest = recordOf(properties['encryptionSettingsCollection']);
  const hasKey = (recordsOf(inGuest?.['encryptionSettings']) ?? []).some((one) => recordOf(one['keyEncryptionKey']) !== undefined);
  return {
    id: textOf(disk['id']) ?? id,
    isOs,
    sizeGb: numberOf(properties['diskSizeGB']),
    sku: textOf(recordOf(disk['sku'])?.['name']),
    encryptionSetId: textOf(recordOf(properties['encryption'])?.['diskEncryptionSetId']),
    guestEncryption: flagOf(inGuest?.['enabled']) === true ? (hasKey ? 'key' : 'secret') : undefined,
  };
}

async function networkOf(
  azure: RecoveryAccess,
  interfaceId: string,
): Promise<{ readonly network: SourceNetwork; readonly networkInterface: NetworkInterface }> {
  const nic = await existing(azure, interfaceId, apiVersions.network, 'The network interface');
  const networkInterface = networkInterfacesTable.parse(rowOf(networkInterfacesTable, nic));
  if (!networkInterface) throw badAnswer();
  const [configuration] = recordsOf(recordOf(nic['properties'])?.['ipConfigurations']) ?? [];
  const subnetId = textOf(recordOf(recordOf(configuration?.['properties'])?.['subnet'])?.['id']) ?? '';
  const [id = '', subnetName = ''] = subnetId.split(/\/subnets\//i);
  const network = await existing(azure, id, apiVersions.network, 'The network');
  const properties = recordOf(network['properties']) ?? {};
  return {
    networkInterface,
    network: {
      id: textOf(network['id']) ?? id,
      subnetName,
      addressPrefixes: textsOf(recordOf(properties['addressSpace'])?.['addressPrefixes']) ?? [],
      subnets: (recordsOf(properties['subnets']) ?? []).map((subnet) =>
        Object.assign(
          { name: textOf(subnet['name']) ?? '', addressPrefix: prefixOf(recordOf(subnet['properties'])) },
          outboundOf(recordOf(subnet['properties'])),
        ),
      ),
    },
  };
}

/** By the `properties` of a subnet. */
export function outboundOf(subnet: Row | undefined): SubnetOutbound {
  const named = (key: string): string | undefined => textOf(recordOf(subnet?.[key])?.['id']);
  return {
    natGatewayId: named('natGateway'),
    routeTableId: named('routeTable'),
    isPrivate: subnet?.['defaultOutboundAccess'] === false,
  };
}

/** A subnet has one prefix, or a list of them. */
export function prefixOf(subnet: Row | undefined): string {
  return textOf(subnet?.['addressPrefix']) ?? textsOf(subnet?.['addressPrefixes'])?.[0] ?? '';
}

async function existing(
  azure: RecoveryAccess,
  id: string,
  apiVersion: string,
  what: string,
  query: Readonly<Record<string, string>> = {},
): Promise<Row> {
  const found = id === '' ? undefined : await azure.read(id, apiVersion, query);
  if (!found) throw new UserError('notFound', `${what} ${id} is not there, or may not be read.`, 'Check the id and the sign-in.');
  return found;
}

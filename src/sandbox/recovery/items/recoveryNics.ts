import { findSubnet, freeAddresses, INTERFACES, isUsable, prefixOf, takenAddresses } from '../../arm/network/addresses.ts';
import { completions } from '../../arm/network/networkBodies.ts';
import { regionKey, type ArmResource } from '../../resource.ts';
import { ArmError } from '../../wire.ts';
import type { World } from '../../world.ts';
import { failureFor, type JobRun } from '../jobs/jobPlan.ts';
import { detailsOf, type ProtectedIpConfiguration, type ProtectedNic } from './itemDetails.ts';
import { firstSubnet } from './itemNics.ts';

/** For what a machine is made, and the network of a test failover. */
export type RecoveryNetwork = { readonly kind: 'failover' } | { readonly kind: 'test'; readonly networkId: string };

/** Makes the network interfaces of the machine that is made from an item; answers their ids. Throws a `JobFailure` where a network is missing. */
export function putRecoveryNics(world: World, item: ArmResource, network: RecoveryNetwork, run: JobRun): readonly string[] {
  return (detailsOf(item).vmNics ?? []).map((nic) => putNic(world, item, nic, network, run));
}

/** Whether the networks and free addresses are there that the machine of an item will need. Throws a `JobFailure` when not. */
export function checkRecoveryNetworks(world: World, item: ArmResource, network: RecoveryNetwork): void {
  const region = detailsOf(item).recoveryFabricLocation ?? '';
  if (network.kind === 'test') checkNetwork(world, network.networkId, region);
  for (const nic of detailsOf(item).vmNics ?? []) {
    const networkId = network.kind === 'test' ? network.networkId : (nic.recoveryVMNetworkId ?? '');
    checkNetwork(world, networkId, region);
    for (const configuration of chosen(nic)) {
      const id = subnetId(world, networkId, configuration, network.kind);
      const subnet = findSubnet(world, id);
      if (!subnet) throw failureFor(`The subnet '${id}' does not exist.`);
      if (freeAddresses(subnet, takenAddresses(world, id), 1).length === 0) {
        throw failureFor(`The subnet '${id}' has no free address.`);
      }
    }
  }
}

/** A network of the region must be there. Throws a `JobFailure`. [GAP] Azure's code for a missing network was never read. */
export function checkNetwork(world: World, networkId: string, region: string): void {
  const found = networkId === '' ? undefined : world.store.get(networkId);
  if (!found) throw failureFor(networkId === '' ? 'No network is chosen.' : `The network '${networkId}' does not exist.`);
  if (regionKey(found.location ?? '') !== regionKey(region)) {
    throw failureFor(`The network '${networkId}' is not in the region '${region}'.`);
  }
}

const chosen = (nic: ProtectedNic): readonly ProtectedIpConfiguration[] =>
  (nic.ipConfigs ?? []).filter(({ isSeletedForFailover }) => isSeletedForFailover !== false);

/** In a test the subnet that was chosen for tests, else the one of the same name, else the network's first. */
function subnetId(world: World, networkId: string, configuration: ProtectedIpConfiguration, kind: RecoveryNetwork['kind']): string {
  const named = (name: string | null | undefined): string | undefined =>
    name && findSubnet(world, `${networkId}/subnets/${name}`) ? `${networkId}/subnets/${name}` : undefined;
  const first = `${networkId}/subnets/${firstSubnet(world, networkId) ?? ''}`;
  if (kind === 'test') return named(configuration.tfoSubnetName) ?? named(configuration.recoverySubnetName) ?? first;
  return configuration.recoverySubnetName ? `${networkId}/subnets/${configuration.recoverySubnetName}` : first;
}

function putNic(world: World, item: ArmResource, nic: ProtectedNic, network: RecoveryNetwork, run: JobRun): string {
  const { recoveryAzureResourceGroupId, recoveryFabricLocation = '' } = detailsOf(item);
  const isTest = network.kind === 'test';
  const sourceName = nic.sourceNicArmId?.split('/').at(-1) ?? `${item.name}-nic`;
  const name = isTest ? (nic.tfoRecoveryNicName ?? `${sourceName}-test`) : (nic.recoveryNicName ?? sourceName);
  const groupName = isTest ? nic.tfoRecoveryNicResourceGroupName : nic.recoveryNicResourceGroupName;
  const group = groupName ? recoveryAzureResourceGroupId?.replace(/[^/]+$/, groupName) : recoveryAzureResourceGroupId;
  const networkId = isTest ? network.networkId : (nic.recoveryVMNetworkId ?? '');
  const groupId = nic[isTest ? 'tfoNetworkSecurityGroupId' : 'recoveryNetworkSecurityGroupId'];
  const id = freeId(world, `${group}/providers/${INTERFACES}/${name}`);
  const resource: ArmResource = {
    id,
    name: id.split('/').at(-1) ?? '',
    type: INTERFACES,
    location: recoveryFabricLocation,
    etag: `W/"${world.newGuid()}"`,
    properties: {
      primary: true,
      ...(typeof groupId === 'string' && groupId !== '' && { networkSecurityGroup: { id: groupId } }),
      enableAcceleratedNetworking: nic[isTest ? 'enableAcceleratedNetworkingOnTfo' : 'enableAcceleratedNetworkingOnRecovery'] === true,
      ipConfigurations: chosen(nic).map((configuration, i) => ({
        name: configuration.name ?? `ipconfig${i + 1}`,
        properties: addressOf(world, configuration, subnetId(world, networkId, configuration, network.kind), isTest, run),
      })),
    },
  };
  world.store.put({ ...resource, properties: completed(world, resource) });
  return id;
}

/**
 * Where an address of the machine will be. A static one is kept if it is free (support matrix), else the next free one is taken. [GAP] What
 * Azure does about a public address that is gone was never read: the machine is made without it, with a warning.
 */
function addressOf(
  world: World,
  configuration: ProtectedIpConfiguration,
  id: string,
  isTest: boolean,
  run: JobRun,
): Readonly<Record<string, unknown>> {
  const address = isTest ? configuration.tfoStaticIPAddress : configuration.recoveryStaticIPAddress;
  const publicId = configuration[isTest ? 'tfoPublicIPAddressId' : 'recoveryPublicIPAddressId'] || undefined;
  const subnet = findSubnet(world, id);
  const isFree = address && subnet && isUsable(prefixOf(subnet), address) && !takenAddresses(world, id).has(address);
  const hasPublic = typeof publicId === 'string' && world.store.has(publicId);
  if (typeof publicId === 'string' && !hasPublic) run.warn('28020', { causes: `The public address '${publicId}' does not exist.` });
  return {
    subnet: { id },
    ...(isFree && { privateIPAddress: address, privateIPAllocationMethod: 'Static' }),
    ...(hasPublic && { publicIPAddress: { id: publicId } }),
  };
}

/** What stands under a name already keeps it. [GAP] What Azure calls the new one was read of machines only (28175). */
export function freeId(world: World, id: string): string {
  return world.store.has(id) ? `${id}-${world.newGuid()}` : id;
}

/** As the network service makes it, with addresses; what it refuses is what the job fails with. */
function completed(world: World, nic: ArmResource): Record<string, unknown> {
  try {
    return completions['networkinterfaces']?.(world, nic, {}) ?? {};
  } catch (error) {
    if (!(error instanceof ArmError)) throw error;
    throw failureFor(error.message);
  }
}

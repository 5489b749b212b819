import { hasQuota, isOffered } from '../../arm/compute/capacity.ts';
import { machineSizes, regionNamed } from '../../arm/compute/machineSizes.ts';
import { lockScope } from '../../arm/locks.ts';
import { keyOf, subscriptionOfKey, type ArmResource } from '../../resource.ts';
import type { World } from '../../world.ts';
import { ITEM_TYPE } from '../containerPairing.ts';
import { fieldAt, textAt } from '../field.ts';
import { failureFor, JobFailure } from '../jobs/jobPlan.ts';
import { detailText } from './itemDetails.ts';
import { linksOf } from './machineMarks.ts';

/** Why Site Recovery would not take a machine, wherever it is to go; undefined when it would (support matrix, 2026-01). */
export function machineProblem(machine: ArmResource): JobFailure | undefined {
  const properties = machine.properties ?? {};
  if (textAt(properties, 'provisioningState') !== undefined && properties['provisioningState'] !== 'Succeeded')
    return new JobFailure('150019');
  const size = sizeOf(machine);
  if (size?.architecture === 'Arm64') return failureFor(`Machines of the size '${size.name}' have processors of the kind ARM64.`);
  if (textAt(properties, 'host', 'id') !== undefined) return failureFor('Machines on dedicated hosts are not supported.');
  if (fieldAt(properties, 'storageProfile', 'osDisk', 'vhd') !== undefined) return failureFor('Unmanaged disks are retired.');
  if (fieldAt(properties, 'storageProfile', 'osDisk', 'diffDiskSettings') !== undefined) {
    return failureFor('The OS disk is on the host of the machine.');
  }
  if (textAt(properties, 'storageProfile', 'diskControllerType') === 'NVMe') return failureFor('Disks behind NVMe are not supported.');
  return undefined;
}

/** Throws the `JobFailure` of a machine that is replicated already, or bears what an earlier replication left on it. */
export function checkNotReplicated(world: World, machine: ArmResource, itemId: string): void {
  const isOther = (item: ArmResource): boolean =>
    keyOf(item.id) !== keyOf(itemId) &&
    [detailText(item, 'fabricObjectId'), detailText(item, 'recoveryFabricObjectId')].some((id) => id && keyOf(id) === keyOf(machine.id));
  if (world.store.list(ITEM_TYPE).some(isOther)) throw new JobFailure('45031');
  const stale = linksOf(world, machine.id).find((link) => keyOf(String(link.properties?.['targetId'])) !== keyOf(itemId));
  if (stale) throw new JobFailure('150226');
  const lock = lockScope(world, machine.id, false);
  if (lock !== undefined) throw failureFor(`The scope '${lock}' is locked.`);
}

/** Throws 150097 where the target has neither the size nor the quota for a machine of its kind. */
export function checkCapacity(world: World, groupId: string, location: string, sizeName: string): void {
  const region = regionNamed(location);
  if (!region) return;
  if (!isOffered(region, sizeName)) throw new JobFailure('150097', { causes: `The size '${sizeName}' is not offered in '${location}'.` });
  if (!hasQuota(world, subscriptionOfKey(keyOf(groupId)) ?? '', region, sizeName)) throw new JobFailure('150097');
}

/** The machine that a request or an item names. Throws the `JobFailure` of one that is not there. [GAP] Its code was never read. */
export function requireMachine(world: World, id: string | null | undefined): ArmResource {
  const machine = world.store.get(id ?? '');
  if (!machine) throw failureFor(`The virtual machine '${id ?? ''}' does not exist.`);
  return machine;
}

/** Throws where a region does not answer. [GAP] Nothing was recorded in an outage. */
export function checkUp(world: World, ...locations: readonly (string | undefined)[]): void {
  const down = locations.find((location) => world.outages.isDown(location));
  if (down !== undefined) throw failureFor(`The services in the region '${down}' are unavailable.`);
}

/** Services in which Site Recovery makes what it needs. */
const SERVICES = ['Microsoft.Compute', 'Microsoft.Network', 'Microsoft.Storage'];

/** Throws where a target group is not there, or where its subscription may not use the services. [GAP] Codes never read. */
export function checkGroup(world: World, id: string): void {
  const subscription = subscriptionOfKey(keyOf(id)) ?? '';
  const missing = SERVICES.find((namespace) => world.registrations.stateOf(subscription, namespace) !== 'Registered');
  if (missing) throw failureFor(`The subscription '${subscription}' is not registered to use namespace '${missing}'.`);
  if (!world.store.has(id)) throw failureFor(`The resource group '${id}' does not exist.`);
}

function sizeOf(machine: ArmResource): (typeof machineSizes)[number] | undefined {
  const name = textAt(machine, 'properties', 'hardwareProfile', 'vmSize')?.toLowerCase();
  return machineSizes.find((size) => size.name.toLowerCase() === name);
}

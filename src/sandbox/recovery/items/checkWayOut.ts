import { nicEntries } from '../../arm/compute/attachments.ts';
import { findSubnet, ipConfigurationsOf } from '../../arm/network/addresses.ts';
import type { ArmResource } from '../../resource.ts';
import type { World } from '../../world.ts';
import { fieldAt, listAt, textAt } from '../field.ts';
import { JobFailure } from '../jobs/jobPlan.ts';

const OWN_WAYS: ReadonlySet<string> = new Set(['VirtualAppliance', 'VirtualNetworkGateway']);

/**
 * Throws where the agent of a machine would reach nothing: each of its subnets is private and has neither a NAT gateway nor a route for all
 * addresses, and it has no public address. [GAP] Which of the codes for a missing way out Azure then gives; load balancers are not looked at.
 */
export function checkWayOut(world: World, machine: ArmResource): void {
  const configurations = nicEntries(machine).flatMap(({ id }) => {
    const nic = world.store.get(id ?? '');
    return nic ? ipConfigurationsOf(nic) : [];
  });
  const isOpen = configurations.some(({ properties }) => {
    if (properties?.['publicIPAddress'] !== undefined) return true;
    const subnet = findSubnet(world, properties?.subnet?.id ?? '');
    const isPrivate = subnet?.properties?.['defaultOutboundAccess'] === false;
    return !isPrivate || fieldAt(subnet, 'properties', 'natGateway') !== undefined || hasRoute(world, subnet);
  });
  if (configurations.length > 0 && !isOpen) throw new JobFailure('151197', { causes: 'Outbound connectivity is missing.' });
}

function hasRoute(world: World, subnet: unknown): boolean {
  const table = world.store.get(textAt(subnet, 'properties', 'routeTable', 'id') ?? '');
  return listAt(table, 'properties', 'routes').some(
    (route) =>
      textAt(route, 'properties', 'addressPrefix') === '0.0.0.0/0' && OWN_WAYS.has(textAt(route, 'properties', 'nextHopType') ?? ''),
  );
}

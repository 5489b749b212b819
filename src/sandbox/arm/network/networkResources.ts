import { regionKey, type ArmResource } from '../../resource.ts';
import type { Call, Reply } from '../../wire.ts';
import type { World } from '../../world.ts';
import { badRequest } from '../errors.ts';
import { mergedResource, pathOf, putBody } from '../generic.ts';
import { usage } from '../usage.ts';
import { INTERFACES, NETWORKS, subnetsOf, takenAddresses } from './addresses.ts';
import { completions, withPrivateSubnets } from './networkBodies.ts';
import { networkOperation } from './networkOperation.ts';

const ONE = '/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.Network/{type}/{name}';

/** PUT, PATCH, DELETE of whatever the network service has; reads are generic. */
export function registerNetworkResources(world: World): void {
  const { router, store } = world;

  router.add('PUT', ONE, (call) => {
    const { resource, before } = putBody(world, call);
    const kind = (call.params['type'] ?? '').toLowerCase();
    const complete = completions[kind];
    const old = before?.properties ?? {};
    const properties = complete
      ? complete(world, resource, old)
      : { ...resource.properties, resourceGuid: old['resourceGuid'] ?? world.newGuid() };
    const isNew = before === undefined && kind === 'virtualnetworks';
    return save(call, { ...resource, properties: isNew ? withPrivateSubnets(call.apiVersion, properties) : properties }, before);
  });
  router.add('PATCH', ONE, (call) => {
    const merged = mergedResource(world, call);
    store.put({ ...merged, etag: newEtag() });
    return { status: 200, body: store.get(merged.id) };
  });
  router.add('DELETE', ONE, (call) => {
    const resource = store.get(pathOf(call).id);
    if (!resource) return { status: 204 };
    assertUnused(resource);
    return networkOperation(world, call, resource.location ?? '', { status: 202, finish: () => void store.delete(resource.id) });
  });
  router.add('GET', '/subscriptions/{subscription}/providers/Microsoft.Network/locations/{location}/usages', usages);

  function save(call: Call, resource: ArmResource, before: ArmResource | undefined): Reply {
    const changed = before === undefined || JSON.stringify(before.properties) !== JSON.stringify(resource.properties);
    const { id, name, type, etag: _sent, ...rest } = resource;
    const saved: ArmResource = { name, id, etag: changed ? newEtag() : before['etag'], type, ...rest };
    store.put(saved);
    const shown = before ? saved : { ...saved, properties: { ...saved.properties, provisioningState: 'Updating' } };
    return networkOperation(world, call, resource.location ?? '', { status: before ? 200 : 201, body: shown, changed });
  }

  function newEtag(): string {
    return `W/"${world.newGuid()}"`;
  }

  function assertUnused(resource: ArmResource): void {
    const machine = resource.properties?.['virtualMachine'] as { id?: string } | undefined;
    if (resource.type.toLowerCase() === INTERFACES.toLowerCase() && machine?.id !== undefined) {
      throw badRequest(
        'NicInUse',
        `Network Interface ${resource.id} is used by existing resource ${machine.id}. In order to delete the network interface, it must be dissociated from the resource.`,
      );
    }
    if (resource.type.toLowerCase() !== NETWORKS.toLowerCase()) return;
    const used = subnetsOf(resource).find(({ id }) => takenAddresses(world, id).size > 0);
    if (used) throw subnetInUse(used.name, used.id);
  }

  function usages(call: Call): Reply {
    const location = regionKey(call.params['location'] ?? '');
    const count = (type: string): number =>
      store
        .list(`Microsoft.Network/${type}`, `/subscriptions/${call.params['subscription']}`)
        .filter((one) => regionKey(one.location ?? '') === location).length;
    return {
      status: 200,
      body: {
        value: [
          usage('VirtualNetworks', 'Virtual Networks', count('virtualNetworks'), 1000),
          usage('NetworkInterfaces', 'Network Interfaces', count('networkInterfaces'), 65_536),
          usage('NetworkSecurityGroups', 'Network Security Groups', count('networkSecurityGroups'), 5000),
          usage('PublicIPAddresses', 'Public IP Addresses', count('publicIPAddresses'), 1000),
          usage('LoadBalancers', 'Load Balancers', count('loadBalancers'), 1000),
        ],
      },
    };
  }
}

export function subnetInUse(name: string, id: string): Error {
  return badRequest('InUseSubnetCannotBeDeleted', `Subnet ${name} is in use by ${id} and cannot be deleted.`);
}

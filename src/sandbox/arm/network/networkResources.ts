import { isDeepStrictEqual } from 'node:util';
import { regionKey, type ArmResource } from '../../resource.ts';
import type { Call, Reply } from '../../wire.ts';
import { textAt } from '../../recovery/field.ts';
import type { World } from '../../world.ts';
import { mergedResource, pathOf, putBody } from '../generic.ts';
import { isStill } from '../isStill.ts';
import { usage } from '../usage.ts';
import { INTERFACES, subnetsOf } from './addresses.ts';
import { checkSubnets } from './checkSubnets.ts';
import { assertUnused } from './inUse.ts';
import { completions, publicName, withPrivateSubnets } from './networkBodies.ts';
import { networkOperation } from './networkOperation.ts';
import { shownNetworkResource } from './shownNetworkResource.ts';

const ONE = '/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.Network/{type}/{name}';

/** PUT, PATCH, DELETE of whatever the network service has; reads are generic. */
export function registerNetworkResources(world: World): void {
  const { router, store } = world;

  router.add('PUT', ONE, (call) => {
    const { resource, before } = putBody(world, call);
    const properties = completed(call, resource, before);
    const isNew = before === undefined && kindOf(call) === 'virtualnetworks';
    return save(call, { ...resource, properties: isNew ? withPrivateSubnets(call.apiVersion, properties) : properties }, before);
  });
  router.add('PATCH', ONE, (call) => {
    const merged = mergedResource(world, call);
    store.put({ ...merged, properties: completed(call, merged, store.get(merged.id)), etag: newEtag() });
    return { status: 200, body: shownNetworkResource(world, store.get(merged.id) ?? merged, call.apiVersion) };
  });
  router.add('DELETE', ONE, (call) => {
    const resource = store.get(pathOf(call).id);
    if (!resource) return { status: 204 };
    assertUnused(world, resource);
    const finish = (): void => {
      if (isStill(world, resource, 'resourceGuid')) store.delete(resource.id);
    };
    return networkOperation(world, call, resource.location ?? '', { status: 202, finish });
  });
  router.add('GET', '/subscriptions/{subscription}/providers/Microsoft.Network/locations/{location}/usages', usages);
  router.add('GET', '/subscriptions/{subscription}/providers/Microsoft.Network/locations/{location}/CheckDnsNameAvailability', (call) => {
    const wanted = publicName(call.query.get('domainNameLabel') ?? '', call.params['location'] ?? '');
    const isTaken = store
      .list('Microsoft.Network/publicIPAddresses')
      .some(({ properties }) => textAt(properties, 'dnsSettings', 'fqdn') === wanted);
    return { status: 200, body: { available: !isTaken } };
  });

  function completed(call: Call, resource: ArmResource, before: ArmResource | undefined): Record<string, unknown> {
    const kind = kindOf(call);
    const old = before?.properties ?? {};
    const properties = completions[kind]?.(world, resource, old) ?? {
      ...resource.properties,
      resourceGuid: old['resourceGuid'] ?? world.newGuid(),
    };
    if (kind === 'virtualnetworks') checkSubnets(resource, subnetsOf({ ...resource, properties }));
    return properties;
  }

  function save(call: Call, resource: ArmResource, before: ArmResource | undefined): Reply {
    // Clients send back what they were shown: that is no change.
    const propertiesOf = (one: ArmResource): unknown => shownNetworkResource(world, one, call.apiVersion).properties;
    const changed = before === undefined || !isDeepStrictEqual(propertiesOf(before), propertiesOf({ ...resource, etag: before['etag'] }));
    const { id, name, type, etag: _sent, ...rest } = resource;
    const saved: ArmResource = { name, id, etag: changed ? newEtag() : before['etag'], type, ...rest };
    store.put(saved);
    const complete = shownNetworkResource(world, saved, call.apiVersion);
    // A new interface is there at once [recorded].
    const isThere = before !== undefined || type.toLowerCase() === INTERFACES.toLowerCase();
    const body = isThere ? complete : { ...complete, properties: { ...complete.properties, provisioningState: 'Updating' } };
    return networkOperation(world, call, resource.location ?? '', {
      status: before ? 200 : 201,
      body,
      changed: changed && (before !== undefined || !isThere),
    });
  }

  function newEtag(): string {
    return `W/"${world.newGuid()}"`;
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

function kindOf({ params }: Call): string {
  return (params['type'] ?? '').toLowerCase();
}

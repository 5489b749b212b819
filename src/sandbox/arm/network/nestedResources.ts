import { keyOf, type ArmResource } from '../../resource.ts';
import { withoutDeepNulls } from '../../envelope.ts';
import { ArmError, type Call, type Reply } from '../../wire.ts';
import type { World } from '../../world.ts';
import { resourceNotFound } from '../errors.ts';
import { bodyObject, pathOf } from '../generic.ts';
import { INTERFACES, NETWORKS } from './addresses.ts';
import { BALANCER_PARTS, BALANCERS } from './balancerParts.ts';
import { networkOperation, readReply } from './networkOperation.ts';
import { checkRules } from './securityRules.ts';
import { shownNetworkResource } from './shownNetworkResource.ts';

interface Nested {
  readonly id: string;
  readonly name: string;
  readonly etag: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

const GROUP = '/subscriptions/{subscription}/resourceGroups/{group}/providers';
const PEERINGS = 'virtualNetworkPeerings';
const POOLS = 'backendAddressPools';
/** Resources that live in the body of another one, by the type of that. Subnets: `registerSubnets`. */
const NESTED: Readonly<Record<string, string>> = {
  [NETWORKS]: PEERINGS,
  'Microsoft.Network/networkSecurityGroups': 'securityRules',
  'Microsoft.Network/routeTables': 'routes',
  [BALANCERS]: POOLS,
};

const READ_ONLY = [
  ['Microsoft.Network/networkSecurityGroups', 'defaultSecurityRules'],
  [INTERFACES, 'ipConfigurations'],
  ...BALANCER_PARTS.filter((part) => part !== POOLS).map((part) => [BALANCERS, part] as const),
] as const;

/** Security rules, routes, peerings and pools one by one: what is changed shows in the whole, and the other way round. */
export function registerNestedResources(world: World): void {
  const { router, store } = world;
  for (const [type, collection] of [...Object.entries(NESTED), ...READ_ONLY]) {
    const parent = `${GROUP}/${type}/{parent}`;
    const shown = (call: Call): ArmResource => shownNetworkResource(world, parentOf(call, type), call.apiVersion);
    router
      .add('GET', `${parent}/${collection}`, (call) => ({ status: 200, body: { value: nestedIn(shown(call), collection) } }))
      .add('GET', `${parent}/${collection}/{name}`, (call) => readReply(existing(call, shown(call), collection)));
  }
  for (const [type, collection] of Object.entries(NESTED)) {
    const one = `${GROUP}/${type}/{parent}/${collection}/{name}`;
    router
      .add('PUT', one, (call) => put(call, parentOf(call, type), collection))
      .add('DELETE', one, (call) => {
        const holder = parentOf(call, type);
        const before = named(holder, collection, call.params['name'] ?? '');
        if (!before) return { status: 204 };
        save(
          holder,
          collection,
          nestedIn(holder, collection).filter((other) => other !== before),
        );
        if (collection === PEERINGS) tellRemote(world, holder, before, 'Disconnected');
        return networkOperation(world, call, holder.location ?? '', { status: 202 });
      });
  }

  function parentOf({ params }: Call, type: string): ArmResource {
    const id = `/subscriptions/${params['subscription']}/resourceGroups/${params['group']}/providers/${type}/${params['parent']}`;
    const found = store.get(id);
    if (!found) throw resourceNotFound(id);
    return found;
  }

  function existing(call: Call, holder: ArmResource, collection: string): Nested {
    const found = named(holder, collection, call.params['name'] ?? '');
    if (!found) throw new ArmError(404, 'NotFound', `Resource ${pathOf(call).id} not found.`);
    return found;
  }

  function put(call: Call, holder: ArmResource, collection: string): Reply {
    const before = named(holder, collection, call.params['name'] ?? '');
    const name = before?.name ?? call.params['name'] ?? '';
    const sent = withoutDeepNulls(bodyObject(call)['properties'] as object | undefined);
    const nested: Nested = {
      name,
      id: `${holder.id}/${collection}/${name}`,
      etag: `W/"${world.newGuid()}"`,
      type: `${holder.type}/${collection}`,
      properties: { provisioningState: 'Succeeded', ...sent },
    };
    const made = collection === PEERINGS ? peered(world, holder, nested) : nested;
    const others = nestedIn(holder, collection).filter((other) => other !== before);
    if (collection === 'securityRules') checkRules([...others, made]);
    save(holder, collection, [...others, made]);
    return networkOperation(world, call, holder.location ?? '', { status: before ? 200 : 201, body: made });
  }

  function save(holder: ArmResource, collection: string, nested: readonly Nested[]): void {
    store.put({ ...holder, etag: `W/"${world.newGuid()}"`, properties: { ...holder.properties, [collection]: nested } });
  }
}

function nestedIn(holder: ArmResource, collection: string): readonly Nested[] {
  return (holder.properties?.[collection] as readonly Nested[] | undefined) ?? [];
}

function named(holder: ArmResource, collection: string, name: string): Nested | undefined {
  return nestedIn(holder, collection).find((one) => one.name.toLowerCase() === name.toLowerCase());
}

/** Two networks are connected once each has a peering with the other (documented). */
function peered(world: World, network: ArmResource, peering: Nested): Nested {
  const remote = remoteOf(world, peering);
  const isMutual = remote !== undefined && tellRemote(world, network, peering, 'Connected');
  const addressSpace = remote?.properties?.['addressSpace'];
  return {
    ...peering,
    properties: {
      allowVirtualNetworkAccess: true,
      allowForwardedTraffic: false,
      allowGatewayTransit: false,
      useRemoteGateways: false,
      ...peering.properties,
      ...(addressSpace !== undefined && { remoteAddressSpace: addressSpace, remoteVirtualNetworkAddressSpace: addressSpace }),
      peeringState: isMutual ? 'Connected' : 'Initiated',
      peeringSyncLevel: isMutual ? 'FullyInSync' : 'RemoteNotInSync',
    },
  };
}

function remoteOf(world: World, peering: Nested): ArmResource | undefined {
  return world.store.get((peering.properties['remoteVirtualNetwork'] as { id?: string } | undefined)?.id ?? '');
}

/** Writes the state of a peering into its counterpart; false when there is none. */
function tellRemote(world: World, network: ArmResource, peering: Nested, peeringState: string): boolean {
  const remote = remoteOf(world, peering);
  if (!remote) return false;
  const isCounterpart = (other: Nested): boolean => {
    const target = remoteOf(world, other);
    return target !== undefined && keyOf(target.id) === keyOf(network.id);
  };
  const peerings = nestedIn(remote, PEERINGS);
  if (!peerings.some(isCounterpart)) return false;
  const peeringSyncLevel = peeringState === 'Connected' ? 'FullyInSync' : 'RemoteNotInSync';
  const told = (other: Nested): Nested => ({ ...other, properties: { ...other.properties, peeringState, peeringSyncLevel } });
  const virtualNetworkPeerings = peerings.map((other) => (isCounterpart(other) ? told(other) : other));
  world.store.put({ ...remote, properties: { ...remote.properties, virtualNetworkPeerings } });
  return true;
}

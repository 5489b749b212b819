import { INTERFACES, ipConfigurationsOf, NETWORKS, subnetsOf } from './arm/network/addresses.ts';
import { MACHINES } from './arm/compute/machineReads.ts';
import { changedEach, objectsAt } from './recovery/field.ts';
import { keyOf, type ArmResource } from './resource.ts';
import type { World } from './world.ts';

interface Reference {
  readonly id: string;
}
export type References = ReadonlyMap<string, readonly Reference[]>;
type Link = Partial<Reference> | undefined;

interface Pool {
  readonly id?: string;
  readonly name: string;
  readonly properties?: Readonly<Record<string, unknown>>;
}

const SUBNETS = 'virtualNetworks/subnets';
const POOLS = 'backendAddressPools';

/**
 * What a resource shows of those that refer to it: public queries look for what is unused by it. Each is left out where there is none, but for
 * the machines of an availability set.
 */
const SHOWN: Readonly<Record<string, (references: References, resource: ArmResource) => Readonly<Record<string, unknown>>>> = {
  'microsoft.compute/availabilitysets': (references, { id }) => ({ virtualMachines: of(references, MACHINES, id) ?? [] }),
  'microsoft.network/loadbalancers': (references, { id, properties }) => ({
    backendAddressPools: changedEach(objectsAt(properties, POOLS) as readonly Pool[], (pool) => {
      // Clients send back what they have read.
      const { backendIPConfigurations: _sent, ...own } = pool.properties ?? {};
      const behind = of(references, POOLS, pool.id ?? `${id}/${POOLS}/${pool.name}`);
      return { properties: { ...own, ...some('backendIPConfigurations', behind) } };
    }),
  }),
  'microsoft.network/publicipaddresses': (references, { id }) => some('ipConfiguration', of(references, 'ipConfigurations', id)?.[0]),
  'microsoft.network/networksecuritygroups': (references, { id }) => ({
    ...some('networkInterfaces', of(references, INTERFACES, id)),
    ...some('subnets', of(references, SUBNETS, id)),
  }),
  'microsoft.network/virtualnetworks': (references, network) => ({
    subnets: changedEach(subnetsOf(network), ({ id, properties }) => ({
      properties: { ...properties, ...some('ipConfigurations', of(references, 'ipConfigurations', id)) },
    })),
  }),
};

/** Whether resources of a type (lower-case) show what refers to them. */
export const showsReferences = (type: string): boolean => Object.hasOwn(SHOWN, type);

/** The resource with what refers to it. `type` is lower-case. */
export function withReferences(references: References, resource: ArmResource, type: string): ArmResource {
  return { ...resource, properties: { ...resource.properties, ...SHOWN[type]?.(references, resource) } };
}

const known = new WeakMap<World, { readonly revision: number; readonly references: References }>();

/** Everything that refers to something as ARM sees it now, kept until something changes. */
export function currentReferences(world: World): References {
  const { revision } = world.store;
  const before = known.get(world);
  if (before?.revision === revision) return before.references;
  const references = readReferences((type) => world.store.list(type));
  known.set(world, { revision, references });
  return references;
}

/** Everything that refers to something, by who refers (a type, or `ipConfigurations`) and whereto. */
export function readReferences(list: (type: string) => readonly ArmResource[]): References {
  const references = new Map<string, Reference[]>();
  const add = (from: string, target: Link, id: string): void => {
    if (target?.id === undefined) return;
    const key = keyFor(from, target.id);
    const found = references.get(key);
    if (found) found.push({ id });
    else references.set(key, [{ id }]);
  };
  for (const nic of list(INTERFACES.toLowerCase())) {
    add(INTERFACES, nic.properties?.['networkSecurityGroup'] as Link, nic.id);
    for (const { id, name, properties } of ipConfigurationsOf(nic)) {
      const own = id ?? `${nic.id}/ipConfigurations/${name ?? ''}`;
      add('ipConfigurations', properties?.subnet, own);
      for (const pool of objectsAt(properties, 'loadBalancerBackendAddressPools')) add(POOLS, pool, own);
      add('ipConfigurations', (properties as { readonly publicIPAddress?: Link } | undefined)?.publicIPAddress, own);
    }
  }
  for (const network of list(NETWORKS.toLowerCase())) {
    for (const { id, properties } of subnetsOf(network)) {
      add(SUBNETS, (properties as { readonly networkSecurityGroup?: Link } | undefined)?.networkSecurityGroup, id);
    }
  }
  for (const { id, properties } of list(MACHINES.toLowerCase())) add(MACHINES, properties?.['availabilitySet'] as Link, id);
  return references;
}

const keyFor = (from: string, target: string): string => `${from} ${keyOf(target)}`;
const of = (references: References, from: string, target: string): readonly Reference[] | undefined => references.get(keyFor(from, target));
const some = (member: string, value: unknown): Record<string, unknown> => (value === undefined ? {} : { [member]: value });

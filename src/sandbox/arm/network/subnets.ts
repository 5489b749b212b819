import type { ArmResource } from '../../resource.ts';
import { ArmError, type Call, type Reply } from '../../wire.ts';
import type { World } from '../../world.ts';
import { withoutDeepNulls } from '../../envelope.ts';
import { badRequest, parentNotFound } from '../errors.ts';
import { bodyObject } from '../generic.ts';
import {
  findSubnet,
  freeAddresses,
  isIpv4,
  isUsable,
  NETWORKS,
  prefixOf,
  subnetsOf,
  takenAddresses,
  usableAddresses,
  type Subnet,
} from './addresses.ts';
import { checkSubnets } from './checkSubnets.ts';
import { completeSubnet } from './networkBodies.ts';
import { networkOperation, readReply } from './networkOperation.ts';
import { shownNetworkResource } from './shownNetworkResource.ts';
import { assertEmpty } from './inUse.ts';

const NETWORK = `/subscriptions/{subscription}/resourceGroups/{group}/providers/${NETWORKS}/{network}`;
/** Azure names this many free addresses. */
const SUGGESTIONS = 5;

/** Subnets live in the body of their network; and a network can be asked whether an address is free. */
export function registerSubnets(world: World): void {
  const { router, store } = world;

  router.add('GET', `${NETWORK}/subnets`, (call) => ({ status: 200, body: { value: shownSubnets(call) } }));
  router.add('GET', `${NETWORK}/subnets/{subnet}`, (call) => {
    const wanted = call.params['subnet']?.toLowerCase();
    const subnet = shownSubnets(call).find(({ name }) => name.toLowerCase() === wanted);
    if (!subnet) {
      throw new ArmError(404, 'NotFound', `Resource ${networkOf(call).id}/subnets/${call.params['subnet']} not found.`);
    }
    return readReply(subnet);
  });
  router.add('PUT', `${NETWORK}/subnets/{subnet}`, put);
  router.add('DELETE', `${NETWORK}/subnets/{subnet}`, (call) => {
    const network = networkOf(call);
    const subnet = findSubnet(world, `${network.id}/subnets/${call.params['subnet']}`);
    if (!subnet) return { status: 204 };
    assertEmpty(world, subnet);
    save(
      network,
      subnetsOf(network).filter((other) => other !== subnet),
    );
    return networkOperation(world, call, network.location ?? '', { status: 202 });
  });
  router.add('GET', `${NETWORK}/CheckIPAddressAvailability`, check);
  router.add('GET', `${NETWORK}/usages`, (call) => ({ status: 200, body: { value: subnetsOf(networkOf(call)).map(usageOf) } }));

  function networkOf({ params, method }: Call): ArmResource {
    const id = `/subscriptions/${params['subscription']}/resourceGroups/${params['group']}/providers/${NETWORKS}/${params['network']}`;
    const network = store.get(id);
    if (!network) throw parentNotFound(method === 'GET' ? 'read' : method === 'DELETE' ? 'delete' : 'write', `${NETWORKS}/subnets`, id);
    return network;
  }

  function shownSubnets(call: Call): readonly Subnet[] {
    return subnetsOf(shownNetworkResource(world, networkOf(call), call.apiVersion));
  }

  /** Shape: the documented example of `VirtualNetworks_ListUsage`. */
  function usageOf(subnet: Subnet): unknown {
    return {
      currentValue: takenAddresses(world, subnet.id).size,
      id: subnet.id,
      limit: usableAddresses(prefixOf(subnet)),
      name: { localizedValue: 'Subnet size and usage', value: 'SubnetSpace' },
      unit: 'Count',
    };
  }

  function put(call: Call): Reply {
    const network = networkOf(call);
    const name = call.params['subnet'] ?? '';
    const before = findSubnet(world, `${network.id}/subnets/${name}`);
    const subnet = completeSubnet(world, network.id, { id: '', name: before?.name ?? name, properties: replaced(call, before) });
    const others = subnetsOf(network).filter((other) => other !== before);
    checkSubnets(network, [...others, subnet]);
    save(network, [...others, subnet]);
    // Recorded of a new one.
    const made = { ...subnet, properties: { ...subnet.properties, provisioningState: 'Updating' } };
    return networkOperation(world, call, network.location ?? '', before ? { status: 200, body: subnet } : { status: 201, body: made });
  }

  function save(network: ArmResource, subnets: readonly Subnet[]): void {
    store.put({ ...network, etag: `W/"${world.newGuid()}"`, properties: { ...network.properties, subnets } });
  }

  function check(call: Call): Reply {
    const network = networkOf(call);
    const address = call.query.get('ipAddress') ?? '';
    if (!isIpv4(address)) throw badRequest('InvalidIPAddress', `The IP address '${address}' is not valid.`);
    const subnet = subnetsOf(network).find((one) => isUsable(prefixOf(one), address));
    if (!subnet) return { status: 200, body: { available: false, availableIPAddresses: [], isPlatformReserved: false } };
    const taken = takenAddresses(world, subnet.id);
    const available = !taken.has(address);
    return {
      status: 200,
      body: {
        available,
        ...(!available && { availableIPAddresses: freeAddresses(subnet, taken, SUGGESTIONS) }),
        isPlatformReserved: false,
      },
    };
  }
}

/** What a PUT makes of the properties of a subnet: what is not sent goes, as clients take a security group off; but for the range. */
function replaced(call: Call, before: Subnet | undefined): NonNullable<Subnet['properties']> {
  const sent = withoutDeepNulls((bodyObject(call) as Pick<Subnet, 'properties'>).properties ?? {});
  if (sent.addressPrefix !== undefined || sent.addressPrefixes !== undefined) return sent;
  const { addressPrefix, addressPrefixes } = before?.properties ?? {};
  return { ...sent, ...(addressPrefix !== undefined && { addressPrefix }), ...(addressPrefixes !== undefined && { addressPrefixes }) };
}

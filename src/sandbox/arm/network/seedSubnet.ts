import { keyOf, typeOfKey, type ArmResource } from '../../resource.ts';
import type { Store } from '../../store.ts';
import { NETWORKS, subnetsOf, type Subnet } from './addresses.ts';

/** Puts a subnet that comes by itself into the body of its network, where subnets live; false when the resource is none. */
export function seedSubnet(store: Store, resource: ArmResource): boolean {
  if (typeOfKey(keyOf(resource.id)) !== `${NETWORKS.toLowerCase()}/subnets`) return false;
  const networkId = resource.id.split('/').slice(0, -2).join('/');
  const network = store.get(networkId) ?? { id: networkId, name: networkId.split('/').at(-1) ?? '', type: NETWORKS };
  const others = subnetsOf(network).filter(({ name }) => name.toLowerCase() !== resource.name.toLowerCase());
  const subnets: readonly Subnet[] = [...others, resource];
  store.put({ ...network, properties: { ...network.properties, subnets } });
  return true;
}

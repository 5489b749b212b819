import { keyOf, type ArmResource } from '../../resource.ts';
import type { World } from '../../world.ts';
import { badRequest } from '../errors.ts';
import { INTERFACES, ipConfigurationsOf, NETWORKS, subnetsOf, takenConfigurations, type Subnet } from './addresses.ts';

const GROUPS = 'microsoft.network/networksecuritygroups';
const ADDRESSES = 'microsoft.network/publicipaddresses';

/** Throws Azure's 400 when something still uses a resource of the network that is to be deleted. */
export function assertUnused(world: World, resource: ArmResource): void {
  const check = CHECKS[resource.type.toLowerCase()];
  check?.(world, resource);
}

type Check = (world: World, resource: ArmResource) => void;

const CHECKS: Readonly<Record<string, Check>> = {
  [INTERFACES.toLowerCase()]: (_, { id, properties }) => {
    const machine = properties?.['virtualMachine'] as { id?: string } | undefined;
    if (machine?.id === undefined) return;
    throw badRequest(
      'NicInUse',
      `Network Interface ${id} is used by existing resource ${machine.id}. In order to delete the network interface, it must be dissociated from the resource.`,
    );
  },
  [NETWORKS.toLowerCase()]: (world, network) => {
    for (const subnet of subnetsOf(network)) assertEmpty(world, subnet);
  },
  [GROUPS]: (world, { id }) => {
    const uses = (properties: Readonly<Record<string, unknown>> | undefined): boolean => refersTo(properties?.['networkSecurityGroup'], id);
    const subnets = world.store.list(NETWORKS).flatMap(subnetsOf);
    const users = [...subnets, ...world.store.list(INTERFACES)].filter(({ properties }) => uses(properties));
    if (users.length === 0) return;
    throw badRequest(
      'InUseNetworkSecurityGroupCannotBeDeleted',
      `Network security group ${id} cannot be deleted because it is in use by the following resources: ${users.map((user) => user.id).join(', ')}. In order to delete the Network security group, remove the association with the resource(s).`,
    );
  },
  [ADDRESSES]: (world, { id }) => {
    const holder = world.store
      .list(INTERFACES)
      .flatMap((nic) => ipConfigurationsOf(nic).map((configuration) => ({ nic, configuration })))
      .find(({ configuration }) => refersTo(configuration.properties?.['publicIPAddress'], id));
    if (!holder) return;
    const used = `${holder.nic.id}/ipConfigurations/${holder.configuration.name ?? ''}`;
    throw badRequest(
      'PublicIPAddressCannotBeDeleted',
      `Public IP address ${id} can not be deleted since it is still allocated to resource ${used}. In order to delete the public IP, disassociate/detach the Public IP address from the resource.`,
    );
  },
};

/** Throws Azure's 400 when an interface has an address in a subnet that is to be deleted. */
export function assertEmpty(world: World, { name, id }: Subnet): void {
  const [user] = takenConfigurations(world).get(keyOf(id)) ?? [];
  if (user === undefined) return;
  throw badRequest(
    'InUseSubnetCannotBeDeleted',
    `Subnet ${name} is in use by ${user} and cannot be deleted. In order to delete the subnet, delete all the resources within the subnet. See aka.ms/deletesubnet.`,
  );
}

function refersTo(reference: unknown, id: string): boolean {
  return keyOf((reference as { id?: string } | undefined)?.id ?? '') === keyOf(id);
}

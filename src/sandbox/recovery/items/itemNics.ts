import { findSubnet, ipConfigurationsOf, subnetsOf, type IpConfiguration } from '../../arm/network/addresses.ts';
import { nicEntries } from '../../arm/compute/attachments.ts';
import { keyOf, type ArmResource } from '../../resource.ts';
import type { World } from '../../world.ts';
import { VAULT_TYPE } from '../vaultScope.ts';
import { changedEach, textAt } from '../field.ts';
import { nameGuid } from '../nameGuid.ts';
import type { ProtectedNic } from './itemDetails.ts';
import { ipConfigurationBody, nicBody, type SourceAddress } from './nicBody.ts';

/** What a request says about networks; the network mappings of the fabric say the rest. */
export interface NetworkChoice {
  readonly fabricId: string;
  /** Between zones of one region: machines stay in their network. */
  readonly isZonal: boolean;
  readonly networkId?: string | undefined;
  /** A name, or an id [recorded]. */
  readonly subnetName?: string | undefined;
}

/** The network interfaces of a machine, as far as they are there. */
function nicsOf(world: World, machine: ArmResource | undefined): readonly ArmResource[] {
  if (!machine) return [];
  return nicEntries(machine).flatMap(({ id }) => world.store.get(id ?? '') ?? []);
}

/** `vmNics` of a machine that is replicated for the first time. */
export function newNics(world: World, machine: ArmResource | undefined, choice: NetworkChoice): readonly ProtectedNic[] {
  const newNic = (nic: ArmResource): ProtectedNic => {
    const source = sourceOf(nic);
    const networkId =
      choice.networkId ??
      (choice.isZonal ? (source.vMNetworkName ?? undefined) : mappedNetwork(world, choice.fabricId, source.vMNetworkName));
    return nicBody({
      nicId: source.nicId,
      sourceNicId: nic.id,
      networkId: source.vMNetworkName,
      targetNetworkId: networkId ?? null,
      isChosen: choice.networkId !== undefined,
      ipConfigs: source.ipConfigs.map((address) =>
        ipConfigurationBody(address, recoverySubnet(world, networkId, choice.subnetName?.split('/').at(-1), address.subnetName)),
      ),
    });
  };
  return nicsOf(world, machine).map((nic) => newNic(nic));
}

/**
 * `vmNics` of an item whose sides were just switched: each goes back where the source was. What the new source's interfaces are called
 * is only known once the item is protected again [recorded].
 */
export function switchedNics(world: World, before: readonly ProtectedNic[], machine: ArmResource | undefined): readonly ProtectedNic[] {
  const nics = nicsOf(world, machine);
  return changedEach(before, (nic, i) => ({
    sourceNicArmId: nics[i]?.id.toLowerCase() ?? '',
    vMNetworkName: null,
    recoveryVMNetworkId: nic.vMNetworkName ?? null,
    ipConfigs: changedEach(nic.ipConfigs, (configuration) => ({
      name: null,
      subnetName: null,
      staticIPAddress: null,
      recoverySubnetName: configuration.subnetName ?? null,
      recoveryStaticIPAddress: '',
      recoveryPublicIPAddressId: null,
      recoveryLBBackendAddressPoolIds: [],
    })),
    selectionType: 'NotSelected',
    recoveryNetworkSecurityGroupId: textAt(world.store.get(nic.sourceNicArmId ?? ''), 'properties', 'networkSecurityGroup', 'id') ?? null,
  }));
}

/** `vmNics` once the new source's interfaces are known: where they go stays as it is. */
export function knownNics(world: World, before: readonly ProtectedNic[], machine: ArmResource | undefined): readonly ProtectedNic[] {
  const nics = nicsOf(world, machine);
  return changedEach(before, (entry, i) => {
    const nic = nics[i];
    if (!nic) return {};
    const { nicId, vMNetworkName, ipConfigs } = sourceOf(nic);
    return {
      nicId,
      sourceNicArmId: nic.id,
      vMNetworkName,
      ipConfigs: changedEach(entry.ipConfigs, (_, n) => ipConfigs[n] ?? {}),
      selectionType: 'SelectedByUserOverride',
    };
  });
}

interface SourceNic {
  readonly nicId: string;
  readonly vMNetworkName: string | null;
  readonly ipConfigs: readonly SourceAddress[];
}

function sourceOf(nic: ArmResource): SourceNic {
  const configurations = ipConfigurationsOf(nic);
  const subnetId = (configuration: IpConfiguration | undefined): string | undefined => configuration?.properties?.subnet?.id;
  return {
    nicId: nameGuid(nic.id),
    vMNetworkName: subnetId(configurations[0])?.split('/').slice(0, -2).join('/') ?? null,
    ipConfigs: configurations.map((configuration, i) => ({
      name: configuration.name ?? null,
      isPrimary: configuration.properties?.primary ?? i === 0,
      subnetName: subnetId(configuration)?.split('/').at(-1) ?? null,
      staticIPAddress: configuration.properties?.privateIPAddress ?? null,
      ipAddressType: configuration.properties?.privateIPAllocationMethod ?? 'Dynamic',
    })),
  };
}

/** The network that a mapping of the fabric pairs with a network of the source; in lower case, as mappings read. */
function mappedNetwork(world: World, fabricId: string, networkId: string | null): string | undefined {
  if (networkId === null) return undefined;
  const mapping = world.store
    .list(`${VAULT_TYPE}/replicationFabrics/replicationNetworks/replicationNetworkMappings`, fabricId)
    .find((one) => keyOf(textAt(one, 'properties', 'primaryNetworkId') ?? '') === keyOf(networkId));
  const mapped = textAt(mapping, 'properties', 'recoveryNetworkId');
  return mapped === undefined ? undefined : (world.store.get(mapped)?.id ?? mapped);
}

/** The subnet that was chosen, else the one of the same name, else the network's first. */
function recoverySubnet(
  world: World,
  networkId: string | undefined,
  chosen: string | undefined,
  sourceName: string | null | undefined,
): string | null {
  if (chosen !== undefined) return chosen;
  if (networkId === undefined) return null;
  return sourceName && findSubnet(world, `${networkId}/subnets/${sourceName}`) ? sourceName : firstSubnet(world, networkId);
}

export function firstSubnet(world: World, networkId: string): string | null {
  const network = world.store.get(networkId);
  return network ? (subnetsOf(network)[0]?.name ?? null) : null;
}

/** The network that items show as chosen: that of the first interface. */
export function chosenNetwork(nics: readonly ProtectedNic[]): string | null {
  return nics[0]?.recoveryVMNetworkId ?? null;
}

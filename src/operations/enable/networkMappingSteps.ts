import { lastOf } from '../../model/armPath.ts';
import { sameText } from '../../model/sameText.ts';
import type { NetworkMapping, VaultSetup } from '../../model/replicationSource.ts';
import { put } from './pairSteps.ts';
import { networkMappingName } from './replicationNames.ts';
import type { PutStep } from '../step.ts';

/** A network, and the fabric of its region. */
interface Side {
  readonly networkId: string;
  readonly fabricId: string;
  readonly region: string;
}

/** What the vault maps a network to in a region; undefined: nothing yet. */
export function mappedNetwork(setup: VaultSetup | undefined, networkId: string, to: string): NetworkMapping | undefined {
  return setup?.networkMappings.find((one) => sameText(one.networkId, networkId) && one.targetLocation === to);
}

/**
 * Which network stands for which, there and back. A network that is mapped already stays as it is: machines of others may go by it, and the
 * protected item names its own network anyway.
 */
export function networkMappingSteps(setup: VaultSetup | undefined, from: Side, to: Side): readonly PutStep[] {
  return [...step('network-mapping', setup, from, to), ...step('network-mapping-back', setup, to, from)];
}

function step(name: string, setup: VaultSetup | undefined, from: Side, to: Side): readonly PutStep[] {
  if (mappedNetwork(setup, from.networkId, to.region)) return [];
  const title = `Network mapping ${lastOf(from.networkId)} to ${lastOf(to.networkId)} in ${to.region}`;
  // For Azure to Azure the network in the path is this very word (recorded).
  const mappings = `${from.fabricId}/replicationNetworks/azureNetwork/replicationNetworkMappings`;
  const properties = {
    recoveryFabricName: lastOf(to.fabricId),
    recoveryNetworkId: to.networkId,
    fabricSpecificDetails: { instanceType: 'AzureToAzure', primaryNetworkId: from.networkId },
  };
  return [put(name, title, `${mappings}/${networkMappingName(from.networkId, to.region)}`, properties)];
}

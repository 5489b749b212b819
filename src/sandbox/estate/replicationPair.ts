import type { EstateBuilder } from './estateBuilder.ts';
import { fabric, secondContainer } from './fabric.ts';
import type { Network } from './network.ts';
import { idIn, type Place } from './place.ts';
import type { Fabric, Vault } from './vault.ts';

/** Everything that replicating from one region to another needs, as the portal sets it up. */
export interface ReplicationPair {
  readonly vault: Vault;
  readonly source: Fabric;
  readonly target: Fabric;
  readonly policy: { readonly id: string; readonly name: string };
  /** In the source region. */
  readonly cacheAccountId: string;
  readonly targetGroup: Place;
  readonly targetNetwork: Network;
}

export interface PairOptions {
  readonly from: string;
  readonly to: string;
  readonly policy: { readonly id: string; readonly name: string };
  readonly autoUpdate: boolean;
  readonly cacheAccountId: string;
  readonly targetGroup: Place;
  readonly sourceNetwork: Network;
  readonly targetNetwork: Network;
}

const provider = 'Microsoft.RecoveryServices/vaults';
const minutesPerHour = 60;
const hoursPerDay = 24;

/** Named after the hours that it keeps recovery points. `thresholdMinutes` 0 means "not set". */
export function replicationPolicy(
  b: EstateBuilder,
  vault: Vault,
  thresholdMinutes: number,
  retentionHours = hoursPerDay,
): { id: string; name: string } {
  const name = `${retentionHours}-hour-retention-policy`;
  const id = `${vault.spelt}/replicationPolicies/${name}`;
  b.add({
    id,
    name,
    type: `${provider}/replicationPolicies`,
    properties: {
      friendlyName: name,
      providerSpecificDetails: {
        instanceType: 'A2A',
        recoveryPointThresholdInMinutes: thresholdMinutes,
        recoveryPointHistory: retentionHours * minutesPerHour,
        appConsistentFrequencyInMinutes: 240,
        multiVmSyncStatus: 'Enabled',
        crashConsistentFrequencyInMinutes: 5,
      },
    },
  });
  return { id, name };
}

/** Makes fabrics and containers (where the vault has none yet) and the mappings of both directions. */
export function replicationPair(b: EstateBuilder, vault: Vault, options: PairOptions): ReplicationPair {
  const source = fabric(b, vault, options.from);
  const target = options.to === options.from ? secondContainer(b, source) : fabric(b, vault, options.to);
  containerMapping(b, source, target, vault, options);
  containerMapping(b, target, source, vault, options);
  const { policy, cacheAccountId, targetGroup, targetNetwork } = options;
  const pair = { vault, source, target, policy, cacheAccountId, targetGroup, targetNetwork };
  mapNetworks(b, pair, options.sourceNetwork);
  return pair;
}

/** Pairs a network of the source region with the pair's target network, in both directions; zone-to-zone replication stays in one network. */
export function mapNetworks(b: EstateBuilder, { source, target, targetNetwork }: ReplicationPair, sourceNetwork: Network): void {
  if (sourceNetwork === targetNetwork) return;
  networkMapping(b, source, target, sourceNetwork, targetNetwork);
  networkMapping(b, target, source, targetNetwork, sourceNetwork);
}

function containerMapping(b: EstateBuilder, from: Fabric, to: Fabric, vault: Vault, { policy, autoUpdate }: PairOptions): void {
  const ends = from.location === to.location ? `${from.containerName}-${to.containerName}` : `${from.location}-${to.location}`;
  const name = `${ends}-${policy.name}`;
  b.add({
    id: `${from.containerId}/replicationProtectionContainerMappings/${name}`,
    name,
    type: `${provider}/replicationFabrics/replicationProtectionContainers/replicationProtectionContainerMappings`,
    properties: {
      targetProtectionContainerId: to.containerId,
      targetProtectionContainerFriendlyName: to.containerName,
      providerSpecificDetails: {
        instanceType: 'A2A',
        agentAutoUpdateStatus: autoUpdate ? 'Enabled' : 'Disabled',
        automationAccountAuthenticationType: autoUpdate ? 'SystemAssignedIdentity' : 'RunAsAccount',
        automationAccountArmId: autoUpdate ? automationAccountId(vault) : null,
        scheduleName: null,
        jobScheduleName: null,
      },
      health: 'Normal',
      healthErrorDetails: [],
      policyId: policy.id,
      state: 'Paired',
      sourceProtectionContainerFriendlyName: from.containerName,
      sourceFabricFriendlyName: from.friendlyName,
      targetFabricFriendlyName: to.friendlyName,
      policyFriendlyName: policy.name,
    },
  });
}

function automationAccountId(vault: Vault): string {
  return idIn(vault.at, 'Microsoft.Automation/automationAccounts', `${vault.name}-asr-automation`);
}

/** The Automation account that updates the mobility agents of a vault. */
export function automationAccount(b: EstateBuilder, vault: Vault): void {
  const id = automationAccountId(vault);
  b.add({
    id,
    name: id.slice(id.lastIndexOf('/') + 1),
    type: 'Microsoft.Automation/automationAccounts',
    location: vault.at.location,
    tags: {},
    properties: { publicNetworkAccess: true, disableLocalAuth: false },
  });
}

/** Network mappings live under the literal network `azureNetwork`; Azure lower-cases all ids and names of networks in them (recorded). */
function networkMapping(b: EstateBuilder, from: Fabric, to: Fabric, primary: Network, recovery: Network): void {
  const nameOf = (id: string): string => id.slice(id.lastIndexOf('/') + 1).toLowerCase();
  const name = `${nameOf(primary.id)}-${nameOf(recovery.id)}`;
  b.add({
    id: `${from.id}/replicationNetworks/azureNetwork/replicationNetworkMappings/${name}`,
    name,
    type: `${provider}/replicationFabrics/replicationNetworks/replicationNetworkMappings`,
    properties: {
      state: 'Paired',
      primaryNetworkFriendlyName: nameOf(primary.id),
      primaryNetworkId: primary.id.toLowerCase(),
      primaryFabricFriendlyName: from.friendlyName,
      recoveryNetworkFriendlyName: nameOf(recovery.id),
      recoveryNetworkId: recovery.id.toLowerCase(),
      recoveryFabricArmId: to.id,
      recoveryFabricFriendlyName: to.friendlyName,
      fabricSpecificSettings: {
        instanceType: 'AzureToAzure',
        primaryFabricLocation: from.location,
        recoveryFabricLocation: to.location,
      },
    },
  });
}

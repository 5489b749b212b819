import { groupPathOf, lastOf, subscriptionIn } from '../../model/armPath.ts';
import { sameText } from '../../model/sameText.ts';
import type { ReplicationSource, VaultSetup } from '../../model/replicationSource.ts';
import type { EnableChoices } from './enableChoices.ts';
import { mappedNetwork, networkMappingSteps } from './networkMappingSteps.ts';
import type { Operation } from '../operation.ts';
import { pairSteps } from './pairSteps.ts';
import { protectStep } from './protectStep.ts';
import { refuseChoices } from './refuseChoices.ts';
import { besideName, cacheAccountName, vaultGroupName, vaultName } from './replicationNames.ts';
import type { Step } from '../step.ts';
import { availabilitySetStep, cacheStep, groupStep, networkStep, vaultStep } from './targetSteps.ts';

/** The vault that enabling will use, for whoever must read it first. */
export function vaultIdFor(source: Pick<ReplicationSource, 'id'>, { vaultId, targetRegion }: EnableChoices): string {
  return vaultId ?? `${homeGroupId(source, targetRegion)}/providers/Microsoft.RecoveryServices/vaults/${vaultName(targetRegion)}`;
}

/** Holds what serves all machines of a subscription that are replicated to a region. */
function homeGroupId({ id }: Pick<ReplicationSource, 'id'>, targetRegion: string): string {
  return `/subscriptions/${subscriptionIn(id)}/resourceGroups/${vaultGroupName(targetRegion)}`;
}

/**
 * Everything that replicating a machine needs, from resource groups to the protected item, and the wait until Azure shows it as protected.
 * `setup`: what the vault has; undefined when it is yet to be made. Throws a `UserError` for choices that cannot go together.
 */
export function enableReplication(source: ReplicationSource, choices: EnableChoices, setup: VaultSetup | undefined): Operation {
  const { targetRegion, leaveOut = [], highChurn = false } = choices;
  const disks = source.disks.filter(({ id }) => !leaveOut.some((left) => sameText(left, id)));
  refuseChoices(source, choices, setup, disks);
  const vaultId = vaultIdFor(source, choices);
  const givenGroupId = targetGroupIn(choices);
  const groupId = givenGroupId ?? groupBeside(source.id, choices.targetSubscription);
  const mapped = mappedNetwork(setup, source.network.id, targetRegion)?.targetNetworkId;
  const usable = mapped !== undefined && sameText(subscriptionIn(mapped), subscriptionIn(groupId)) ? mapped : undefined;
  // Beside the network's own group: machines of one network, whatever their groups, meet in one network again.
  const networkGroupId = givenGroupId ?? groupBeside(source.network.id, subscriptionIn(groupId));
  const networkId =
    choices.networkId ?? usable ?? `${networkGroupId}/providers/Microsoft.Network/virtualNetworks/${besideName(lastOf(source.network.id))}`;
  const makesNetwork = choices.networkId === undefined && usable === undefined;
  const set = availabilitySetFor(source, choices, groupId);
  // Where the vault is, when that is in the machine's subscription: the group of the machine is the machine's owner's.
  const isVaultNear = sameText(subscriptionIn(vaultId), subscriptionIn(source.id));
  const cacheGroupId = isVaultNear ? groupPathOf(vaultId) : homeGroupId(source, targetRegion);
  const cacheAccountId =
    choices.cacheAccountId ??
    `${cacheGroupId}/providers/Microsoft.Storage/storageAccounts/${cacheAccountName(vaultId, source.location, highChurn)}`;
  const pair = pairSteps(vaultId, source.location, choices, setup);
  const target = { ...pair, groupId, networkId, cacheAccountId, availabilitySetId: set.id };
  const protect = protectStep(source, disks, choices, target);
  const itemId = protect.call.path;
  const steps: readonly (Step | false)[] = [
    givenGroupId === undefined && groupStep('target-group', groupId, targetRegion),
    choices.vaultId === undefined && groupStep('vault-group', groupPathOf(vaultId), targetRegion),
    choices.vaultId === undefined && vaultStep(vaultId, targetRegion),
    makesNetwork && !sameText(networkGroupId, groupId) && groupStep('network-group', networkGroupId, targetRegion),
    makesNetwork && networkStep(networkId, targetRegion, source.network),
    set.isMade && availabilitySetStep(set.id, targetRegion),
    choices.cacheAccountId === undefined && !isVaultNear && groupStep('cache-group', cacheGroupId, targetRegion),
    choices.cacheAccountId === undefined && cacheStep(cacheAccountId, source.location, highChurn),
    ...pair.steps,
    ...networkMappingSteps(
      setup,
      { networkId: source.network.id, fabricId: pair.sourceFabricId, region: source.location },
      { networkId, fabricId: pair.targetFabricId, region: targetRegion },
    ),
    protect,
    { kind: 'wait', name: 'first-copy', title: `First copy of ${source.name}, until it is protected`, itemId, state: 'Protected' },
  ];
  return {
    kind: 'enable',
    subject: source.id.toLowerCase(),
    machine: source.name,
    vaultId,
    inputs: inputsOf({ ...choices, vaultId, targetGroupId: groupId, networkId, cacheAccountId, policyId: pair.policyId }),
    steps: steps.filter((step) => step !== false),
  };
}

/** The group that was chosen, by itself or with an availability set: a machine and its set are of one group. */
function targetGroupIn({ targetGroupId, availability }: EnableChoices): string | undefined {
  return targetGroupId ?? (availability?.kind === 'set' && availability.id !== undefined ? groupPathOf(availability.id) : undefined);
}

/** Beside the group of a resource. */
function groupBeside(id: string, subscription: string | undefined): string {
  return `/subscriptions/${subscription ?? subscriptionIn(id)}/resourceGroups/${besideName(lastOf(groupPathOf(id)))}`;
}

/** A machine that is in a set gets one in the target region as well, as it does in the portal (support matrix, 2026-01). */
function availabilitySetFor(
  { id, availabilitySetId }: ReplicationSource,
  { availability }: EnableChoices,
  groupId: string,
): { readonly id: string; readonly isMade: true } | { readonly id: string | undefined; readonly isMade: false } {
  const kind = availability?.kind ?? (availabilitySetId === undefined ? 'single' : 'set');
  if (kind !== 'set') return { id: undefined, isMade: false };
  if (availability?.kind === 'set' && availability.id !== undefined) return { id: availability.id, isMade: false };
  const name = besideName(lastOf(availabilitySetId ?? id));
  return { id: `${groupId}/providers/Microsoft.Compute/availabilitySets/${name}`, isMade: true };
}

/** For the record of the operation: all that was chosen, or follows from it. */
function inputsOf(choices: EnableChoices): Readonly<Record<string, string>> {
  const chosen = Object.entries(choices).filter(([, value]) => value !== undefined);
  return Object.fromEntries(chosen.map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]));
}

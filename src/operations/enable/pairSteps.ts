import { lastOf } from '../../model/armPath.ts';
import { sameText } from '../../model/sameText.ts';
import { apiVersions } from '../../azure/apiVersions.ts';
import type { VaultSetup } from '../../model/replicationSource.ts';
import { UserError } from '../../model/userError.ts';
import type { EnableChoices, PolicyChoice } from './enableChoices.ts';
import { containerName, fabricName, mappingName, policyName } from './replicationNames.ts';
import type { PutStep } from '../step.ts';

/** What Site Recovery needs in a vault to replicate from one region to another. */
interface Pair {
  readonly steps: readonly PutStep[];
  readonly sourceFabricId: string;
  readonly targetFabricId: string;
  readonly sourceContainerId: string;
  readonly targetContainerId: string;
  readonly policyId: string;
}

/** The portal's. */
const defaultPolicy: PolicyChoice = { retentionHours: 24, appConsistentMinutes: 0 };
const crashConsistentMinutes = 5;

/**
 * Fabrics, containers, policy and the mappings of both directions. What the vault has for the two regions is used, whatever it is called: a
 * vault has one fabric for a region. Two containers are mapped once for each policy. Throws a `UserError` where agents are
 * updated by another account than the chosen one.
 */
export function pairSteps(vaultId: string, from: string, choices: EnableChoices, setup: VaultSetup | undefined): Pair {
  const { targetRegion: to, policy, automationAccountId } = choices;
  const fabric = (region: string): string =>
    setup?.fabrics.find(({ location }) => location === region)?.id ?? `${vaultId}/replicationFabrics/${fabricName(region)}`;
  const [sourceFabricId, targetFabricId] = [fabric(from), fabric(to)];
  const wanted = choices.policyId ?? (policy && `${vaultId}/replicationPolicies/${policyName(policy)}`);
  const there = (setup?.mappings ?? []).filter(
    ({ sourceContainerId, targetContainerId }) => within(sourceContainerId, sourceFabricId) && within(targetContainerId, targetFabricId),
  );
  const used = there.find(({ policyId }) => wanted === undefined || sameText(policyId, wanted)) ?? there[0];
  const container = (region: string, fabricId: string): string =>
    setup?.containers.find((one) => sameText(one.fabricId, fabricId))?.id ??
    `${fabricId}/replicationProtectionContainers/${containerName(region)}`;
  const sourceContainerId = used?.sourceContainerId ?? container(from, sourceFabricId);
  const targetContainerId = used?.targetContainerId ?? container(to, targetFabricId);
  const policyId = wanted ?? used?.policyId ?? `${vaultId}/replicationPolicies/${policyName(defaultPolicy)}`;

  const mappingStep = (name: string, source: string, target: string, ownName: string): PutStep => {
    const known = setup?.mappings.find(
      (one) => sameText(one.sourceContainerId, source) && sameText(one.targetContainerId, target) && sameText(one.policyId, policyId),
    );
    if (known && automationAccountId !== undefined && !sameText(known.automationAccountId, automationAccountId)) {
      return updatesStep(name, known, automationAccountId);
    }
    return put(
      name,
      `Container mapping ${known ? lastOf(known.id) : ownName}`,
      known?.id ?? `${source}/replicationProtectionContainerMappings/${ownName}`,
      { policyId, targetProtectionContainerId: target, providerSpecificInput: updates(automationAccountId) },
      { 'properties.targetProtectionContainerId': target },
    );
  };
  const policyStep = put('policy', `Replication policy ${lastOf(policyId)}`, policyId, policyBody(policy ?? defaultPolicy), {
    ...(policy && {
      'properties.providerSpecificDetails.recoveryPointHistory': String(policy.retentionHours * 60),
      'properties.providerSpecificDetails.appConsistentFrequencyInMinutes': String(policy.appConsistentMinutes),
    }),
  });
  return {
    steps: [
      fabricStep('source-fabric', sourceFabricId, from),
      fabricStep('target-fabric', targetFabricId, to),
      containerStep('source-container', sourceContainerId, from),
      containerStep('target-container', targetContainerId, to),
      ...(choices.policyId === undefined ? [policyStep] : []),
      mappingStep('mapping', sourceContainerId, targetContainerId, mappingName(from, to, lastOf(policyId))),
      mappingStep('mapping-back', targetContainerId, sourceContainerId, mappingName(to, from, lastOf(policyId))),
    ],
    sourceFabricId,
    targetFabricId,
    sourceContainerId,
    targetContainerId,
    policyId,
  };
}

/** Switches automatic updates on for all machines of a mapping that is there. Throws where another account does it. */
function updatesStep(name: string, { id, automationAccountId: other }: VaultSetup['mappings'][number], accountId: string): PutStep {
  if (other !== undefined) {
    throw new UserError(
      'usage',
      `The agents of machines that the vault replicates between these regions are updated by ${lastOf(other)}, not by ${lastOf(accountId)}.`,
      'Choose that account, or none.',
    );
  }
  const step = put(
    name,
    `Automatic updates of the agents of all machines of ${lastOf(id)}`,
    id,
    { providerSpecificInput: updates(accountId) },
    {
      'properties.providerSpecificDetails.agentAutoUpdateStatus': 'Enabled',
    },
  );
  return { ...step, call: { ...step.call, method: 'PATCH' }, changes: true };
}

/** Accounts that run as a user of their own are retired since 2023-09: their managed identity is what is left. */
function updates(automationAccountId: string | undefined): object {
  if (automationAccountId === undefined) return { instanceType: 'A2A', agentAutoUpdateStatus: 'Disabled' };
  return {
    instanceType: 'A2A',
    agentAutoUpdateStatus: 'Enabled',
    automationAccountArmId: automationAccountId,
    automationAccountAuthenticationType: 'SystemAssignedIdentity',
  };
}

function policyBody({ retentionHours, appConsistentMinutes }: PolicyChoice): object {
  return {
    providerSpecificInput: {
      instanceType: 'A2A',
      recoveryPointHistory: retentionHours * 60,
      crashConsistentFrequencyInMinutes: crashConsistentMinutes,
      appConsistentFrequencyInMinutes: appConsistentMinutes,
      multiVmSyncStatus: 'Enable',
    },
  };
}

function fabricStep(name: string, path: string, location: string): PutStep {
  const requires = { 'properties.customDetails.location': location };
  return put(name, `Fabric of ${location}`, path, { customDetails: { instanceType: 'Azure', location } }, requires);
}

function containerStep(name: string, path: string, location: string): PutStep {
  return put(name, `Protection container of ${location}`, path, { providerSpecificInput: [{ instanceType: 'A2A' }] });
}

/** A resource inside the vault. */
export function put(name: string, title: string, path: string, properties: object, requires: PutStep['requires'] = {}): PutStep {
  return { kind: 'put', name, title, call: { method: 'PUT', path, apiVersion: apiVersions.siteRecovery, body: { properties } }, requires };
}

function within(id: string, parent: string): boolean {
  return id.toLowerCase().startsWith(`${parent.toLowerCase()}/`);
}

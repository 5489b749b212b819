import { keyOf, type ArmResource } from '../resource.ts';
import type { Call, Reply } from '../wire.ts';
import type { World } from '../world.ts';
import { acceptJob } from './acceptedReply.ts';
import { CONTAINER_TYPE, ITEM_TYPE, updatePairing } from './containerPairing.ts';
import { fieldAt, textAt } from './field.ts';
import { sideOf } from './items/sideOf.ts';
import { nameGuid } from './nameGuid.ts';
import { requireChild } from './registerReads.ts';
import { requireNamed } from './requireNamed.ts';
import { associatePolicy, dissociatePolicy, updateMapping } from './jobs/scenarios.ts';
import { affected, affectedContainers, affectedFabrics, jobDetails, type Affected } from './jobs/affectedObjects.ts';
import { failureFor, type JobPlan } from './jobs/jobPlan.ts';
import { inUse, invalidInput } from './siteRecoveryError.ts';
import { patchProperties } from './patchProperties.ts';
import { targetOf } from './siteRecoveryBody.ts';
import { requireVault, siteRecoveryId, VAULT, VAULT_TYPE } from './vaultScope.ts';

const CONTAINER = 'replicationFabrics/{fabric}/replicationProtectionContainers/{container}';
const PATH = `${CONTAINER}/replicationProtectionContainerMappings/{mapping}`;

/** A mapping pairs a container with one of another region under a policy. One for each direction. */
export function registerContainerMappings(world: World): void {
  world.router
    .add('PUT', `${VAULT}/${PATH}`, (call) => putMapping(world, call))
    .add('PATCH', `${VAULT}/${PATH}`, (call) => patchMapping(world, call))
    .add('DELETE', `${VAULT}/${PATH}`, (call) => deleteMapping(world, call))
    .add('POST', `${VAULT}/${PATH}/remove`, (call) => deleteMapping(world, call));
}

function putMapping(world: World, call: Call): Reply {
  const vault = requireVault(world, call);
  const source = requireChild(world, call, CONTAINER);
  const policy = requireNamed(world, call, vault, `${VAULT_TYPE}/replicationPolicies`, textAt(call.body, 'properties', 'policyId'));
  const targetId = textAt(call.body, 'properties', 'targetProtectionContainerId');
  const recovery = requireNamed(world, call, vault, CONTAINER_TYPE, targetId);
  const { id, name, type } = targetOf(world, call, vault, PATH);
  const input = fieldAt(call.body, 'properties', 'providerSpecificInput') as Record<string, unknown> | undefined;
  requireUpdater(world, call, input);
  return acceptJob(world, call, vault.id, id, {
    scenario: associatePolicy,
    target: { id: nameGuid(policy.id), name: policy.name },
    customDetails: pairDetails(world, source, recovery),
    complete: () => {
      checkUpdater(world, input);
      world.store.put({ id, name, type, properties: mappingProperties(id, source, recovery, policy, input) });
      for (const container of [source, recovery]) updatePairing(world, vault.id, container.id);
    },
  });
}

/** Changes who updates the agents. [GAP] Never recorded; the input is the OpenAPI's. */
function patchMapping(world: World, call: Call): Reply {
  const vault = requireVault(world, call);
  const mapping = requireChild(world, call, PATH);
  const { instanceType: _, ...input } = (fieldAt(call.body, 'properties', 'providerSpecificInput') ?? {}) as Record<string, unknown>;
  requireUpdater(world, call, { ...(fieldAt(mapping, 'properties', 'providerSpecificDetails') as object | undefined), ...input });
  return acceptJob(world, call, vault.id, mapping.id, {
    scenario: updateMapping,
    ...pairJob(world, mapping),
    complete: () => {
      checkUpdater(world, input);
      patchProperties(world, mapping.id, (properties) => ({
        providerSpecificDetails: {
          ...(properties['providerSpecificDetails'] as object | undefined),
          ...input,
          ...scheduleOf(mapping.id, input),
        },
      }));
    },
  });
}

/** What the jobs of a mapping are about: its policy [recorded] and its containers. */
function pairJob(world: World, mapping: ArmResource): Pick<JobPlan, 'target' | 'customDetails'> {
  const text = (key: string): string => textAt(mapping, 'properties', key) ?? '';
  const end = (id: string): ArmResource => world.store.get(id) ?? { id, name: id.split('/').at(-1) ?? '', type: CONTAINER_TYPE };
  const source = end(mapping.id.split('/').slice(0, -2).join('/'));
  return {
    target: { id: nameGuid(text('policyId')), name: text('policyFriendlyName') || mapping.name },
    customDetails: pairDetails(world, source, end(text('targetProtectionContainerId'))),
  };
}

function pairDetails(world: World, source: ArmResource, recovery: ArmResource): ReturnType<typeof jobDetails> {
  const [from, to] = [sideOf(world, source), sideOf(world, recovery)].map(({ fabricId, fabricName }): Affected => ({
    id: fabricId,
    friendlyName: fabricName,
  }));
  return jobDetails({ ...affectedContainers(affected(source), affected(recovery)), ...affectedFabrics(from!, to) });
}

/** Agents are updated by an automation account. [GAP] What Azure says without one was never read. */
function requireUpdater(world: World, call: Call, input: Readonly<Record<string, unknown>> | undefined): void {
  if (input?.['agentAutoUpdateStatus'] === 'Enabled' && !input['automationAccountArmId']) {
    throw invalidInput(world, call, 'Automatic updates of agents need the id of an automation account.');
  }
}

/** Throws the `JobFailure` of an account that is not there. [GAP] Its code was never read. */
function checkUpdater(world: World, input: Readonly<Record<string, unknown>> | undefined): void {
  const id = input?.['automationAccountArmId'];
  if (typeof id === 'string' && id !== '' && !world.store.has(id)) throw failureFor(`The automation account '${id}' does not exist.`);
}

/** [GAP] What Site Recovery calls the schedule that it makes in the account was never read. */
function scheduleOf(mappingId: string, input: Readonly<Record<string, unknown>> | undefined): Readonly<Record<string, string>> {
  if (input?.['agentAutoUpdateStatus'] !== 'Enabled') return {};
  return { scheduleName: `asr-agent-update-${nameGuid(mappingId)}`, jobScheduleName: nameGuid(`${mappingId} schedule`) };
}

function mappingProperties(
  id: string,
  source: ArmResource,
  recovery: ArmResource,
  policy: ArmResource,
  input: Readonly<Record<string, unknown>> | undefined,
): Record<string, unknown> {
  const friendly = (resource: ArmResource, key: string): string | undefined => textAt(resource, 'properties', key);
  return {
    targetProtectionContainerId: siteRecoveryId(recovery.id),
    targetProtectionContainerFriendlyName: friendly(recovery, 'friendlyName'),
    providerSpecificDetails: {
      instanceType: 'A2A',
      agentAutoUpdateStatus: input?.['agentAutoUpdateStatus'] ?? 'Disabled',
      automationAccountAuthenticationType: input?.['automationAccountAuthenticationType'] ?? 'RunAsAccount',
      automationAccountArmId: input?.['automationAccountArmId'] ?? null,
      scheduleName: null,
      jobScheduleName: null,
      ...scheduleOf(id, input),
    },
    health: 'Normal',
    healthErrorDetails: [],
    policyId: siteRecoveryId(policy.id),
    state: 'Paired',
    sourceProtectionContainerFriendlyName: friendly(source, 'friendlyName'),
    sourceFabricFriendlyName: friendly(source, 'fabricFriendlyName'),
    targetFabricFriendlyName: friendly(recovery, 'fabricFriendlyName'),
    policyFriendlyName: friendly(policy, 'friendlyName'),
  };
}

function deleteMapping(world: World, call: Call): Reply {
  const vault = requireVault(world, call);
  const source = requireChild(world, call, CONTAINER);
  const mapping = requireChild(world, call, PATH);
  const recoveryId = textAt(mapping, 'properties', 'targetProtectionContainerId') ?? '';
  const replicatesOverIt = (item: ArmResource): boolean =>
    keyOf(textAt(item, 'properties', 'recoveryContainerId') ?? '') === keyOf(recoveryId);
  if (world.store.list(ITEM_TYPE, source.id).some(replicatesOverIt)) {
    throw inUse(world, call, mapping.name, 'protected items still replicate over the mapping');
  }
  return acceptJob(world, call, vault.id, mapping.id, {
    scenario: dissociatePolicy,
    ...pairJob(world, mapping),
    complete: () => {
      world.store.delete(mapping.id);
      for (const id of [source.id, recoveryId]) updatePairing(world, vault.id, id);
    },
  });
}

import type { ArmResource } from '../resource.ts';
import type { Call, Reply } from '../wire.ts';
import type { World } from '../world.ts';
import { acceptJob } from './acceptedReply.ts';
import { fieldAt, textAt } from './field.ts';
import { JobFailure } from './jobs/jobPlan.ts';
import { nameGuid } from './nameGuid.ts';
import { requireChild } from './registerReads.ts';
import { createPolicy, removePolicy, updatePolicy, type Scenario } from './jobs/scenarios.ts';
import { inUse, invalidInput } from './siteRecoveryError.ts';
import { targetOf, type Target } from './siteRecoveryBody.ts';
import { requireVault, siteRecoveryId, VAULT, VAULT_TYPE } from './vaultScope.ts';

const PATH = 'replicationPolicies/{policy}';

/** Site Recovery's own limit (error 15040). 0 switches app-consistent points off. */
const LEAST_APP_CONSISTENT_MINUTES = 60;
const APP_CONSISTENT_TOO_OFTEN = '15040';

/** What Site Recovery sets where the caller says nothing [recorded]. */
const A2A_DEFAULTS = {
  recoveryPointThresholdInMinutes: 0,
  recoveryPointHistory: 0,
  appConsistentFrequencyInMinutes: 0,
  crashConsistentFrequencyInMinutes: 5,
};

/** Replication policies of all kinds: those of VMware are kept as sent, which is all that a policy does by itself. */
export function registerPolicies(world: World): void {
  world.router
    .add('PUT', `${VAULT}/${PATH}`, (call) => {
      // [GAP] A PUT on a policy that is there was not recorded: it is made anew.
      const target = { ...targetOf(world, call, requireVault(world, call), PATH), before: undefined };
      return writePolicy(world, call, createPolicy, target, fieldAt(call.body, 'properties', 'providerSpecificInput'));
    })
    .add('PATCH', `${VAULT}/${PATH}`, (call) => {
      requireChild(world, call, PATH);
      const target = targetOf(world, call, requireVault(world, call), PATH);
      return writePolicy(world, call, updatePolicy, target, fieldAt(call.body, 'properties', 'replicationProviderSettings'));
    })
    .add('DELETE', `${VAULT}/${PATH}`, (call) => deletePolicy(world, call));
}

function writePolicy(world: World, call: Call, scenario: Scenario, target: Target, input: unknown): Reply {
  const vault = requireVault(world, call);
  const { id, name, type, before } = target;
  if (!textAt(input, 'instanceType')) throw invalidInput(world, call, 'The provider specific input of the policy is missing.');
  const providerSpecificDetails = {
    ...(fieldAt(before, 'properties', 'providerSpecificDetails') as Record<string, unknown> | undefined),
    ...policyDetails(input as Record<string, unknown>, before === undefined),
  };
  const frequency = Number(fieldAt(providerSpecificDetails, 'appConsistentFrequencyInMinutes') ?? 0);
  return acceptJob(world, call, vault.id, id, {
    scenario,
    target: { id: nameGuid(id), name },
    complete: () => {
      if (frequency > 0 && frequency < LEAST_APP_CONSISTENT_MINUTES) throw new JobFailure(APP_CONSISTENT_TOO_OFTEN);
      world.store.put({ id, name, type, properties: { friendlyName: name, providerSpecificDetails } });
    },
  });
}

/** A policy of Azure to Azure as Site Recovery makes it where the caller says nothing. */
export function newPolicy(id: string): ArmResource {
  const name = id.split('/').at(-1) ?? '';
  const providerSpecificDetails = policyDetails({ instanceType: 'A2A', multiVmSyncStatus: 'Enable' }, true);
  return { id, name, type: `${VAULT_TYPE}/replicationPolicies`, properties: { friendlyName: name, providerSpecificDetails } };
}

/** Input `Enable` reads back `Enabled` [recorded]. */
function policyDetails(input: Readonly<Record<string, unknown>>, isNew: boolean): Record<string, unknown> {
  const sync = textAt(input, 'multiVmSyncStatus');
  return {
    ...(isNew && input['instanceType'] === 'A2A' && A2A_DEFAULTS),
    ...input,
    ...(sync !== undefined && { multiVmSyncStatus: `${sync.replace(/d$/, '')}d` }),
    ...(isNew && { status: false, associatedItemsCount: 0, dataSourceType: 'VM' }),
  };
}

function deletePolicy(world: World, call: Call): Reply {
  const vault = requireVault(world, call);
  const policy = requireChild(world, call, PATH);
  const uses = (resource: ArmResource): boolean =>
    siteRecoveryId(textAt(resource, 'properties', 'policyId') ?? '').toLowerCase() === siteRecoveryId(policy.id).toLowerCase();
  const container = `${VAULT_TYPE}/replicationFabrics/replicationProtectionContainers`;
  if (world.store.list(`${container}/replicationProtectionContainerMappings`, vault.id).some(uses)) {
    throw inUse(world, call, policy.name, 'the policy is associated with a protection container');
  }
  return acceptJob(world, call, vault.id, policy.id, {
    scenario: removePolicy,
    target: { id: nameGuid(policy.id), name: policy.name },
    complete: () => void world.store.delete(policy.id),
  });
}

import type { ArmResource } from '../resource.ts';
import type { Call, Reply } from '../wire.ts';
import type { World } from '../world.ts';
import { acceptJob } from './acceptedReply.ts';
import { ITEM_TYPE } from './containerPairing.ts';
import { fieldAt, listAt, textAt } from './field.ts';
import { entityOf } from './items/entityOf.ts';
import { requireChild } from './registerReads.ts';
import { requireNamed } from './requireNamed.ts';
import { deletePlan, savePlan } from './jobs/scenarios.ts';
import { planJobSubject } from './planTasks.ts';
import { patchProperties } from './patchProperties.ts';
import { targetOf } from './siteRecoveryBody.ts';
import { requireVault, siteRecoveryId, VAULT, VAULT_TYPE } from './vaultScope.ts';

const PATH = 'replicationRecoveryPlans/{plan}';

/** Recovery plans as lists of groups. What runs them: `registerPlanOperations`. */
export function registerRecoveryPlans(world: World): void {
  world.router
    .add('PUT', `${VAULT}/${PATH}`, (call) => putPlan(world, call))
    .add('PATCH', `${VAULT}/${PATH}`, (call) => patchPlan(world, call))
    .add('DELETE', `${VAULT}/${PATH}`, (call) => removePlan(world, call));
}

function putPlan(world: World, call: Call): Reply {
  const vault = requireVault(world, call);
  const fabric = (key: string): ArmResource =>
    requireNamed(world, call, vault, `${VAULT_TYPE}/replicationFabrics`, textAt(call.body, 'properties', key));
  const [primary, recovery] = [fabric('primaryFabricId'), fabric('recoveryFabricId')];
  const { id, name, type } = targetOf(world, call, vault, PATH);
  const properties = {
    friendlyName: name,
    primaryFabricId: siteRecoveryId(primary.id),
    primaryFabricFriendlyName: textAt(primary, 'properties', 'friendlyName'),
    recoveryFabricId: siteRecoveryId(recovery.id),
    recoveryFabricFriendlyName: textAt(recovery, 'properties', 'friendlyName'),
    failoverDeploymentModel: textAt(call.body, 'properties', 'failoverDeploymentModel') ?? 'ResourceManager',
    replicationProviders: ['A2A'],
    allowedOperations: ['UnplannedFailover', 'TestFailover'],
    currentScenario: null,
    currentScenarioStatus: null,
    currentScenarioStatusDescription: null,
    groups: planGroups(world, call, vault),
    providerSpecificDetails: listAt(call.body, 'properties', 'providerSpecificInput'),
  };
  return acceptJob(world, call, vault.id, id, {
    scenario: savePlan,
    ...planJobSubject(id, name, properties),
    complete: () => world.store.put({ id, name, type, properties }),
  });
}

function patchPlan(world: World, call: Call): Reply {
  const vault = requireVault(world, call);
  const plan = requireChild(world, call, PATH);
  // What is not sent stays: the OpenAPI requires no groups.
  const change = fieldAt(call.body, 'properties', 'groups') === undefined ? {} : { groups: planGroups(world, call, vault) };
  return acceptJob(world, call, vault.id, plan.id, {
    // [GAP] The job of a change was never read: that of a new plan.
    scenario: savePlan,
    ...planJobSubject(plan.id, plan.name, plan.properties),
    complete: () => patchProperties(world, plan.id, () => change),
  });
}

function removePlan(world: World, call: Call): Reply {
  const vault = requireVault(world, call);
  const plan = requireChild(world, call, PATH);
  return acceptJob(world, call, vault.id, plan.id, {
    scenario: deletePlan,
    ...planJobSubject(plan.id, plan.name, plan.properties),
    complete: () => void world.store.delete(plan.id),
  });
}

/** The service puts a Shutdown and a Failover group in front where they are missing [recorded]. */
function planGroups(world: World, call: Call, vault: ArmResource): unknown[] {
  const sent = listAt(call.body, 'properties', 'groups');
  const groups = sent.map((group) => ({
    groupType: textAt(group, 'groupType') ?? 'Boot',
    replicationProtectedItems: listAt(group, 'replicationProtectedItems').map((entry) => {
      const item = requireNamed(world, call, vault, ITEM_TYPE, textAt(entry, 'id'));
      // A machine's ARM id reads back as a GUID [recorded].
      return { id: siteRecoveryId(item.id), virtualMachineId: entityOf(item) };
    }),
    startGroupActions: listAt(group, 'startGroupActions'),
    endGroupActions: listAt(group, 'endGroupActions'),
  }));
  const added = ['Shutdown', 'Failover'].filter((type) => !groups.some(({ groupType }) => groupType === type));
  return [
    ...added.map((groupType) => ({ groupType, replicationProtectedItems: [], startGroupActions: [], endGroupActions: [] })),
    ...groups,
  ];
}

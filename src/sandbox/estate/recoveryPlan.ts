import type { EstateBuilder } from './estateBuilder.ts';
import type { ProtectedItem } from './protectedItem.ts';
import { siteRecoverySpelling } from './place.ts';

interface Group {
  readonly groupType: 'Shutdown' | 'Failover' | 'Boot';
  readonly replicationProtectedItems: readonly { readonly id: string; readonly virtualMachineId: string }[];
  readonly startGroupActions: readonly unknown[];
  readonly endGroupActions: readonly unknown[];
}

/** Makes a recovery plan with one Boot group for each list of items; all items are of one pair of regions. Runbooks run after the last group. */
export function recoveryPlan(
  b: EstateBuilder,
  name: string,
  boots: readonly (readonly ProtectedItem[])[],
  runbookIds: readonly string[] = [],
): void {
  const pair = boots[0]?.[0]?.pair;
  if (!pair) throw new Error(`Recovery plan ${name} needs an item.`);
  b.add({
    id: `${pair.vault.spelt}/replicationRecoveryPlans/${name}`,
    name,
    type: 'Microsoft.RecoveryServices/vaults/replicationRecoveryPlans',
    properties: {
      friendlyName: name,
      primaryFabricId: pair.source.id,
      primaryFabricFriendlyName: pair.source.friendlyName,
      recoveryFabricId: pair.target.id,
      recoveryFabricFriendlyName: pair.target.friendlyName,
      failoverDeploymentModel: 'ResourceManager',
      replicationProviders: ['A2A'],
      allowedOperations: ['UnplannedFailover', 'TestFailover'],
      currentScenario: null,
      currentScenarioStatus: null,
      currentScenarioStatusDescription: null,
      // The service itself puts the empty groups in front (recorded).
      groups: [
        group('Shutdown', []),
        group('Failover', []),
        ...boots.map((items, at) => group('Boot', items, at === boots.length - 1 ? runbookIds : [])),
      ],
      providerSpecificDetails: [],
    },
  });
}

function group(groupType: Group['groupType'], items: readonly ProtectedItem[], runbookIds: readonly string[] = []): Group {
  return {
    groupType,
    replicationProtectedItems: items.map((item) => ({ id: siteRecoverySpelling(item.id), virtualMachineId: item.entityId })),
    startGroupActions: [],
    endGroupActions: runbookIds.map(runbookAction),
  };
}

function runbookAction(runbookId: string): unknown {
  return {
    actionName: runbookId.slice(runbookId.lastIndexOf('/') + 1),
    failoverTypes: ['UnplannedFailover', 'TestFailover'],
    failoverDirections: ['PrimaryToRecovery'],
    customDetails: { instanceType: 'AutomationRunbookActionDetails', runbookId, timeout: null, fabricLocation: 'Recovery' },
  };
}

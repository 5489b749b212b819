import type { ArmResource } from '../resource.ts';
import type { World } from '../world.ts';
import { currentJob } from './items/currentJob.ts';
import { changedEach, fieldAt, listAt, textAt } from './field.ts';
import { patchProperties } from './patchProperties.ts';
import { vaultIdOf, VAULT_TYPE } from './vaultScope.ts';

/** What a plan can offer [recorded, read]. Replicating back goes machine by machine. */
const PLAN_OPERATIONS = ['UnplannedFailover', 'TestFailover', 'TestFailoverCleanup', 'Commit'];
/** Of a plan without machines [recorded of one that had just been made]. */
const OFFERED_WITHOUT_MACHINES = ['UnplannedFailover', 'TestFailover'];
const NO_SCENARIO = { currentScenario: null, currentScenarioStatus: null, currentScenarioStatusDescription: null };

/** The ids of the machines in a group of a plan. */
export function membersOf(group: unknown): readonly string[] {
  return listAt(group, 'replicationProtectedItems').map((entry) => textAt(entry, 'id') ?? '');
}

/** The protected items of a plan, in its order. */
export function itemsOf(world: World, plan: ArmResource): readonly ArmResource[] {
  return listAt(plan, 'properties', 'groups')
    .flatMap(membersOf)
    .flatMap((id) => world.store.get(id) ?? []);
}

/**
 * A plan as its machines let it be: it offers what each of them offers, and names its last job while that runs, or while its test waits for the
 * clean-up (documented, of Hyper-V). [GAP] What a plan shows after a failover was never read.
 */
export function shownPlan(world: World, plan: ArmResource): ArmResource {
  const items = itemsOf(world, plan);
  const offers = (operation: string): boolean => items.every((item) => listAt(item, 'properties', 'allowedOperations').includes(operation));
  const allowedOperations = items.length === 0 ? OFFERED_WITHOUT_MACHINES : PLAN_OPERATIONS.filter(offers);
  const running = currentJob(world, plan);
  const isOpen = allowedOperations.includes('TestFailoverCleanup');
  const scenario = {
    ...NO_SCENARIO,
    ...(isOpen && { currentScenarioStatus: 'Suspended', currentScenarioStatusDescription: 'WaitingForStopTestFailover' }),
    ...(running && {
      currentScenarioStatus: running.properties?.['state'],
      currentScenarioStatusDescription: running.properties?.['state'],
    }),
    ...((isOpen || running) && { currentScenario: fieldAt(plan, 'properties', 'currentScenario') ?? null }),
  };
  return { ...plan, properties: { ...plan.properties, ...scenario, allowedOperations: running ? [] : allowedOperations } };
}

/** Plans hold a machine by the id of its item: where that moves, they follow; where it goes (undefined), they lose it. [GAP] Never read. */
export function moveInPlans(world: World, itemId: string, newId: string | undefined): void {
  for (const plan of world.store.list(`${VAULT_TYPE}/replicationRecoveryPlans`, vaultIdOf(itemId))) {
    const groups = listAt(plan, 'properties', 'groups') as readonly { readonly replicationProtectedItems?: unknown }[];
    const isIt = (id: string): boolean => id.toLowerCase() === itemId.toLowerCase();
    if (!groups.flatMap(membersOf).some(isIt)) continue;
    const moved = (entry: unknown): unknown => {
      if (!isIt(textAt(entry, 'id') ?? '')) return entry;
      return newId === undefined ? [] : { ...(entry as object), id: newId };
    };
    patchProperties(world, plan.id, () => ({
      groups: changedEach(groups, (group) => ({ replicationProtectedItems: listAt(group, 'replicationProtectedItems').flatMap(moved) })),
    }));
  }
}

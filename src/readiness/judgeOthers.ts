import { subscriptionOf, toArmId, vaultOf } from '../model/armId.ts';
import type { ArmId } from '../model/armId.ts';
import type { Known } from '../model/resource.ts';
import type { AssessedMachine } from './assessment.ts';
import type { Companions } from './companions.ts';
import { inSlices } from './inSlices.ts';
import { sortedById } from './inventoryIndex.ts';
import type { InventoryIndex, MachineRows } from './inventoryIndex.ts';
import type { RuleRun } from './ruleRun.ts';

/** A machine with its disks, as far as it tells them and they were read. */
interface JudgedMachine extends Pick<MachineRows, 'disks'> {
  readonly machine: AssessedMachine;
}

/** Subjects judged between two yields: a few milliseconds of work. */
const slice = 250;

/**
 * Everything but machines, by id; disks in the order of `machines`. Vaults with their plans and policies, and places, count where they are picked or
 * serve a machine that is. `regions`: of each subscription with machines, where these are, and where they would be recovered.
 */
export function* judgeOthers(
  index: InventoryIndex,
  companions: Companions,
  machines: readonly JudgedMachine[],
  regions: ReadonlyMap<string, ReadonlySet<string>>,
  run: RuleRun,
): Generator<void> {
  yield* inSlices(sortedById(index.accounts.values()), slice, (account) => {
    const stagesFor = companions.caches.get(account.id);
    const { id, azureId } = account;
    run.judge('account', {
      id,
      azureId,
      index,
      account,
      isCache: stagesFor !== undefined,
      stagesFor: stagesFor ?? noRegions,
    });
  });
  yield* judgeDisks(index, machines, run);
  yield* judgeVaults(index, run);
  yield* inSlices(index.items, slice, (item) => run.judge('item', item));
  for (const place of sortedById(index.places.values())) {
    if (place.isServing || index.picked.has(place.subscription)) run.judge('place', place);
  }
  for (const plan of sortedById(index.inventory.recoveryPlans)) {
    if (concerns(index, vaultOf(plan.id))) run.judge('plan', { id: plan.id, azureId: plan.azureId, index, plan });
  }
  for (const subscriptionId of [...regions.keys()].toSorted()) {
    const azureId = `/subscriptions/${subscriptionId}`;
    run.judge('subscription', { id: toArmId(azureId), azureId, index, regions: regions.get(subscriptionId) ?? noRegions });
  }
}

const noRegions: ReadonlySet<string> = new Set();

/** Disks of the machines that are judged, so none of Site Recovery's own, and none of an edge zone; each once, however many machines share it. */
function* judgeDisks(index: InventoryIndex, machines: readonly JudgedMachine[], run: RuleRun): Generator<void> {
  for (const { table, scope } of index.inventory.gaps) {
    if (table !== 'disks') continue;
    const azureId = scope === undefined ? '/subscriptions' : `/subscriptions/${scope}`;
    run.judge('disk', { id: toArmId(azureId), azureId, index, disk: undefined });
  }
  const shared = new Set<ArmId>();
  yield* inSlices(machines, slice, ({ machine: { id, azureId, vm }, disks }) => {
    if (vm?.edgeZone !== undefined) return;
    if (vm !== undefined && vm.disks === undefined) run.judge('disk', { id, azureId, index, disk: undefined });
    for (const disk of disks) {
      if (disk === undefined) continue;
      if ((disk.maxShares ?? 1) > 1) {
        if (shared.has(disk.id)) continue;
        shared.add(disk.id);
      }
      run.judge('disk', { id: disk.id, azureId: disk.azureId, index, disk });
    }
  });
}

function* judgeVaults(index: InventoryIndex, run: RuleRun): Generator<void> {
  const used = new Set<ArmId>();
  const untold = new Set<ArmId>();
  for (const vault of sortedById(index.vaults.values())) {
    yield;
    const { id, azureId } = vault;
    if (!concerns(index, id)) continue;
    const { items = [], backupPolicyIds = new Set<Known<ArmId | null>>() } = index.vaultRows.get(id) ?? {};
    for (const { item } of items) {
      if (item.policyId === undefined) untold.add(id);
      else used.add(item.policyId);
    }
    run.judge('vault', {
      id,
      azureId,
      index,
      vault,
      items,
      backupPolicyIds,
    });
  }
  for (const policy of sortedById(index.policies.values())) {
    const { id, azureId } = policy;
    const vault = vaultOf(id);
    const mayBeUsed = vault !== undefined && untold.has(vault);
    run.judge('policy', { id, azureId, index, policy, isUsed: used.has(id) || (mayBeUsed ? undefined : false) });
  }
}

/** Whether what a vault holds concerns this audit: it is in a picked subscription, or holds something of one of the machines. */
function concerns({ picked, vaultRows }: InventoryIndex, vault: ArmId | undefined): boolean {
  return vault !== undefined && (picked.has(subscriptionOf(vault)) || vaultRows.get(vault)?.isServing === true);
}

/** Adds where a machine is, and where it would be recovered, to the regions of its subscription. */
export function addRegions(all: Map<string, Set<string>>, { subscriptionId, location, item }: AssessedMachine): void {
  let regions = all.get(subscriptionId);
  if (regions === undefined) all.set(subscriptionId, (regions = new Set()));
  if (location !== '') regions.add(location);
  if (item?.targetLocation !== undefined) regions.add(item.targetLocation);
}

import type { ArmId } from '../../model/armId.ts';
import type { Inventory } from '../../model/inventory.ts';
import type { Dated } from '../../model/resource.ts';
import type { AssessedMachine, Assessment } from '../../readiness/assessment.ts';

/**
 * What is known about one resource, as JSON to read: the judgement first, then the facts that it rests on. A property that is not there was
 * not read; null is Azure's word for none. undefined: nothing is known about it.
 */
export function factsJson(assessment: Assessment, id: ArmId): string | undefined {
  const { findings, excluded, unknown, inventory } = assessment;
  const machine = assessment.machines.find((each) => each.id === id);
  const isAbout = ({ subject }: { readonly subject?: ArmId }): boolean => subject === id;
  const own = { findings: findings.filter(isAbout), excluded: excluded.filter(isAbout), unknown: unknown.filter(isAbout) };
  const facts = machine ? machineFacts(machine, inventory) : rowOf(id, inventory);
  if (facts === undefined && Object.values(own).every((list) => list.length === 0)) return undefined;
  const factsAsOf = (machine ?? (facts as Dated | undefined))?.asOf ?? inventory.takenAt;
  const page = { source: inventory.source.label, factsAsOf, ...judgement(machine, assessment), ...own, facts };
  return `${JSON.stringify(page, undefined, 2)}\n`;
}

function judgement(machine: AssessedMachine | undefined, { companions }: Assessment): object {
  if (!machine) return {};
  const { id, name, state, reason, recovery, rebuilt } = machine;
  return { name, state, reason, recovery, rebuilt, companions: companions.filter(({ of }) => of === id) };
}

function machineFacts({ vm, item, backup, vault }: AssessedMachine, inventory: Inventory): object {
  const diskIds = new Set(vm?.disks?.map((disk) => disk.id));
  const nicIds = new Set(vm?.nicIds);
  return {
    machine: vm,
    disks: inventory.disks.filter((disk) => diskIds.has(disk.id)),
    networkInterfaces: inventory.networkInterfaces.filter((nic) => nicIds.has(nic.id)),
    protectedItem: item,
    backupItem: backup,
    vault,
  };
}

/** Looks through every table. */
function rowOf(id: ArmId, inventory: Inventory): unknown {
  for (const table of Object.values(inventory) as readonly unknown[]) {
    if (!Array.isArray(table)) continue;
    const row = (table as readonly { readonly id?: unknown }[]).find(
      (each) => each.id === id || `/subscriptions/${String(each.id)}` === id,
    );
    if (row) return row;
  }
  return undefined;
}

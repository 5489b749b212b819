import { setImmediate } from 'node:timers/promises';
import type { ArmId } from '../../model/armId.ts';
import type { VirtualMachine } from '../../model/compute.ts';
import type { MachineStatus } from './readMachineStatus.ts';

/** Rows between which other work is let in: a few milliseconds. */
const slice = 2000;

/** Machines with their run-time status, where that could be read. */
export async function withStatus(
  machines: readonly VirtualMachine[],
  statuses: Iterable<readonly [ArmId, MachineStatus]>,
): Promise<readonly VirtualMachine[]> {
  const byId = new Map<ArmId, MachineStatus>();
  for (const [id, status] of statuses) {
    byId.set(id, status);
    if (byId.size % slice === 0) await setImmediate();
  }
  const all: VirtualMachine[] = [];
  for (const machine of machines) {
    const status = byId.get(machine.id);
    all.push(status === undefined ? machine : withOne(machine, status));
    if (all.length % slice === 0) await setImmediate();
  }
  return all;
}

/** Spread, not assigned to `{}`: V8 makes a hash table of an object that so many properties are assigned to, slow to read and large. */
function withOne(machine: VirtualMachine, status: MachineStatus): VirtualMachine {
  return { ...machine, ...status, powerState: status.powerState ?? machine.powerState };
}

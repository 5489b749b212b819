import type { ArmId } from '../model/armId.ts';
import type { VirtualMachine } from '../model/compute.ts';
import type { MachineStatus } from './readMachineStatus.ts';

/** Machines with their run-time status, where that could be read. */
export function withStatus(machines: readonly VirtualMachine[], statuses: ReadonlyMap<ArmId, MachineStatus>): readonly VirtualMachine[] {
  return machines.map((machine) => {
    const status = statuses.get(machine.id);
    return status === undefined ? machine : withOne(machine, status);
  });
}

/** Spread, not assigned to `{}`: V8 makes a hash table of an object that so many properties are assigned to, slow to read and large. */
function withOne(machine: VirtualMachine, status: MachineStatus): VirtualMachine {
  return { ...machine, ...status, powerState: status.powerState ?? machine.powerState };
}

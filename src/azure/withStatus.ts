import type { ArmId } from '../model/armId.ts';
import type { VirtualMachine } from '../model/compute.ts';
import type { MachineStatus } from './readMachineStatus.ts';

/** Machines with their run-time status, where that could be read. */
export function withStatus(machines: readonly VirtualMachine[], statuses: ReadonlyMap<ArmId, MachineStatus>): readonly VirtualMachine[] {
  return machines.map((machine) => {
    const status = statuses.get(machine.id);
    return status === undefined ? machine : Object.assign({}, machine, status, { powerState: status.powerState ?? machine.powerState });
  });
}

import type { ArmId } from '../model/armId.ts';
import type { VirtualMachine } from '../model/compute.ts';
import type { ResourceGroup } from '../model/resource.ts';
import type { MachineStatus } from './readMachineStatus.ts';

/** Machines with what other tables know of them: their run-time status, and what manages their resource group. */
export function completeMachines(
  machines: readonly VirtualMachine[],
  statuses: ReadonlyMap<ArmId, MachineStatus>,
  groups: readonly ResourceGroup[],
): readonly VirtualMachine[] {
  const managers = new Map(groups.map((group) => [group.id as string, group.managedBy]));
  return machines.map((machine) => {
    const status = statuses.get(machine.id);
    return {
      ...machine,
      powerState: status?.powerState ?? machine.powerState,
      agentStatus: status?.agentStatus,
      failedExtensions: status?.failedExtensions,
      managedBy: machine.managedBy ?? managers.get(groupIdOf(machine.id)),
    };
  });
}

function groupIdOf(id: ArmId): string {
  return id.split('/').slice(0, 5).join('/');
}

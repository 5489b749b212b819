import type { VirtualMachineInstanceView } from '@azure/arm-compute';
import { partsOf, toArmId, type ArmId } from '../model/armId.ts';
import type { VirtualMachine } from '../model/compute.ts';
import type { Session } from './session.ts';
import { powerStateOf } from './tables/machinesTable.ts';
import { recordOf, recordsOf, textOf, type Row } from './values.ts';

/** What only the run-time status of a machine shows. */
export type MachineStatus = Pick<VirtualMachine, 'powerState' | 'agentStatus' | 'failedExtensions'>;

/** The status of all machines of a subscription, in one list (`statusOnly=true`): 200 machines a page. */
export async function readMachineStatus(session: Session, subscriptionId: string): Promise<readonly (readonly [ArmId, MachineStatus])[]> {
  const client = await openCompute(session, subscriptionId);
  const statuses: (readonly [ArmId, MachineStatus])[] = [];
  for await (const { id, instanceView } of client.virtualMachines.listAll({ statusOnly: 'true', abortSignal: session.signal })) {
    if (id !== undefined) statuses.push([toArmId(id), parseInstanceView(instanceView)]);
  }
  return statuses;
}

/** The status of one machine. */
export async function readOneMachineStatus(session: Session, machineId: ArmId): Promise<MachineStatus> {
  const { subscription, resourceGroup, name } = partsOf(machineId);
  const client = await openCompute(session, subscription);
  return parseInstanceView(await client.virtualMachines.instanceView(resourceGroup, name, { abortSignal: session.signal }));
}

async function openCompute(session: Session, subscriptionId: string) {
  const { ComputeManagementClient } = await import('@azure/arm-compute');
  return new ComputeManagementClient(session.credential, subscriptionId, session.clientOptions);
}

/** An instance view as the SDK gives it, which here is as the wire shows it. */
export function parseInstanceView(view: VirtualMachineInstanceView | undefined): MachineStatus {
  const agent = recordOf(view?.vmAgent);
  const codes = (statuses: unknown): readonly string[] => (recordsOf(statuses) ?? []).map((status) => textOf(status['code']) ?? '');
  const power = codes(view?.statuses).find((code) => /^PowerState\//i.test(code));
  return {
    powerState: powerStateOf(power),
    agentStatus: recordsOf(agent?.['statuses'])
      ?.map((status) => textOf(status['displayStatus']))
      .find((status) => status !== undefined),
    failedExtensions: failedExtensionsOf(recordsOf(view?.extensions), agent),
  };

  function failedExtensionsOf(extensions: readonly Row[] | undefined, vmAgent: Row | undefined): readonly string[] | undefined {
    if (extensions) {
      return extensions.filter(({ statuses }) => codes(statuses).some((code) => /^ProvisioningState\/failed/i.test(code))).map(nameOf);
    }
    // Azure leaves the list out of a machine without extensions; of those there are, the agent knows the handlers.
    return (
      vmAgent && (recordsOf(vmAgent['extensionHandlers']) ?? []).filter(({ status }) => recordOf(status)?.['level'] === 'Error').map(nameOf)
    );
  }
}

function nameOf(extension: Row): string {
  return textOf(extension['name']) ?? textOf(extension['type']) ?? '';
}

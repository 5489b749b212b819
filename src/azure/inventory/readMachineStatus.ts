import { apiVersions } from '../apiVersions.ts';
import type { ArmId } from '../../model/armId.ts';
import type { VirtualMachine } from '../../model/compute.ts';
import type { ArmReader } from '../wire/armReader.ts';
import { powerStateOf } from './tables/machinesTable.ts';
import { armIdOf, noEntries, recordOf, recordsOf, textOf, wordOf, type Row } from '../values.ts';

/** What only the run-time status of a machine shows. */
export type MachineStatus = Pick<VirtualMachine, 'powerState' | 'agentStatus' | 'failedExtensions' | 'osName' | 'osVersion'>;

/** The status of all machines of a subscription, in one list (`statusOnly=true`): 200 machines a page. */
export async function readMachineStatus(arm: ArmReader, subscriptionId: string): Promise<readonly (readonly [ArmId, MachineStatus])[]> {
  const path = `/subscriptions/${subscriptionId}/providers/Microsoft.Compute/virtualMachines`;
  const statuses: (readonly [ArmId, MachineStatus])[] = [];
  await arm.list(path, apiVersions.compute, { statusOnly: 'true' }, (page) => {
    for (const { id: azureId, properties } of page) {
      const id = armIdOf(azureId);
      if (id !== undefined) statuses.push([id, parseInstanceView(recordOf(properties)?.['instanceView'])]);
    }
  });
  return statuses;
}

/** The status of one machine. */
export async function readOneMachineStatus(arm: ArmReader, machineId: ArmId): Promise<MachineStatus> {
  return parseInstanceView(await arm.get(`${machineId}/instanceView`, apiVersions.compute));
}

/** An instance view as the wire shows it. */
export function parseInstanceView(instanceView: unknown): MachineStatus {
  const view = recordOf(instanceView);
  const agent = recordOf(view?.['vmAgent']);
  const codes = (statuses: unknown): readonly string[] => (recordsOf(statuses) ?? []).map((status) => textOf(status['code']) ?? '');
  const power = codes(view?.['statuses']).find((code) => /^PowerState\//i.test(code));
  return {
    powerState: powerStateOf(power),
    agentStatus: recordsOf(agent?.['statuses'])
      ?.map((status) => wordOf(status['displayStatus']))
      .find((status) => status !== undefined),
    failedExtensions: failedExtensionsOf(recordsOf(view?.['extensions']), agent),
    osName: wordOf(view?.['osName']),
    osVersion: wordOf(view?.['osVersion']),
  };

  function failedExtensionsOf(extensions: readonly Row[] | undefined, vmAgent: Row | undefined): readonly string[] | undefined {
    if (extensions) {
      return namesOf(extensions.filter(({ statuses }) => codes(statuses).some((code) => /^ProvisioningState\/failed/i.test(code))));
    }
    // Azure leaves the list out of a machine without extensions; of those there are, the agent knows the handlers.
    const handlers = recordsOf(vmAgent?.['extensionHandlers']) ?? [];
    return vmAgent && namesOf(handlers.filter(({ status }) => recordOf(status)?.['level'] === 'Error'));
  }
}

function namesOf(extensions: readonly Row[]): readonly string[] {
  return extensions.length === 0 ? noEntries : extensions.map(nameOf);
}

function nameOf(extension: Row): string {
  return textOf(extension['name']) ?? textOf(extension['type']) ?? '';
}

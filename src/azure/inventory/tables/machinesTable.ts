import { apiVersions } from '../../apiVersions.ts';
import type { AttachedDisk, PowerState, VirtualMachine } from '../../../model/compute.ts';
import type { Known } from '../../../model/resource.ts';
import { resourceColumns, type InventoryTable } from '../inventoryTable.ts';
import { armIdOf, flagOf, numberOf, orNone, recordOf, recordsOf, textOf, wordOf, zonesOf, type Row } from '../../values.ts';
import { resourceOf } from './resourceOf.ts';

/** Virtual machines. `properties.extended.instanceView` is Resource Graph's own; the VM agent's status comes from `machineStatus`. */
export const machinesTable: InventoryTable<VirtualMachine> = {
  name: 'machines',
  from: 'resources',
  type: 'microsoft.compute/virtualmachines',
  columns: {
    ...resourceColumns,
    zones: 'zones',
    edgeZone: 'extendedLocation.name',
    managedBy: 'managedBy',
    size: 'properties.hardwareProfile.vmSize',
    osDisk: 'properties.storageProfile.osDisk',
    dataDisks: 'properties.storageProfile.dataDisks',
    nics: 'properties.networkProfile.networkInterfaces',
    bootDiagnostics: 'properties.diagnosticsProfile.bootDiagnostics.storageUri',
    securityType: 'properties.securityProfile.securityType',
    encryptionAtHost: 'properties.securityProfile.encryptionAtHost',
    provisioningState: 'properties.provisioningState',
    powerState: 'properties.extended.instanceView.powerState.code',
    priority: 'properties.priority',
    scaleSet: 'properties.virtualMachineScaleSet.id',
    host: 'properties.host.id',
    hostGroup: 'properties.hostGroup.id',
    diskController: 'properties.storageProfile.diskControllerType',
  },
  list: { per: 'subscription', path: '/providers/Microsoft.Compute/virtualMachines', apiVersion: apiVersions.compute },
  parse: parseMachine,
};

/** Without the VM agent, the operating system’s name and failed extensions: only the run-time status shows those (`withStatus`). */
export function parseMachine(row: Row): VirtualMachine | undefined {
  const resource = resourceOf(row);
  if (!resource) return undefined;
  const { id, azureId, name, location, tags } = resource;
  const osDisk = recordOf(row['osDisk']);
  const known = textOf(row['size']) !== undefined || osDisk !== undefined;
  return {
    id,
    azureId,
    name,
    location,
    tags,
    size: wordOf(row['size']),
    zones: zonesOf(row['zones'], known),
    edgeZone: wordOf(row['edgeZone']),
    osType: osTypeOf(osDisk),
    securityType: orNone(wordOf(row['securityType']), row['securityType'], known),
    encryptionAtHost: flagOf(row['encryptionAtHost']) ?? (known && row['encryptionAtHost'] == null ? false : undefined),
    provisioningState: wordOf(row['provisioningState']),
    powerState: powerStateOf(textOf(row['powerState'])),
    agentStatus: undefined,
    osName: undefined,
    osVersion: undefined,
    failedExtensions: undefined,
    disks: disksOf(osDisk, row['dataDisks']),
    nicIds: (recordsOf(row['nics']) ?? []).map((nic) => armIdOf(nic['id'])).filter((nicId) => nicId !== undefined),
    bootDiagnosticsUri: textOf(row['bootDiagnostics']),
    priority: priorityOf(textOf(row['priority'])),
    ephemeralOsDisk: textOf(recordOf(osDisk?.['diffDiskSettings'])?.['option'])?.toLowerCase() === 'local',
    scaleSetId: armIdOf(row['scaleSet']),
    hostId: armIdOf(row['host']) ?? orNone(armIdOf(row['hostGroup']), row['hostGroup'], known && row['host'] == null),
    diskController: orNone(wordOf(row['diskController']), row['diskController'], known),
    managedBy: armIdOf(row['managedBy']),
  };
}

const powerStates: ReadonlyMap<string, PowerState> = new Map(
  (['running', 'starting', 'stopping', 'stopped', 'deallocating', 'deallocated', 'unknown'] as const).map((state) => [
    `powerstate/${state}`,
    state,
  ]),
);

/** From an instance-view status code (`PowerState/running`). */
export function powerStateOf(code: string | undefined): Known<PowerState> {
  return code === undefined ? undefined : powerStates.get(code.toLowerCase());
}

function osTypeOf(osDisk: Row | undefined): Known<'Windows' | 'Linux'> {
  const word = textOf(osDisk?.['osType'])?.toLowerCase();
  return word === 'windows' ? 'Windows' : word === 'linux' ? 'Linux' : undefined;
}

function priorityOf(word: string | undefined): VirtualMachine['priority'] {
  const lower = word?.toLowerCase();
  return lower === 'spot' ? 'Spot' : lower === 'low' ? 'Low' : 'Regular';
}

/**
 * Every machine has an OS disk: a row without one did not carry its disks, and then nothing is known of them.
 * An absent `dataDisks` beside an OS disk means none; one of another type, or with a disk that shows neither
 * a managed disk nor a VHD, leaves all of them unknown.
 */
function disksOf(osDisk: Row | undefined, dataDisks: unknown): Known<readonly AttachedDisk[]> {
  const data = dataDisks == null ? [] : Array.isArray(dataDisks) ? dataDisks.map(recordOf) : undefined;
  if (!osDisk || !data) return undefined;
  const disks = [attachedDisk(osDisk, 'os'), ...data.map((disk) => disk && attachedDisk(disk, 'data'))];
  return disks.every((disk) => disk !== undefined) ? disks : undefined;
}

function attachedDisk(disk: Row, role: AttachedDisk['role']): AttachedDisk | undefined {
  const managed = recordOf(disk['managedDisk']);
  const id = armIdOf(managed?.['id']);
  const vhdUri = textOf(recordOf(disk['vhd'])?.['uri']);
  const ephemeral = recordOf(disk['diffDiskSettings']) !== undefined;
  if (id === undefined && vhdUri === undefined && !ephemeral) return undefined;
  const storageType = wordOf(managed?.['storageAccountType']);
  const attached = { name: textOf(disk['name']) ?? '', id, vhdUri, role, lun: numberOf(disk['lun']), storageType };
  // Hardly any disk has it.
  return flagOf(disk['writeAcceleratorEnabled']) === true ? { ...attached, writeAccelerator: true } : attached;
}

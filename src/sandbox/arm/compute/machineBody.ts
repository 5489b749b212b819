import { changedEach } from '../../recovery/field.ts';
import type { ArmResource } from '../../resource.ts';
import { merge } from '../generic.ts';
import { osTypeOf, type DiskEntry, type MachineProperties } from './attachments.ts';

/** Recorded (azure-sdk-for-python, 2022-08-01). */
const PROFILE = { secrets: [], allowExtensionOperations: true, requireGuestProvisionSignal: true };
const AGENT = { provisionVMAgent: true, enableVMAgentPlatformUpdates: false };
const WINDOWS = {
  ...AGENT,
  enableAutomaticUpdates: true,
  patchSettings: { patchMode: 'AutomaticByOS', assessmentMode: 'ImageDefault' },
};
/** Members are those of public answers. */
const LINUX = {
  ...AGENT,
  disablePasswordAuthentication: false,
  patchSettings: { patchMode: 'ImageDefault', assessmentMode: 'ImageDefault' },
};

/** A machine as Azure shows it, from what was sent: what nobody said has Azure's defaults. */
export function machineBody(machine: ArmResource): ArmResource {
  const properties = machine.properties as (MachineProperties & { readonly osProfile?: Readonly<Record<string, unknown>> }) | undefined;
  const { storageProfile, osProfile } = properties ?? {};
  return {
    ...machine,
    properties: {
      ...properties,
      ...(storageProfile && { storageProfile: withDisks(storageProfile) }),
      ...(osProfile && { osProfile: merge(profileDefaults(machine, osProfile), osProfile) }),
    },
  };
}

function profileDefaults(machine: ArmResource, sent: Readonly<Record<string, unknown>>): object {
  const isWindows =
    sent['windowsConfiguration'] !== undefined || (sent['linuxConfiguration'] === undefined && osTypeOf(machine) === 'Windows');
  return { ...PROFILE, ...(isWindows ? { windowsConfiguration: WINDOWS } : { linuxConfiguration: LINUX }) };
}

type StorageProfile = NonNullable<MachineProperties['storageProfile']>;

function withDisks(profile: StorageProfile): StorageProfile {
  const { osDisk, dataDisks } = profile;
  const own = (defaults: DiskEntry, disk: DiskEntry): DiskEntry => ({ ...defaults, ...disk });
  return {
    ...profile,
    ...(osDisk && { osDisk: own({ caching: 'ReadWrite', deleteOption: 'Detach' }, osDisk) }),
    ...(dataDisks && {
      dataDisks: changedEach(dataDisks, (disk) => own({ caching: 'None', deleteOption: 'Detach', toBeDetached: false }, disk)),
    }),
  };
}

import type { VirtualMachine } from '../../model/compute.ts';
import type { Evidence } from '../finding.ts';
import type { InventoryIndex } from '../inventoryIndex.ts';
import { isArm64Size, isSingleCoreSize } from '../machineSize.ts';
import type { MachineRule, Verdict } from '../rule.ts';
import { fail, missing, notApplicable, pass } from '../verdicts.ts';
import { sources } from './sources.ts';

/** What Azure shows of a machine that the support matrix excludes. What is inside the guest cannot be seen from here. */
export const supportRules: readonly MachineRule[] = [
  {
    id: 'DR-VM-015',
    on: 'machine',
    title: 'Machine has what Site Recovery does not support',
    severity: 'high',
    depth: 'inventory',
    affectsState: false,
    lowWhenRebuilt: false,
    needsItem: false,
    decides: [
      'storageProfile.osDisk.diffDiskSettings',
      'storageProfile: writeAcceleratorEnabled',
      'storageProfile.diskControllerType',
      'host.id',
      'hostGroup.id',
      'hardwareProfile.vmSize',
      'securityProfile.securityType',
      'storageProfile: storageAccountType',
      'disks: maxShares',
    ],
    sources: [sources.supportMatrix, sources.sharedDisks],
    corresponds: {},
    explanation:
      'The machine has an ephemeral OS disk, a disk with write accelerator, the NVMe disk controller, a dedicated host, a size with an ARM64 processor, or it is a Confidential VM. Ultra disks, a single core and shared disks are a hint of low severity: the pages differ, and the service is not as strict (as of the support matrix of January 2026). What the guest holds cannot be seen from here: kernel, file systems, iSCSI, multipath, Storage Spaces Direct.',
    consequence: 'Replication cannot be enabled, or what is not supported is missing from the machine that a failover makes.',
    fix: 'Change the size, the disk or the host to what the support matrix allows, or protect the machine by other means: backup with cross-region restore, replication of its data, a machine that can be rebuilt.',
    check: ({ vm, index }): Verdict => {
      if (vm === undefined) return notApplicable;
      const excluded = excludedBy(vm);
      const hints = hintsOf(vm, index);
      if (excluded !== undefined) return fail(hints === undefined ? excluded : [...excluded, ...hints], 'high');
      if (vm.disks === undefined) return missing('the disks of the machine');
      if (vm.size === undefined) return missing('hardwareProfile.vmSize of the machine');
      if (vm.securityType === undefined) return missing('securityProfile.securityType of the machine');
      if (vm.hostId === undefined || vm.diskController === undefined) return missing('the host and the disk controller of the machine');
      return hints === undefined ? pass : fail(hints, 'low');
    },
  },
];

/** Undefined when there is nothing: most machines are without, and nothing is made for them. */
export function excludedBy({
  ephemeralOsDisk,
  disks,
  diskController,
  hostId,
  size,
  securityType,
}: VirtualMachine): readonly Evidence[] | undefined {
  let found: Evidence[] | undefined;
  const add = (property: string, value: string): void => void (found ??= []).push({ property, value });
  if (ephemeralOsDisk) add('storageProfile.osDisk.diffDiskSettings.option', 'Local');
  for (const { writeAccelerator, name } of disks ?? []) if (writeAccelerator === true) add('writeAcceleratorEnabled', name);
  if (diskController != null && /^nvme$/i.test(diskController)) add('storageProfile.diskControllerType', diskController);
  if (hostId != null) add('host.id', hostId);
  if (size !== undefined && isArm64Size(size)) add('hardwareProfile.vmSize', size);
  if (securityType != null && /^confidentialvm$/i.test(securityType)) add('securityProfile.securityType', securityType);
  return found;
}

/** What the pages differ about, or what the service is not strict about. */
export function hintsOf(
  { disks, size }: VirtualMachine,
  { sharedDisks, disks: rows }: Pick<InventoryIndex, 'sharedDisks'> & Partial<Pick<InventoryIndex, 'disks'>>,
): readonly Evidence[] | undefined {
  let found: Evidence[] | undefined;
  const add = (property: string, value: string): void => void (found ??= []).push({ property, value });
  const areShared = sharedDisks.size > 0;
  for (const { id, name, storageType } of disks ?? []) {
    // Where the row of the machine does not tell it, that of the disk does.
    const type = storageType ?? (id && rows?.get(id)?.sku);
    if (type !== undefined && /^ultrassd_lrs$/i.test(type)) add('storageAccountType UltraSSD_LRS', name);
    if (areShared && id !== undefined && sharedDisks.has(id)) add('maxShares above 1', name);
  }
  if (size !== undefined && isSingleCoreSize(size)) add('hardwareProfile.vmSize', size);
  return found;
}

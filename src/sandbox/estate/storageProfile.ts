import type { Disk } from './disk.ts';

export const osDiskGb = { Windows: 127, Linux: 64 };
export const dataDiskGb = 256;

/** `storageProfile` over managed disks. A machine made by Site Recovery attaches its disks and keeps them when it goes. */
export function managedProfile(disks: readonly Disk[], osType: string, createOption: 'FromImage' | 'Attach'): Record<string, unknown> {
  const attached = createOption === 'Attach';
  const describe = ({ name, sku, id, sizeGb }: Disk, how: Record<string, unknown>): Record<string, unknown> => ({
    name,
    createOption,
    managedDisk: { storageAccountType: sku, id },
    diskSizeGB: sizeGb,
    ...how,
  });
  const [os, ...data] = disks;
  return {
    osDisk: os && describe(os, { osType, caching: 'ReadWrite', deleteOption: attached ? 'Detach' : 'Delete' }),
    dataDisks: data.map((disk) =>
      describe(disk, {
        lun: disk.lun,
        createOption: attached ? 'Attach' : 'Empty',
        caching: 'None',
        deleteOption: 'Detach',
        toBeDetached: false,
      }),
    ),
  };
}

/** `storageProfile` over VHDs in storage accounts, the OS disk's first. */
export function vhdProfile(name: string, accounts: readonly string[], osType: string): Record<string, unknown> {
  const describe = (account: string, disk: string, how: Record<string, unknown>): Record<string, unknown> => ({
    name: disk,
    vhd: { uri: `https://${account}.blob.core.windows.net/vhds/${disk}.vhd` },
    ...how,
  });
  const [os = '', ...data] = accounts;
  return {
    osDisk: describe(os, `${name}-os`, { osType, createOption: 'FromImage', caching: 'ReadWrite', diskSizeGB: osDiskGb.Windows }),
    dataDisks: data.map((account, lun) =>
      describe(account, `${name}-data-${lun}`, { lun, createOption: 'Empty', caching: 'None', diskSizeGB: dataDiskGb }),
    ),
  };
}

/** An ephemeral OS disk lies on the host: Azure shows a storage type for it, but no id and no disk resource. */
export function ephemeralProfile(name: string, osType: string): Record<string, unknown> {
  return {
    osDisk: {
      osType,
      name: `${name}_OsDisk_1`,
      createOption: 'FromImage',
      caching: 'ReadOnly',
      diffDiskSettings: { option: 'Local', placement: 'CacheDisk' },
      managedDisk: { storageAccountType: 'Standard_LRS' },
      deleteOption: 'Delete',
      diskSizeGB: 64,
    },
    dataDisks: [],
  };
}

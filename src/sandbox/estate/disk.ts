import type { ArmResource } from '../resource.ts';
import type { EstateBuilder } from './estateBuilder.ts';
import { idIn, type Place } from './place.ts';

const bytesPerGiB = 1024 ** 3;

/** A managed disk, as its machine and its protected item speak of it. */
export interface Disk {
  readonly id: string;
  readonly name: string;
  readonly role: 'os' | 'data';
  readonly sku: string;
  readonly sizeGb: number;
  readonly lun: number;
  /** Disk encryption set with the customer's keys; undefined: Azure's. */
  readonly encryptionSetId?: string | undefined;
}

export interface DiskOptions {
  readonly location: string;
  readonly zone?: string | undefined;
  readonly osType?: 'Windows' | 'Linux' | undefined;
  /** The machine it hangs on; none: `Unattached`. */
  readonly managedBy?: string | undefined;
  /** Azure's name for what it is doing; `Attached` or `Unattached` unless said. */
  readonly state?: string | undefined;
  readonly createdDaysAgo: number;
  readonly tags?: Readonly<Record<string, string>> | undefined;
}

export function managedDisk(b: EstateBuilder, at: Place, disk: Omit<Disk, 'id'>, options: DiskOptions): Disk {
  const id = idIn(at, 'Microsoft.Compute/disks', disk.name);
  const resource: ArmResource = {
    id,
    name: disk.name,
    type: 'Microsoft.Compute/disks',
    location: options.location,
    ...(options.zone ? { zones: [options.zone] } : {}),
    tags: { ...options.tags },
    sku: { name: disk.sku, tier: disk.sku.startsWith('Premium') ? 'Premium' : 'Standard' },
    ...(options.managedBy ? { managedBy: options.managedBy } : {}),
    properties: {
      ...(options.osType && disk.role === 'os' ? { osType: options.osType, hyperVGeneration: 'V2' } : {}),
      creationData: { createOption: disk.role === 'os' ? 'FromImage' : 'Empty' },
      diskSizeGB: disk.sizeGb,
      diskSizeBytes: disk.sizeGb * bytesPerGiB,
      encryption: disk.encryptionSetId
        ? { type: 'EncryptionAtRestWithCustomerKey', diskEncryptionSetId: disk.encryptionSetId }
        : { type: 'EncryptionAtRestWithPlatformKey' },
      networkAccessPolicy: 'AllowAll',
      publicNetworkAccess: 'Enabled',
      timeCreated: b.daysAgo(options.createdDaysAgo),
      provisioningState: 'Succeeded',
      diskState: options.state ?? (options.managedBy ? 'Attached' : 'Unattached'),
      uniqueId: b.guid(),
    },
  };
  b.add(resource);
  return { ...disk, id };
}

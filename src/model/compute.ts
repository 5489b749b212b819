import type { ArmId } from './armId.ts';
import type { Known, Resource } from './resource.ts';

export type PowerState = 'running' | 'starting' | 'stopping' | 'stopped' | 'deallocating' | 'deallocated' | 'unknown';

/** A disk as its machine names it. `id` is undefined for an unmanaged disk (a VHD in a storage account). */
export interface AttachedDisk {
  readonly name: string;
  readonly id: ArmId | undefined;
  /** Blob URL of an unmanaged disk. */
  readonly vhdUri: string | undefined;
  readonly role: 'os' | 'data';
  /** Logical unit number of a data disk: what Site Recovery names a disk by that it does not replicate. */
  readonly lun?: number | undefined;
  /** Write accelerator is on; false where Azure leaves it out. */
  readonly writeAccelerator?: boolean | undefined;
  /** `Premium_LRS`, `StandardSSD_ZRS`, …; as the machine's row shows it. */
  readonly storageType: Known<string>;
}

/** What Site Recovery says against replicating a machine. */
export interface EligibilityProblem {
  readonly code: string;
  readonly message: string;
}

/** A virtual machine: what its row shows and, where that was read, its run-time status. */
export interface VirtualMachine extends Resource {
  readonly size: Known<string>;
  /** [] where it is pinned to none. */
  readonly zones: Known<readonly string[]>;
  /** The edge zone (`microsoftlosangeles1`) that it is in: a site of its own, away from its region and that region's availability zones. */
  readonly edgeZone?: string | undefined;
  readonly osType: Known<'Windows' | 'Linux'>;
  /** `TrustedLaunch`, `ConfidentialVM`, or null for a standard machine. */
  readonly securityType: Known<string | null>;
  readonly encryptionAtHost: Known<boolean>;
  readonly provisioningState: Known<string>;
  readonly powerState: Known<PowerState>;
  /** Display status of the VM agent, `Ready` when well. */
  readonly agentStatus: Known<string>;
  /** What the VM agent calls the operating system (`ubuntu`, `Windows Server 2022 Datacenter`); told only while it runs. */
  readonly osName?: Known<string>;
  /** `22.04`, `10.0.20348.3091`. */
  readonly osVersion?: Known<string>;
  /** Names of extensions whose provisioning failed. */
  readonly failedExtensions: Known<readonly string[]>;
  /** All attached disks; undefined when the row did not carry them (then nothing about disks may be concluded). */
  readonly disks: Known<readonly AttachedDisk[]>;
  readonly nicIds: readonly ArmId[];
  /** Blob endpoint of the storage account of its boot diagnostics; undefined: none, or one that Azure manages. */
  readonly bootDiagnosticsUri?: string | undefined;
  readonly priority: 'Regular' | 'Spot' | 'Low';
  readonly ephemeralOsDisk: boolean;
  readonly scaleSetId: ArmId | undefined;
  /** Dedicated host, or group of hosts, that it runs on; null: none. */
  readonly hostId: Known<ArmId | null>;
  /** `SCSI`, `NVMe`; null where Azure does not say, which means SCSI. */
  readonly diskController: Known<string | null>;
  readonly managedBy: ArmId | undefined;
}

/** A disk that is a resource of its own, attached or not. Sizes are GiB. */
export interface ManagedDisk extends Resource {
  readonly sku: Known<string>;
  readonly sizeGb: Known<number>;
  /** [] for a disk that stands in no zone, or in all of them (`…_ZRS`). */
  readonly zones: Known<readonly string[]>;
  readonly state: Known<string>;
  /** Above 1 for a disk that several machines may share. */
  readonly maxShares: Known<number>;
}

export interface NetworkInterface extends Resource {
  readonly privateAddresses: readonly string[];
  readonly subnetId: ArmId | undefined;
  readonly securityGroupId: Known<ArmId | null>;
  readonly configurations: readonly IpConfiguration[];
}

/** One address of a network interface. */
export interface IpConfiguration {
  readonly name: string;
  readonly publicAddressId: ArmId | null;
  /** Of load balancers. */
  readonly backendPoolIds: readonly ArmId[];
}

import type { ArmResource } from '../resource.ts';
import { managedDisk, type Disk } from './disk.ts';
import type { EstateBuilder } from './estateBuilder.ts';
import { addExtension, monitorAgent, type MachineExtension } from './machineExtension.ts';
import { instanceView, type Power } from './instanceView.ts';
import { networkInterface, type Seat } from './network.ts';
import { idIn, type Place } from './place.ts';
import { dataDiskGb, ephemeralProfile, managedProfile, osDiskGb, vhdProfile } from './storageProfile.ts';

export interface MachineSpec {
  readonly name: string;
  readonly at: Place;
  /** Its region, where that is not its group's. */
  readonly location?: string;
  readonly seat: Seat;
  readonly os?: 'Windows' | 'Linux';
  readonly size?: string;
  /** Of Ubuntu, if not the usual. */
  readonly osVersion?: string;
  /** Of its network interface. */
  readonly publicAddressId?: string;
  /** Disk encryption set of all its disks. */
  readonly encryptionSetId?: string;
  readonly zone?: string;
  /** SKUs of the disks: the OS disk, then the data disks. */
  readonly disks?: readonly string[];
  /** Names of data disks that do not follow the pattern, by position. */
  readonly dataDiskNames?: readonly string[];
  /** Storage accounts of the VHDs, OS disk first: makes the machine unmanaged. */
  readonly vhdAccounts?: readonly string[];
  readonly ephemeralOsDisk?: boolean;
  readonly securityType?: 'TrustedLaunch' | 'ConfidentialVM';
  readonly encryptionAtHost?: boolean;
  readonly power?: Power;
  readonly agent?: 'Ready' | 'Not Ready';
  readonly provisioningState?: string;
  readonly extensions?: readonly MachineExtension[];
  readonly spot?: boolean;
  readonly scaleSetId?: string;
  readonly availabilitySetId?: string;
  /** Storage account of the boot diagnostics; undefined: a managed one. */
  readonly bootDiagnosticsAccount?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly createdDaysAgo?: number;
}

/** A machine that was made, as others refer to it. */
export interface Machine {
  readonly id: string;
  readonly name: string;
  readonly at: Place;
  readonly location: string;
  readonly osType: 'Windows' | 'Linux';
  readonly size: string;
  readonly zone: string | undefined;
  readonly disks: readonly Disk[];
  readonly nicId: string;
  readonly seat: Seat;
  readonly tags: Readonly<Record<string, string>>;
}

const images = {
  Windows: {
    publisher: 'MicrosoftWindowsServer',
    offer: 'WindowsServer',
    sku: '2022-datacenter-azure-edition',
    version: 'latest',
    exactVersion: '20348.3091.250112',
  },
  Linux: {
    publisher: 'Canonical',
    offer: '0001-com-ubuntu-server-jammy',
    sku: '22_04-lts-gen2',
    version: 'latest',
    exactVersion: '22.04.202501080',
  },
};

/** Makes a machine with its disks, network interface and extensions. Shape: `GET virtualMachines/{name}?$expand=instanceView`. */
export function machine(b: EstateBuilder, spec: MachineSpec): Machine {
  const id = idIn(spec.at, 'Microsoft.Compute/virtualMachines', spec.name);
  const location = spec.location ?? spec.at.location;
  const osType = spec.os ?? 'Linux';
  const size = spec.size ?? 'Standard_D4s_v5';
  const createdDaysAgo = spec.createdDaysAgo ?? b.between(200, 900);
  const extensions = spec.extensions ?? [monitorAgent(osType)];
  const nicId = networkInterface(b, spec.at, `${spec.name}-nic`, spec.seat, id, spec.publicAddressId);
  const disks = spec.vhdAccounts || spec.ephemeralOsDisk ? [] : managedDisks(b, spec, { id, location, osType, createdDaysAgo });
  const storageProfile = spec.vhdAccounts
    ? vhdProfile(spec.name, spec.vhdAccounts, osType)
    : spec.ephemeralOsDisk
      ? ephemeralProfile(spec.name, osType)
      : managedProfile(disks, osType, 'FromImage');
  const resource: ArmResource = {
    id,
    name: spec.name,
    type: 'Microsoft.Compute/virtualMachines',
    location,
    ...(spec.zone ? { zones: [spec.zone] } : {}),
    tags: { ...spec.tags },
    properties: {
      vmId: b.guid(),
      hardwareProfile: { vmSize: size },
      ...(spec.scaleSetId ? { virtualMachineScaleSet: { id: spec.scaleSetId } } : {}),
      ...(spec.availabilitySetId ? { availabilitySet: { id: spec.availabilitySetId } } : {}),
      ...(spec.spot ? { priority: 'Spot', evictionPolicy: 'Deallocate', billingProfile: { maxPrice: -1 } } : {}),
      storageProfile: { imageReference: images[osType], ...storageProfile },
      osProfile: osProfile(spec.name, osType),
      ...securityProfile(spec),
      networkProfile: { networkInterfaces: [{ id: nicId, properties: { primary: true } }] },
      diagnosticsProfile: {
        bootDiagnostics: {
          enabled: true,
          ...(spec.bootDiagnosticsAccount ? { storageUri: `https://${spec.bootDiagnosticsAccount}.blob.core.windows.net/` } : {}),
        },
      },
      provisioningState: spec.provisioningState ?? 'Succeeded',
      timeCreated: b.daysAgo(createdDaysAgo),
      instanceView: instanceView(b, {
        computerName: spec.name,
        osType,
        osVersion: spec.osVersion,
        power: spec.power ?? 'running',
        agent: spec.agent ?? 'Ready',
        diskNames: disks.map((disk) => disk.name),
        extensions,
      }),
    },
  };
  b.add(resource);
  for (const extension of extensions) addExtension(b, id, location, extension);
  return {
    id,
    name: spec.name,
    at: spec.at,
    location,
    osType,
    size,
    zone: spec.zone,
    disks,
    nicId,
    seat: spec.seat,
    tags: spec.tags ?? {},
  };
}

interface Owner {
  readonly id: string;
  readonly location: string;
  readonly osType: 'Windows' | 'Linux';
  readonly createdDaysAgo: number;
}

function managedDisks(b: EstateBuilder, spec: MachineSpec, owner: Owner): Disk[] {
  const skus = spec.disks ?? ['Premium_LRS', 'Premium_LRS'];
  return skus.map((sku, i) => {
    const role = i === 0 ? 'os' : 'data';
    const name =
      i === 0 ? `${spec.name}_OsDisk_1_${b.guid().replaceAll('-', '')}` : (spec.dataDiskNames?.[i - 1] ?? `${spec.name}_DataDisk_${i - 1}`);
    const sizeGb = i === 0 ? osDiskGb[owner.osType] : dataDiskGb;
    return managedDisk(
      b,
      spec.at,
      { name, role, sku, sizeGb, lun: i - 1, encryptionSetId: spec.encryptionSetId },
      {
        location: owner.location,
        zone: sku.endsWith('_ZRS') ? undefined : spec.zone,
        osType: owner.osType,
        managedBy: owner.id,
        state: spec.power === 'deallocated' ? 'Reserved' : undefined,
        createdDaysAgo: owner.createdDaysAgo,
      },
    );
  });
}

function securityProfile(spec: MachineSpec): Record<string, unknown> {
  if (!spec.securityType && !spec.encryptionAtHost) return {};
  return {
    securityProfile: {
      ...(spec.securityType ? { securityType: spec.securityType, uefiSettings: { secureBootEnabled: true, vTpmEnabled: true } } : {}),
      ...(spec.encryptionAtHost ? { encryptionAtHost: true } : {}),
    },
  };
}

function osProfile(name: string, osType: 'Windows' | 'Linux'): Record<string, unknown> {
  return {
    computerName: osType === 'Windows' ? name.slice(0, 15) : name,
    adminUsername: 'contosoadmin',
    ...(osType === 'Windows'
      ? {
          windowsConfiguration: {
            provisionVMAgent: true,
            enableAutomaticUpdates: true,
            patchSettings: { patchMode: 'AutomaticByOS', assessmentMode: 'ImageDefault' },
          },
        }
      : {
          linuxConfiguration: {
            disablePasswordAuthentication: true,
            provisionVMAgent: true,
            patchSettings: { patchMode: 'ImageDefault', assessmentMode: 'ImageDefault' },
          },
        }),
    secrets: [],
    allowExtensionOperations: true,
    requireGuestProvisionSignal: true,
  };
}

import type { ArmResource } from '../../resource.ts';
import { shapeFault, type Shape } from '../../shape.ts';
import type { World } from '../../world.ts';
import { textAt } from '../field.ts';
import { patchProperties } from '../patchProperties.ts';

/** An entry of `protectedManagedDisks`, as far as the sandbox reads it. What was put from outside may lack anything. */
export interface ProtectedDisk {
  readonly diskId?: string;
  readonly diskName?: string;
  readonly diskType?: string;
  readonly diskState?: string;
  readonly diskCapacityInBytes?: number;
  readonly recoveryResourceGroupId?: string;
  readonly recoveryReplicaDiskId?: string;
  readonly recoveryTargetDiskAccountType?: string;
  readonly failoverDiskName?: string;
  readonly tfoDiskName?: string;
  readonly [key: string]: unknown;
}

export interface ProtectedIpConfiguration {
  readonly name?: string | null;
  readonly isPrimary?: boolean;
  readonly isSeletedForFailover?: boolean;
  readonly subnetName?: string | null;
  readonly recoverySubnetName?: string | null;
  readonly recoveryStaticIPAddress?: string | null;
  readonly tfoSubnetName?: string | null;
  readonly tfoStaticIPAddress?: string | null;
  readonly [key: string]: unknown;
}

/** An entry of `vmNics`. */
export interface ProtectedNic {
  readonly nicId?: string;
  readonly sourceNicArmId?: string;
  readonly vMNetworkName?: string | null;
  readonly recoveryVMNetworkId?: string | null;
  readonly ipConfigs?: readonly ProtectedIpConfiguration[];
  readonly recoveryNetworkSecurityGroupId?: string | null;
  readonly recoveryNicName?: string | null;
  readonly recoveryNicResourceGroupName?: string | null;
  readonly tfoRecoveryNicName?: string | null;
  readonly tfoRecoveryNicResourceGroupName?: string | null;
  readonly [key: string]: unknown;
}

/** `providerSpecificDetails` of an item of Azure to Azure. */
export interface ItemDetails {
  readonly fabricObjectId?: string;
  readonly managementId?: string;
  readonly multiVmGroupId?: string;
  readonly multiVmGroupName?: string;
  readonly initialPrimaryFabricLocation?: string;
  readonly initialRecoveryFabricLocation?: string;
  readonly primaryFabricLocation?: string;
  readonly recoveryFabricLocation?: string;
  readonly recoveryAzureResourceGroupId?: string;
  readonly recoveryAzureVMName?: string;
  readonly recoveryAzureVMSize?: string | null;
  readonly recoveryAvailabilitySet?: string | null;
  readonly recoveryAvailabilityZone?: string | null;
  readonly recoveryBootDiagStorageAccountId?: string | null;
  readonly recoveryFabricObjectId?: string | null;
  readonly testFailoverRecoveryFabricObjectId?: string | null;
  readonly selectedTfoAzureNetworkId?: string | null;
  readonly tfoAzureVMName?: string;
  readonly osType?: string | null;
  readonly protectedManagedDisks?: readonly ProtectedDisk[];
  readonly unprotectedDisks?: readonly { readonly diskLunId?: number }[] | null;
  readonly vmNics?: readonly ProtectedNic[];
  readonly vmSyncedConfigDetails?: { readonly tags?: Readonly<Record<string, string>>; readonly inputEndpoints?: readonly unknown[] };
  readonly [key: string]: unknown;
}

const SHAPE = {
  fabricObjectId: 'text',
  managementId: 'text',
  multiVmGroupId: 'text',
  primaryFabricLocation: 'text',
  recoveryFabricLocation: 'text',
  recoveryAzureResourceGroupId: 'text',
  recoveryAzureVMName: 'text',
  recoveryAzureVMSize: 'text',
  recoveryAvailabilitySet: 'text',
  recoveryAvailabilityZone: 'text',
  recoveryBootDiagStorageAccountId: 'text',
  recoveryFabricObjectId: 'text',
  testFailoverRecoveryFabricObjectId: 'text',
  selectedTfoAzureNetworkId: 'text',
  tfoAzureVMName: 'text',
  osType: 'text',
  protectedManagedDisks: [
    {
      diskId: 'text',
      diskName: 'text',
      recoveryResourceGroupId: 'text',
      recoveryReplicaDiskId: 'text',
      recoveryTargetDiskAccountType: 'text',
      failoverDiskName: 'text',
      tfoDiskName: 'text',
      diskCapacityInBytes: 'number',
    },
  ],
  unprotectedDisks: ['object'],
  vmNics: [
    {
      nicId: 'text',
      sourceNicArmId: 'text',
      vMNetworkName: 'text',
      recoveryVMNetworkId: 'text',
      recoveryNicName: 'text',
      recoveryNicResourceGroupName: 'text',
      tfoRecoveryNicName: 'text',
      tfoRecoveryNicResourceGroupName: 'text',
      ipConfigs: [
        {
          name: 'text',
          subnetName: 'text',
          recoverySubnetName: 'text',
          recoveryStaticIPAddress: 'text',
          tfoSubnetName: 'text',
          tfoStaticIPAddress: 'text',
        },
      ],
    },
  ],
  vmSyncedConfigDetails: { tags: 'object' },
} as const satisfies Shape;

/** One text of the details of an item, for who looks through many. */
export function detailText(item: ArmResource, key: keyof typeof SHAPE): string | undefined {
  return textAt(item, 'properties', 'providerSpecificDetails', key);
}

/** The details of an item; nothing where what was put from outside is of another kind. */
export function detailsOf(item: ArmResource): ItemDetails {
  const details = item.properties?.['providerSpecificDetails'] ?? {};
  return shapeFault(details, SHAPE) === undefined ? (details as ItemDetails) : {};
}

export function disksOf(item: ArmResource): readonly ProtectedDisk[] {
  return detailsOf(item).protectedManagedDisks ?? [];
}

/** Replaces some properties and some details of an item; does nothing when it is gone by now. */
export function patchItem(
  world: World,
  itemId: string,
  properties: Readonly<Record<string, unknown>>,
  details: Readonly<Record<string, unknown>> = {},
): void {
  patchProperties(world, itemId, (before) => ({
    ...properties,
    providerSpecificDetails: { ...(before['providerSpecificDetails'] as object | undefined), ...details },
  }));
}

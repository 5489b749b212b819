import type { ProtectedIpConfiguration, ProtectedNic } from './itemDetails.ts';

export interface NicFacts {
  /** Site Recovery's own, a GUID. */
  readonly nicId: string;
  readonly sourceNicId: string;
  readonly networkId: string | null;
  readonly targetNetworkId: string | null;
  /** The request named the network, no mapping did. */
  readonly isChosen: boolean;
  readonly ipConfigs: readonly ProtectedIpConfiguration[];
}

/** An entry of `vmNics` of which nobody has chosen anything but perhaps the network [recorded]. */
export function nicBody(nic: NicFacts): ProtectedNic {
  return {
    nicId: nic.nicId,
    replicaNicId: null,
    sourceNicArmId: nic.sourceNicId,
    vMNetworkName: nic.networkId,
    recoveryVMNetworkId: nic.targetNetworkId,
    ipConfigs: nic.ipConfigs,
    selectionType: nic.isChosen ? 'SelectedByUserOverride' : 'SelectedByDefault',
    recoveryNetworkSecurityGroupId: null,
    enableAcceleratedNetworkingOnRecovery: false,
    tfoVMNetworkId: null,
    tfoNetworkSecurityGroupId: null,
    enableAcceleratedNetworkingOnTfo: null,
    recoveryNicName: null,
    recoveryNicResourceGroupName: null,
    reuseExistingNic: false,
    tfoRecoveryNicName: null,
    tfoRecoveryNicResourceGroupName: null,
    tfoReuseExistingNic: false,
    targetNicName: null,
  };
}

/** Where an address of a source's interface is. */
export interface SourceAddress {
  readonly name: string | null;
  readonly isPrimary: boolean;
  readonly subnetName: string | null;
  readonly staticIPAddress: string | null;
  readonly ipAddressType: string;
}

/** An entry of `ipConfigs` [recorded]. */
export function ipConfigurationBody(source: SourceAddress, recoverySubnetName: string | null): ProtectedIpConfiguration {
  return {
    ...source,
    // Azure's spelling.
    isSeletedForFailover: true,
    recoverySubnetName,
    recoveryStaticIPAddress: '',
    recoveryIPAddressType: 'Dynamic',
    recoveryPublicIPAddressId: null,
    recoveryLBBackendAddressPoolIds: null,
    tfoSubnetName: null,
    tfoStaticIPAddress: null,
    tfoPublicIPAddressId: null,
    tfoLBBackendAddressPoolIds: null,
  };
}

import { apiVersions } from '../apiVersions.ts';
import { lastOf } from '../../model/armPath.ts';
import type { RecoveryItem } from '../../model/recoveryItem.ts';
import type { RecoveryTarget, TargetAddress, TargetInterface } from '../../model/recoveryTarget.ts';
import { UserError } from '../../model/userError.ts';
import { dateOf, durationOf, numberOf, recordOf, recordsOf, textOf, textsOf, type Row } from '../values.ts';
import type { RecoveryAccess } from './recoveryAccess.ts';

/** What a failover of an item would make: one call. Throws a `UserError`. */
export async function readRecoveryTarget(azure: RecoveryAccess, { azureId }: Pick<RecoveryItem, 'azureId'>): Promise<RecoveryTarget> {
  const body = await azure.read(azureId, apiVersions.siteRecovery);
  const details = recordOf(recordOf(body?.['properties'])?.['providerSpecificDetails']);
  if (!details) throw new UserError('notFound', `The protected item ${azureId} is not there any more.`, 'Read the vault again.');
  const seconds = durationOf(details['rpoInSeconds']);
  const at = dateOf(details['lastRpoCalculatedTime']);
  return {
    machineName: text(details, 'recoveryAzureVMName'),
    size: text(details, 'recoveryAzureVMSize'),
    zone: text(details, 'recoveryAvailabilityZone'),
    groupId: text(details, 'recoveryAzureResourceGroupId'),
    interfaces: (recordsOf(details['vmNics']) ?? []).map(interfaceOf),
    leftOutLuns: (recordsOf(details['unprotectedDisks']) ?? []).flatMap((disk) => numberOf(disk['diskLunId']) ?? []),
    rpo: seconds === undefined || !at ? undefined : { seconds, at },
  };
}

/** What is read under one name is taken under another one (OpenAPI 2023-06-01, `VMNicDetails` and `VMNicInputDetails`). */
const takenAs: Readonly<Record<string, string>> = {
  selectionType: 'selectionType',
  enableAcceleratedNetworkingOnRecovery: 'enableAcceleratedNetworkingOnRecovery',
  tfoNetworkSecurityGroupId: 'tfoNetworkSecurityGroupId',
  enableAcceleratedNetworkingOnTfo: 'enableAcceleratedNetworkingOnTfo',
  recoveryNicName: 'recoveryNicName',
  recoveryNicResourceGroupName: 'recoveryNicResourceGroupName',
  reuseExistingNic: 'reuseExistingNic',
  tfoRecoveryNicName: 'tfoNicName',
  tfoRecoveryNicResourceGroupName: 'tfoNicResourceGroupName',
  tfoReuseExistingNic: 'tfoReuseExistingNic',
  targetNicName: 'targetNicName',
};
const testNames = ['tfoSubnetName', 'tfoStaticIPAddress', 'tfoPublicIPAddressId', 'tfoLBBackendAddressPoolIds'];

function interfaceOf(nic: Row): TargetInterface {
  return {
    nicId: text(nic, 'nicId'),
    name: lastOf(text(nic, 'sourceNicArmId')),
    networkId: text(nic, 'recoveryVMNetworkId'),
    securityGroupId: text(nic, 'recoveryNetworkSecurityGroupId'),
    addresses: (recordsOf(nic['ipConfigs']) ?? []).map(addressOf),
    more: setOf(nic, takenAs),
  };
}

function addressOf(configuration: Row): TargetAddress {
  return {
    name: text(configuration, 'name'),
    isPrimary: configuration['isPrimary'] === true,
    // Azure's spelling.
    isSelected: configuration['isSeletedForFailover'] !== false,
    subnetName: text(configuration, 'recoverySubnetName'),
    staticAddress: text(configuration, 'recoveryStaticIPAddress'),
    publicAddressId: text(configuration, 'recoveryPublicIPAddressId'),
    backendPoolIds: textsOf(configuration['recoveryLBBackendAddressPoolIds']) ?? [],
    test: setOf(configuration, Object.fromEntries(testNames.map((name) => [name, name]))),
  };
}

/** What is set of some properties, under other names. */
function setOf(row: Row, names: Readonly<Record<string, string>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(names).flatMap(([from, to]) => (row[from] === undefined || row[from] === null ? [] : [[to, row[from]]])),
  );
}

function text(row: Row, key: string): string {
  return textOf(row[key]) ?? '';
}

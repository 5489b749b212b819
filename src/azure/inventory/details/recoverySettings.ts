import { apiVersions } from '../../apiVersions.ts';
import { subscriptionOf, toArmId, type ArmId } from '../../../model/armId.ts';
import type { RecoveryAddress, RecoveryDisk, RecoveryInterface, RecoverySettings } from '../../../model/recoverySettings.ts';
import { badAnswer } from '../../wire/badAnswer.ts';
import { armIdOf, flagOf, orNone, recordOf, recordsOf, textOf, textsOf, type Row } from '../../values.ts';
import type { DetailReader } from './detailReader.ts';

/** What the item itself refers to in the target region, by Azure's names. */
const ownReferences = [
  'recoveryAzureResourceGroupId',
  'recoveryAvailabilitySet',
  'recoveryProximityPlacementGroupId',
  'recoveryVirtualMachineScaleSetId',
  'recoveryCapacityReservationGroupId',
  'recoveryBootDiagStorageAccountId',
] as const;

/** What a failover of a protected item would make; undefined when it cannot be read. */
export async function readRecoverySettings(reader: DetailReader, itemId: ArmId): Promise<RecoverySettings | undefined> {
  return reader.read('recoverySettings', itemId, async () => parseRecoverySettings(await reader.arm.get(itemId, apiVersions.siteRecovery)));
}

/** A protected item as the wire shows it (recorded 2023-01-16). Throws a `UserError` for a body without its details. */
export function parseRecoverySettings(body: Row): RecoverySettings {
  const details = recordOf(recordOf(body['properties'])?.['providerSpecificDetails']);
  if (details === undefined) throw badAnswer();
  const nics = wholeList(details['vmNics']);
  const disks = wholeList(details['protectedManagedDisks']);
  const configs = nics.flatMap((nic) => wholeList(nic['ipConfigs']));
  const references = [
    ...referencesIn([details], ownReferences),
    ...referencesIn(nics, ['recoveryNetworkSecurityGroupId']),
    ...referencesIn(configs, ['recoveryPublicIPAddressId', 'recoveryLBBackendAddressPoolIds']),
    ...referencesIn(disks, ['recoveryDiskEncryptionSetId', 'dekKeyVaultArmId', 'kekKeyVaultArmId']),
  ];
  return {
    interfaces: nics.map((nic) => interfaceOf(nic, armIdOf(details['recoveryAzureResourceGroupId']))),
    disks: disks.map(diskOf),
    references,
  };
}

/** A list that Azure may leave out; what is there and is no list of objects is no answer. */
function wholeList(value: unknown): readonly Row[] {
  if (value === undefined || value === null) return [];
  const rows = recordsOf(value);
  if (rows === undefined || rows.length !== (value as readonly unknown[]).length) throw badAnswer();
  return rows;
}

/** null where Azure says that there is none; what is there and is no id is no answer, and not taken for none. */
function idOrNone(value: unknown): ArmId | null {
  const id = orNone(armIdOf(value), value, true);
  if (id === undefined) throw badAnswer();
  return id;
}

/** Ids that records give under these names, alone or in a list. */
function referencesIn(records: readonly Row[], properties: readonly string[]): RecoverySettings['references'] {
  return properties.flatMap((property) =>
    records
      .flatMap((record) => record[property])
      .map(armIdOf)
      .filter((id) => id !== undefined)
      .map((id) => ({ property, id: ownerOf(id) })),
  );
}

function interfaceOf(nic: Row, targetGroupId: ArmId | undefined): RecoveryInterface {
  const networkId = idOrNone(nic['recoveryVMNetworkId']);
  const isSameNetwork = networkId !== null && armIdOf(nic['vMNetworkName']) === networkId;
  return {
    sourceId: armIdOf(nic['sourceNicArmId']),
    networkId,
    securityGroupId: idOrNone(nic['recoveryNetworkSecurityGroupId']),
    reusedId: reusedIdOf(nic, targetGroupId),
    addresses: wholeList(nic['ipConfigs'])
      // Azure's spelling.
      .filter((config) => config['isSeletedForFailover'] !== false)
      .map((config) => addressOf(config, isSameNetwork)),
  };
}

/** Azure gives the interface by its name and its resource group's, in the subscription of the machine that a failover makes. */
function reusedIdOf(nic: Row, targetGroupId: ArmId | undefined): ArmId | null {
  const [name, group] = [textOf(nic['recoveryNicName']), textOf(nic['recoveryNicResourceGroupName'])];
  if (nic['reuseExistingNic'] !== true || name === undefined || group === undefined || targetGroupId === undefined) return null;
  return toArmId(
    `/subscriptions/${subscriptionOf(targetGroupId)}/resourceGroups/${group}/providers/Microsoft.Network/networkInterfaces/${name}`,
  );
}

function addressOf(config: Row, isSameNetwork: boolean): RecoveryAddress {
  const staticAddress = textOf(config['recoveryStaticIPAddress']) ?? null;
  return {
    name: textOf(config['name']) ?? '',
    subnetName: textOf(config['recoverySubnetName']) ?? null,
    staticAddress,
    isKept: isSameNetwork && staticAddress !== null && staticAddress === config['staticIPAddress'],
    publicAddressId: idOrNone(config['recoveryPublicIPAddressId']),
    backendPoolIds: (textsOf(config['recoveryLBBackendAddressPoolIds']) ?? []).map(armIdOf).filter((id) => id !== undefined),
  };
}

function diskOf(disk: Row): RecoveryDisk {
  return {
    name: textOf(disk['diskName']) ?? '',
    sourceEncryptionSetId: idOrNone(disk['primaryDiskEncryptionSetId']),
    encryptionSetId: idOrNone(disk['recoveryDiskEncryptionSetId']),
    isGuestEncrypted: flagOf(disk['isDiskEncrypted']) === true,
    secretVaultId: idOrNone(disk['dekKeyVaultArmId']),
    isKeyEncrypted: flagOf(disk['isDiskKeyEncrypted']) === true,
    keyVaultId: idOrNone(disk['kekKeyVaultArmId']),
  };
}

/** A part of a resource stands for the resource: a load balancer's pool for the load balancer. */
function ownerOf(id: ArmId): ArmId {
  return id.replace(/\/backendaddresspools\/.*$/, '') as ArmId;
}

import { apiVersions } from '../apiVersions.ts';
import { partsOf, subscriptionOf, toArmId } from '../../model/armId.ts';
import type { CacheAccountOption, EnableOptions, NetworkOption, Placed, PolicyOption, TargetOptions } from '../../model/enableOptions.ts';
import type { ReplicationSource } from '../../model/replicationSource.ts';
import { locationOf, numberOf, recordOf, recordsOf, textOf, textsOf, type Row } from '../values.ts';
import { readable } from './readable.ts';
import { prefixOf } from './readReplicationSource.ts';
import { readRoom } from './readRoom.ts';
import { readTargetRegions } from './readTargetRegions.ts';
import type { RecoveryAccess } from './recoveryAccess.ts';

/**
 * What can be chosen for the replication of a machine: three calls, and twelve more once a target region is given. `targetSubscription`: where
 * the target's group is to be; undefined: the machine's own. Throws a `UserError` where Azure does not answer; what may not be read is missing.
 */
export async function readEnableOptions(
  azure: RecoveryAccess,
  source: ReplicationSource,
  targetRegion?: string,
  targetSubscription?: string,
): Promise<EnableOptions> {
  const [regions, subscriptions, target] = await Promise.all([
    readTargetRegions(azure, source),
    readTenantSubscriptions(azure, source),
    targetRegion === undefined ? undefined : readTargetOptions(azure, source, targetRegion, targetSubscription),
  ]);
  return { ...regions, subscriptions, target };
}

/** What can be chosen in a target region, all of it at once. Throws a `UserError` where Azure does not answer. */
export async function readTargetOptions(
  azure: RecoveryAccess,
  source: ReplicationSource,
  targetRegion: string,
  targetSubscription?: string,
): Promise<TargetOptions> {
  const own = subscriptionOf(toArmId(source.id));
  const target = targetSubscription?.toLowerCase() ?? own;
  const list = (subscription: string, path: string, apiVersion: string): Promise<readonly Row[] | undefined> =>
    readable(azure.list(`/subscriptions/${subscription}/${path}`, apiVersion));
  const compute = (type: string): Promise<readonly Row[] | undefined> =>
    list(target, `providers/Microsoft.Compute/${type}`, apiVersions.compute);
  const vaults = (subscription: string): Promise<readonly Row[] | undefined> =>
    list(subscription, 'providers/Microsoft.RecoveryServices/vaults', apiVersions.vaults);
  const [room, groups, networks, sets, proximity, reservations, encryption, vaultLists, accounts, automation] = await Promise.all([
    readRoom(azure, target, targetRegion, source.machine.size),
    list(target, 'resourcegroups', apiVersions.resources),
    list(target, 'providers/Microsoft.Network/virtualNetworks', apiVersions.network),
    compute('availabilitySets'),
    compute('proximityPlacementGroups'),
    compute('capacityReservationGroups'),
    compute('diskEncryptionSets'),
    Promise.all([...new Set([own, target])].map(vaults)),
    list(own, 'providers/Microsoft.Storage/storageAccounts', apiVersions.storage),
    list(own, 'providers/Microsoft.Automation/automationAccounts', apiVersions.automation),
  ]);
  const here = (rows: readonly Row[] | undefined): readonly Row[] | undefined =>
    rows?.filter((row) => locationOf(row['location']) === targetRegion);
  const elsewhere = (place: Placed): boolean => place.location !== source.location;
  const readVaults = vaultLists.filter((rows) => rows !== undefined);
  return {
    room,
    groups: groups?.map(placed).filter(elsewhere),
    networks: here(networks)?.map(networkOption),
    availabilitySets: here(sets)?.map(placed),
    proximityGroups: here(proximity)?.map(placed),
    capacityReservationGroups: here(reservations)?.map(placed),
    diskEncryptionSets: here(encryption)?.map(placed),
    vaults: readVaults.length === 0 ? undefined : readVaults.flat().map(placed).filter(elsewhere),
    cacheAccounts: accounts?.filter((row) => locationOf(row['location']) === source.location).flatMap((row) => cacheOption(row) ?? []),
    automationAccounts: automation?.map(placed),
  };
}

/** The replication policies of a vault for machines of Azure, in one call. Throws a `UserError`. */
export async function readPolicyOptions(azure: RecoveryAccess, vaultId: string): Promise<readonly PolicyOption[]> {
  const rows = await azure.list(`${vaultId}/replicationPolicies`, apiVersions.siteRecovery);
  return rows.flatMap((row): readonly PolicyOption[] => {
    const details = recordOf(recordOf(row['properties'])?.['providerSpecificDetails']);
    if (textOf(details?.['instanceType']) !== 'A2A') return [];
    const { id, name } = placed(row);
    const retentionMinutes = numberOf(details?.['recoveryPointHistory']) ?? 0;
    return [{ id, name, retentionMinutes, appConsistentMinutes: numberOf(details?.['appConsistentFrequencyInMinutes']) ?? 0 }];
  });
}

/** The enabled subscriptions of the tenant in which the machine's is, in one call. Throws a `UserError`. */
export async function readTenantSubscriptions(
  azure: RecoveryAccess,
  source: Pick<ReplicationSource, 'id'>,
): Promise<EnableOptions['subscriptions']> {
  const rows = (await azure.list('/subscriptions', apiVersions.subscriptions)).filter((row) => textOf(row['state']) !== 'Disabled');
  const own = subscriptionOf(toArmId(source.id));
  const tenant = rows.find((row) => textOf(row['subscriptionId'])?.toLowerCase() === own)?.['tenantId'];
  return rows.flatMap((row) => {
    const id = textOf(row['subscriptionId']);
    return id === undefined || row['tenantId'] !== tenant ? [] : [{ id, name: textOf(row['displayName']) ?? id }];
  });
}

function placed(row: Row): Placed {
  const id = textOf(row['id']) ?? '';
  return { id, name: textOf(row['name']) ?? partsOf(toArmId(id)).name, location: locationOf(row['location']) ?? '' };
}

/** A network as the wire shows it. */
export function networkOption(row: Row): NetworkOption {
  const properties = recordOf(row['properties']) ?? {};
  return {
    ...placed(row),
    addressPrefixes: textsOf(recordOf(properties['addressSpace'])?.['addressPrefixes']) ?? [],
    subnets: (recordsOf(properties['subnets']) ?? []).map((subnet) => ({
      name: textOf(subnet['name']) ?? '',
      addressPrefix: prefixOf(recordOf(subnet['properties'])),
    })),
  };
}

/** Accounts that Site Recovery takes (support matrix, 2026-01): with access by key; standard ones of the second generation, premium ones for block blobs. */
function cacheOption(row: Row): CacheAccountOption | undefined {
  const sku = textOf(recordOf(row['sku'])?.['name']) ?? '';
  const kind = textOf(row['kind']) ?? '';
  const isHighChurn = kind === 'BlockBlobStorage';
  const fits = isHighChurn || (kind === 'StorageV2' && sku.startsWith('Standard'));
  if (!fits || recordOf(row['properties'])?.['allowSharedKeyAccess'] === false) return undefined;
  return { ...placed(row), sku, isHighChurn };
}

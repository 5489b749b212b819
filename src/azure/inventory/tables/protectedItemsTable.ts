import { apiVersions } from '../../apiVersions.ts';
import { toArmId, vaultOf, type ArmId } from '../../../model/armId.ts';
import type { VirtualMachine } from '../../../model/compute.ts';
import type { HealthError, ProtectedItem, ReplicatedDisk } from '../../../model/protectedItem.ts';
import type { Known } from '../../../model/resource.ts';
import type { InventoryTable } from '../inventoryTable.ts';
import {
  armIdOf,
  dateOf,
  durationOf,
  flagOf,
  listOf,
  locationOf,
  noEntries,
  numberOf,
  orNone,
  recordOf,
  recordsOf,
  sharedIdOf,
  textOf,
  textsOf,
  wholeOf,
  wordOf,
  type Row,
} from '../../values.ts';
import { resourceOf } from './resourceOf.ts';

const details = 'properties.providerSpecificDetails';

/** Members of `A2AReplicationDetails` that are read; all but the lists are small. */
const detailColumns = [
  'instanceType',
  'fabricObjectId',
  'primaryFabricLocation',
  'initialPrimaryFabricLocation',
  'recoveryFabricLocation',
  'primaryAvailabilityZone',
  'recoveryAvailabilityZone',
  'rpoInSeconds',
  'lastRpoCalculatedTime',
  'unprotectedDisks',
  'recoveryAzureVMSize',
  'recoveryAzureResourceGroupId',
  'selectedRecoveryAzureNetworkId',
  'selectedTfoAzureNetworkId',
  'recoveryFabricObjectId',
  'testFailoverRecoveryFabricObjectId',
  'agentVersion',
  'agentExpiryDate',
  'agentCertificateExpiryDate',
  'isReplicationAgentUpdateRequired',
  'isReplicationAgentCertificateUpdateRequired',
  'lastHeartbeat',
] as const;

/** Of what is told of a replicated disk, a fifth is read. */
const diskMembers = [
  'diskId',
  'diskName',
  'diskState',
  'recoveryReplicaDiskId',
  'primaryStagingAzureStorageAccountId',
  'recoveryOrignalTargetDiskId',
] as const;

const itemColumns = [
  'friendlyName',
  'policyId',
  'protectionState',
  'protectionStateDescription',
  'activeLocation',
  'replicationHealth',
  'failoverHealth',
  'testFailoverState',
  'allowedOperations',
  'healthErrors',
  'currentScenario',
  'lastSuccessfulTestFailoverTime',
  'lastSuccessfulFailoverTime',
] as const;

/** A row of the table: an item that is judged, or one of another kind (VMware, Hyper-V, physical), which is only counted. */
export interface ProtectedItemRow {
  readonly id: ArmId;
  readonly item: ProtectedItem | undefined;
  /** Data disks of the source that are not replicated, by logical unit number: see `nameUnprotectedDisks`. */
  readonly unprotectedLuns: readonly number[];
}

export const protectedItemsTable: InventoryTable<ProtectedItemRow> = {
  name: 'protectedItems',
  from: 'recoveryservicesresources',
  type: 'microsoft.recoveryservices/vaults/replicationfabrics/replicationprotectioncontainers/replicationprotecteditems',
  columns: {
    ...Object.fromEntries(itemColumns.map((name) => [name, `properties.${name}`])),
    ...Object.fromEntries(detailColumns.map((name) => [name, `${details}.${name}`])),
    protectedManagedDisks: { list: `${details}.protectedManagedDisks`, members: diskMembers },
  },
  list: { per: 'vault', path: '/replicationProtectedItems', apiVersion: apiVersions.siteRecovery },
  parse: (row) => {
    const id = armIdOf(row['id']);
    return id && { id, item: parseProtectedItem(row), unprotectedLuns: unprotectedLunsOf(row['unprotectedDisks']) };
  },
};

/**
 * Reads a row of the table, or `rowOf(protectedItemsTable, body)` of a body as Site Recovery answers it. Undefined for items of
 * other kinds than A2A, and for ids outside a vault. An item whose kind is not readable is judged, with nothing known of it.
 *
 * Azure leaves dates of what never happened out of the body, and figures that do not exist yet are null (recorded
 * 2023-01-16, api-version 2022-08-01): both are read as null when the part of the body that would carry them is there.
 */
export function parseProtectedItem(row: Row): ProtectedItem | undefined {
  const resource = resourceOf(row);
  const vaultId = sharedIdOf(resource && vaultOf(resource.id));
  const kind = textOf(row['instanceType']);
  if (!resource || !vaultId || (kind !== undefined && kind.toLowerCase() !== 'a2a')) return undefined;
  const word = (column: Column) => wordOf(row[column]);
  const hasProperties = word('protectionState') !== undefined;
  const hasDetails = kind !== undefined;
  const none = <T>(column: Column, read: (value: unknown) => T | null | undefined): Known<T | null> =>
    orNone(read(row[column]), row[column], (itemColumns as readonly string[]).includes(column) ? hasProperties : hasDetails);
  return {
    id: resource.id,
    azureId: resource.azureId,
    name: resource.name,
    friendlyName: textOf(row['friendlyName']) ?? resource.name,
    vaultId,
    sourceId: armIdOf(row['fabricObjectId']),
    policyId: sharedIdOf(row['policyId']),
    containerId: containerOf(resource.id),
    protectionState: word('protectionState'),
    protectionStateDescription: word('protectionStateDescription'),
    activeLocation: word('activeLocation'),
    replicationHealth: word('replicationHealth'),
    failoverHealth: word('failoverHealth'),
    testFailoverState: word('testFailoverState'),
    allowedOperations: textsOf(row['allowedOperations']),
    healthErrors: wholeOf(listOf(row['healthErrors'])?.map(recordOf))?.map(healthError),
    currentScenario: currentScenarioOf(row['currentScenario']),
    lastSuccessfulTestFailover: none('lastSuccessfulTestFailoverTime', dateOf),
    lastSuccessfulFailover: none('lastSuccessfulFailoverTime', dateOf),
    sourceLocation: locationOf(row['primaryFabricLocation']),
    initialLocation: locationOf(row['initialPrimaryFabricLocation']),
    targetLocation: locationOf(row['recoveryFabricLocation']),
    wasReprotected: wasReprotected(row['protectedManagedDisks']),
    sourceZone: none('primaryAvailabilityZone', wordOf),
    targetZone: none('recoveryAvailabilityZone', wordOf),
    rpoSeconds: none('rpoInSeconds', durationOf),
    rpoCalculatedAt: none('lastRpoCalculatedTime', dateOf),
    disks: replicatedDisksOf(row['protectedManagedDisks']),
    unprotectedDiskIds: unprotectedDisksOf(row['unprotectedDisks'], hasDetails),
    targetSize: none('recoveryAzureVMSize', wordOf),
    targetResourceGroupId: sharedIdOf(row['recoveryAzureResourceGroupId']),
    targetNetworkId: none('selectedRecoveryAzureNetworkId', sharedIdOf),
    testNetworkId: none('selectedTfoAzureNetworkId', sharedIdOf),
    recoveryMachineId: none('recoveryFabricObjectId', armIdOf),
    testMachineId: none('testFailoverRecoveryFabricObjectId', armIdOf),
    agentVersion: none('agentVersion', wordOf),
    agentExpiry: none('agentExpiryDate', dateOf),
    agentCertificateExpiry: none('agentCertificateExpiryDate', dateOf),
    agentUpdateRequired: flagOf(row['isReplicationAgentUpdateRequired']),
    certificateUpdateRequired: flagOf(row['isReplicationAgentCertificateUpdateRequired'] ?? (hasDetails ? false : undefined)),
    lastHeartbeat: none('lastHeartbeat', dateOf),
  };
}

function containerOf(id: ArmId): ArmId {
  const container = id.slice(0, id.lastIndexOf('/replicationprotecteditems/'));
  return sharedIdOf(container) ?? toArmId(container);
}

type Column = (typeof itemColumns)[number] | (typeof detailColumns)[number];

function healthError(error: Row): HealthError {
  return {
    code: textOf(error['errorCode']) ?? '',
    level: textOf(error['errorLevel']) ?? '',
    category: textOf(error['errorCategory']) ?? '',
    message: textOf(error['errorMessage']) ?? textOf(error['summaryMessage']) ?? '',
  };
}

/** Idle is `{scenarioName: 'None', jobId: '…/replicationJobs/None', startTime: 1753}`: the name stays, the time is null. */
function currentScenarioOf(value: unknown): ProtectedItem['currentScenario'] {
  const scenario = recordOf(value);
  const name = wordOf(scenario?.['scenarioName']);
  return name === undefined
    ? undefined
    : { name, jobId: textOf(scenario?.['jobId']) ?? '', startTime: dateOf(scenario?.['startTime']) ?? null };
}

/** Unknown as soon as one entry does not say which disk it is: a list with a hole would let a disk pass as unprotected. */
function replicatedDisksOf(value: unknown): Known<readonly ReplicatedDisk[]> {
  return wholeOf(listOf(value)?.map((entry) => replicatedDisk(recordOf(entry))));
}

function replicatedDisk(disk: Row | undefined): ReplicatedDisk | undefined {
  const id = armIdOf(disk?.['diskId']);
  return (
    id && {
      id,
      name: textOf(disk?.['diskName']) ?? id.slice(id.lastIndexOf('/') + 1),
      state: wordOf(disk?.['diskState']),
      replicaDiskId: armIdOf(disk?.['recoveryReplicaDiskId']),
      cacheAccountId: sharedIdOf(disk?.['primaryStagingAzureStorageAccountId']),
    }
  );
}

/**
 * Recorded: null until sides are switched, then the disk that is copied back onto, and empty once that is done. The spelling is Azure's.
 * Nothing is concluded from null, which Resource Graph also shows where there is no such member.
 */
function wasReprotected(disks: unknown): Known<true> {
  return recordsOf(disks)?.some((disk) => typeof disk['recoveryOrignalTargetDiskId'] === 'string') === true ? true : undefined;
}

/** `unprotectedDisks` is null in every recorded body without such disks. Unknown as soon as one entry does not say which disk it is. */
function unprotectedDisksOf(value: unknown, known: boolean): Known<readonly ArmId[]> {
  if (value === undefined || value === null) return known ? noEntries : undefined;
  const disks = listOf(value)?.map(recordOf);
  if (disks?.every((disk) => armIdOf(disk?.['diskId']) !== undefined || numberOf(disk?.['diskLunId']) !== undefined) !== true)
    return undefined;
  return disks.map((disk) => armIdOf(disk?.['diskId'])).filter((id) => id !== undefined);
}

/** OpenAPI 2023-06-01 `A2AUnprotectedDiskDetails` names a disk by `diskLunId` alone. */
function unprotectedLunsOf(value: unknown): readonly number[] {
  return (recordsOf(value) ?? [])
    .filter((disk) => armIdOf(disk['diskId']) === undefined)
    .map((disk) => numberOf(disk['diskLunId']))
    .filter((lun) => lun !== undefined);
}

/**
 * Turns the logical unit numbers into disk ids, with the disks of the source machine. A number that cannot be resolved leaves the
 * unprotected disks unknown: there is one, and nobody can say which.
 */
export function nameUnprotectedDisks(
  { item, unprotectedLuns }: ProtectedItemRow,
  source: VirtualMachine | undefined,
): ProtectedItem | undefined {
  if (!item?.unprotectedDiskIds || unprotectedLuns.length === 0) return item;
  const ids = unprotectedLuns.map((lun) => source?.disks?.find((disk) => disk.role === 'data' && disk.lun === lun)?.id);
  return { ...item, unprotectedDiskIds: ids.every((id) => id !== undefined) ? [...item.unprotectedDiskIds, ...ids] : undefined };
}

import { apiVersions } from '../apiVersions.ts';
import { groupPathOf } from '../../model/armPath.ts';
import type { FailedOver, FailedOverDisk } from '../../model/failedOver.ts';
import type { RecoveryItem } from '../../model/recoveryItem.ts';
import { sameText } from '../../model/sameText.ts';
import { UserError } from '../../model/userError.ts';
import { abortable } from '../abortable.ts';
import { recordOf, recordsOf, textOf, type Row } from '../values.ts';
import type { RecoveryAccess } from './recoveryAccess.ts';

/** A region that is down may not answer at all. */
const sourceWithinMs = 20_000;

/**
 * What replicating a failed-over machine back needs: item, both machines, mappings of the vault; four calls. What is asked of the machine that it
 * came from may stay without an answer. Throws a `UserError` where anything else cannot be read.
 */
export async function readFailedOver(azure: RecoveryAccess, item: RecoveryItem): Promise<FailedOver> {
  const [homeContainerId = ''] = item.azureId.split(/\/replicationProtectedItems\//i);
  const [vaultId = ''] = item.azureId.split(/\/replicationFabrics\//i);
  const [body, machine, source, mappings] = await Promise.all([
    azure.read(item.azureId, apiVersions.siteRecovery),
    item.recoveryMachineId === '' ? undefined : azure.read(item.recoveryMachineId, apiVersions.compute),
    readSource(azure, item.machineId),
    azure.list(`${vaultId}/replicationProtectionContainerMappings`, apiVersions.siteRecovery),
  ]);
  const properties = recordOf(body?.['properties']) ?? {};
  const details = recordOf(properties['providerSpecificDetails']) ?? {};
  if (!machine) {
    throw new UserError(
      'notFound',
      `The machine ${item.recoveryMachineId} that the failover has made is not there, or may not be read.`,
      'Check the sign-in; without that machine there is nothing to replicate back.',
    );
  }
  const awayContainerId = text(properties, 'recoveryContainerId');
  const policyId = text(properties, 'policyId');
  const groupId = groupPathOf(item.machineId);
  return {
    machineId: text(machine, 'id'),
    policyId,
    homeContainerId,
    awayContainerId,
    groupId: source.row ? groupPathOf(text(source.row, 'id')) : groupId,
    zone: text(details, 'primaryAvailabilityZone'),
    availabilitySetId: text(recordOf(recordOf(source.row?.['properties'])?.['availabilitySet']), 'id'),
    disks: disksOf(machine, recordsOf(details['protectedManagedDisks']) ?? [], groupId),
    isPaired: mappings.some(
      (mapping) =>
        text(mapping, 'id').toLowerCase().startsWith(`${awayContainerId}/`.toLowerCase()) &&
        sameText(text(recordOf(mapping['properties']), 'targetProtectionContainerId'), homeContainerId) &&
        sameText(text(recordOf(mapping['properties']), 'policyId'), policyId),
    ),
    source: source.state,
  };
}

async function readSource(azure: RecoveryAccess, id: string): Promise<{ readonly state: FailedOver['source']; readonly row?: Row }> {
  try {
    const row = await abortable(azure.read(id, apiVersions.compute), AbortSignal.timeout(sourceWithinMs));
    return row ? { state: 'there', row } : { state: 'gone' };
  } catch (error) {
    if (error instanceof UserError || (error instanceof DOMException && error.name === 'TimeoutError')) return { state: 'unknown' };
    throw error;
  }
}

/** All disks of the machine that runs now; each with the group and the key of the one that it was copied from, by what the item tells. */
function disksOf(machine: Row, replicated: readonly Row[], groupId: string): readonly FailedOverDisk[] {
  const storage = recordOf(recordOf(machine['properties'])?.['storageProfile']) ?? {};
  const attached = [...(recordsOf([storage['osDisk']]) ?? []), ...(recordsOf(storage['dataDisks']) ?? [])];
  return attached.flatMap((disk) => {
    const id = text(recordOf(disk['managedDisk']), 'id');
    if (id === '') return [];
    const before = replicated.find((one) => sameText(text(one, 'recoveryTargetDiskId'), id));
    return [{ id, groupId: groupPathOf(text(before, 'diskId')) || groupId, encryptionSetId: text(before, 'primaryDiskEncryptionSetId') }];
  });
}

function text(row: Row | undefined, key: string): string {
  return textOf(row?.[key]) ?? '';
}

import { apiVersions } from '../apiVersions.ts';
import type { RecoveryItem } from '../../model/recoveryItem.ts';
import type { ReplicatedDisks } from '../../model/replicatedDisks.ts';
import { UserError } from '../../model/userError.ts';
import { recordOf, recordsOf, textOf } from '../values.ts';
import type { RecoveryAccess } from './recoveryAccess.ts';

/** One call. Throws a `UserError`. */
export async function readReplicatedDisks(azure: RecoveryAccess, { azureId }: Pick<RecoveryItem, 'azureId'>): Promise<ReplicatedDisks> {
  const body = await azure.read(azureId, apiVersions.siteRecovery);
  const details = recordOf(recordOf(body?.['properties'])?.['providerSpecificDetails']);
  const disks = recordsOf(details?.['protectedManagedDisks']);
  if (!disks) throw new UserError('notFound', `The protected item ${azureId} is not there any more.`, 'Read the vault again.');
  return {
    diskIds: disks.flatMap((disk) => textOf(disk['diskId'])?.toLowerCase() ?? []),
    groupId: textOf(details?.['recoveryAzureResourceGroupId']) ?? '',
    cacheAccountId: textOf(disks[0]?.['primaryStagingAzureStorageAccountId']) ?? '',
  };
}

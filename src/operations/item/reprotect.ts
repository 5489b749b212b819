import { groupPathOf, lastOf, subscriptionIn, vaultPathOf } from '../../model/armPath.ts';
import { sameText } from '../../model/sameText.ts';
import { apiVersions } from '../../azure/apiVersions.ts';
import type { FailedOver } from '../../model/failedOver.ts';
import type { RecoveryItem } from '../../model/recoveryItem.ts';
import { UserError } from '../../model/userError.ts';
import { itemOperation, itemStep } from './itemOperation.ts';
import type { Operation } from '../operation.ts';
import { cacheAccountName, mappingName } from '../enable/replicationNames.ts';
import type { PutStep, Step } from '../step.ts';
import { cacheStep } from '../enable/targetSteps.ts';

/** What a person chooses of a re-protection. */
export interface ReprotectChoices {
  /** ARM id of a storage account in the region in which the machine runs now; undefined: one of ours, made where it is not there. */
  readonly cacheAccountId: string | undefined;
}

/**
 * Replicates a machine that has failed over back to where it came from, up to the moment at which it is protected there. The item moves to the
 * container of the other region, under its own name. The machine that it came from must still be there, and is stopped: its disks are what the copy begins
 * with. Throws a `UserError` when that machine is gone.
 */
export function reprotect(item: RecoveryItem, over: FailedOver, { cacheAccountId }: ReprotectChoices): Operation {
  const { friendlyName, sourceLocation: home, targetLocation: away } = item;
  if (over.source === 'gone') {
    throw new UserError(
      'usage',
      `The machine that ${friendlyName} was failed over from is gone, and re-protection needs it.`,
      'Disable the replication of this item, then enable it anew from where the machine runs now.',
    );
  }
  const cacheId = cacheAccountId ?? cacheIdFor(item, over);
  const name = lastOf(item.azureId);
  const body = {
    properties: {
      replicationProtectedItemName: name,
      providerSpecificDetails: {
        instanceType: 'A2A',
        policyId: over.policyId,
        recoveryContainerId: over.homeContainerId,
        recoveryResourceGroupId: over.groupId,
        ...(over.zone !== '' && { recoveryAvailabilityZone: over.zone }),
        ...(over.availabilitySetId !== '' && { recoveryAvailabilitySetId: over.availabilitySetId }),
        vmManagedDisks: over.disks.map(({ id, groupId, encryptionSetId }) => ({
          diskId: id,
          primaryStagingAzureStorageAccountId: cacheId,
          recoveryResourceGroupId: groupId,
          ...(encryptionSetId !== '' && { recoveryDiskEncryptionSetId: encryptionSetId }),
        })),
      },
    },
  };
  const title = `Replicate ${friendlyName} back from ${away} to ${home}`;
  const steps: readonly (Step | false)[] = [
    cacheAccountId === undefined && cacheStep(cacheId, away),
    !over.isPaired && mappingStep(over, mappingName(away, home, lastOf(over.policyId))),
    itemStep(item, 'reprotect', title, { path: `${over.homeContainerId}/switchprotection`, body }),
    {
      kind: 'wait',
      name: 'copy-back',
      title: `Copy of ${friendlyName} to ${home}, until it is protected there`,
      itemId: `${over.awayContainerId}/replicationProtectedItems/${name}`,
      movedBy: 'reprotect',
      state: 'Protected',
    },
  ];
  return itemOperation(
    'reprotect',
    item,
    steps.filter((step) => step !== false),
    { from: away, to: home, cacheId, groupId: over.groupId, source: over.source },
  );
}

/** In the vault's group; where that is of another subscription, in the machine's: Site Recovery takes accounts of the machine's subscription only. */
function cacheIdFor({ azureId, targetLocation }: RecoveryItem, { machineId }: FailedOver): string {
  const vaultId = vaultPathOf(azureId);
  const group = groupPathOf(sameText(subscriptionIn(vaultId), subscriptionIn(machineId)) ? vaultId : machineId);
  return `${group}/providers/Microsoft.Storage/storageAccounts/${cacheAccountName(vaultId, targetLocation, false)}`;
}

function mappingStep({ awayContainerId, homeContainerId, policyId }: FailedOver, name: string): PutStep {
  const properties = {
    policyId,
    targetProtectionContainerId: homeContainerId,
    providerSpecificInput: { instanceType: 'A2A', agentAutoUpdateStatus: 'Disabled' },
  };
  return {
    kind: 'put',
    name: 'mapping-back',
    title: `Container mapping ${name}`,
    call: {
      method: 'PUT',
      path: `${awayContainerId}/replicationProtectionContainerMappings/${name}`,
      apiVersion: apiVersions.siteRecovery,
      body: { properties },
    },
    requires: { 'properties.targetProtectionContainerId': homeContainerId },
  };
}

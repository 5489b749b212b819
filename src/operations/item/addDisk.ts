import { lastOf } from '../../model/armPath.ts';
import { sameText } from '../../model/sameText.ts';
import type { RecoveryItem } from '../../model/recoveryItem.ts';
import type { ReplicatedDisks } from '../../model/replicatedDisks.ts';
import type { ReplicationSource, SourceDisk } from '../../model/replicationSource.ts';
import { UserError } from '../../model/userError.ts';
import type { EnableChoices } from '../enable/enableChoices.ts';
import { itemOperation, itemStep } from './itemOperation.ts';
import type { Operation } from '../operation.ts';
import { diskInput } from '../enable/protectStep.ts';
import { refuseEncryption } from '../enable/refuseChoices.ts';

/** How a further disk is replicated; undefined: as the disks that are. */
export type AddDiskChoices = Pick<EnableChoices, 'diskType' | 'replicaDiskType' | 'diskEncryptionSetId' | 'keyVault' | 'cacheAccountId'> & {
  /** ARM id of the disk; undefined: the only one that is not replicated. Azure takes one at a time (support matrix, 2026-01). */
  readonly diskId?: string | undefined;
};

/** Disks of a machine that its protected item does not replicate. */
export function disksLeftOut({ disks }: Pick<ReplicationSource, 'disks'>, { diskIds }: ReplicatedDisks): readonly SourceDisk[] {
  return disks.filter(({ id }) => !diskIds.includes(id.toLowerCase()));
}

/** Replicates a disk that was left out, or that is new. Throws a `UserError` for a disk that cannot be added. */
export function addDisk(
  item: RecoveryItem,
  source: Pick<ReplicationSource, 'disks'>,
  replicated: ReplicatedDisks,
  choices: AddDiskChoices,
): Operation {
  const disk = chosenDisk(item, disksLeftOut(source, replicated), choices.diskId);
  refuseEncryption([disk], choices, item.targetLocation);
  const { groupId } = replicated;
  const cacheAccountId = choices.cacheAccountId ?? replicated.cacheAccountId;
  const vmManagedDisks = [diskInput(disk, choices, { groupId, cacheAccountId })];
  const title = `Replicate the disk ${lastOf(disk.id)} of ${item.friendlyName}`;
  const body = { properties: { providerSpecificDetails: { instanceType: 'A2A', vmManagedDisks } } };
  return itemOperation('add-disk', item, [itemStep(item, 'add-disk', title, { path: `${item.azureId}/addDisks`, body })], {
    diskId: disk.id,
    cacheAccountId,
    ...(choices.diskType !== undefined && { diskType: choices.diskType }),
  });
}

function chosenDisk({ friendlyName }: RecoveryItem, leftOut: readonly SourceDisk[], diskId: string | undefined): SourceDisk {
  const [only, ...more] = diskId === undefined ? leftOut : leftOut.filter(({ id }) => sameText(id, diskId));
  if (only && more.length === 0) return only;
  const names = leftOut.map(({ id }) => id).join(', ');
  throw new UserError(
    'usage',
    diskId !== undefined && leftOut.length > 0
      ? `${diskId} is no disk of ${friendlyName} that could be added.`
      : `${friendlyName} has ${leftOut.length === 0 ? 'no disk that is' : 'several disks that are'} not replicated.`,
    leftOut.length === 0 ? 'All its disks are replicated already.' : `Choose one (--disk ID): ${names}.`,
  );
}

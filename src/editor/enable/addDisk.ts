import { l10n } from 'vscode';
import { lastOf } from '../../model/armPath.ts';
import { readTargetOptions } from '../../azure/siteRecovery/readEnableOptions.ts';
import { readReplicatedDisks } from '../../azure/siteRecovery/readReplicatedDisks.ts';
import { readReplicationSource } from '../../azure/siteRecovery/readReplicationSource.ts';
import type { RecoveryAccess } from '../../azure/siteRecovery/recoveryAccess.ts';
import { toArmId } from '../../model/armId.ts';
import type { SourceDisk } from '../../model/replicationSource.ts';
import { UserError } from '../../model/userError.ts';
import { disksLeftOut } from '../../operations/item/addDisk.ts';
import type { Operation } from '../../operations/operation.ts';
import { planItem } from '../../operations/item/planItem.ts';
import type { App } from '../app.ts';
import { pick } from '../commands/pick.ts';
import { plain } from '../markdown.ts';
import { machinesFor, type Ready } from '../operations/commands/machinesFor.ts';
import { machineIdsIn } from '../commands/machineIdsIn.ts';

/** Replicates a disk of each selected machine that was left out or is new; asks which where there are several: Azure takes one at a time. */
export async function addDisk(app: App, target?: unknown, selected?: unknown): Promise<void> {
  const [linked] = machineIdsIn(target) ?? [];
  const row = linked === undefined ? target : app.view.screen?.nodeOf(toArmId(linked));
  const ready = await machinesFor(app, 'add-disk', row, selected);
  if (!ready) return;
  const service = await app.operations.get();
  const operations: Operation[] = [];
  for (const one of ready) {
    const operation = await service.withAccess(one.machine.id, (azure) => plan(azure, one));
    if (!operation) return;
    operations.push(operation);
  }
  await service.confirmAndStart(operations);
}

/** Undefined when the person leaves. */
async function plan(azure: RecoveryAccess, { item }: Ready): Promise<Operation | undefined> {
  const [source, replicated] = await Promise.all([readReplicationSource(azure, item.machineId), readReplicatedDisks(azure, item)]);
  const leftOut = disksLeftOut(source, replicated);
  if (leftOut.length === 0) throw new UserError('usage', `All disks of ${plain(source.name)} are replicated.`, 'Refresh the machine.');
  const disk = leftOut.length === 1 ? leftOut[0] : await pickDisk(leftOut, source.name);
  if (!disk) return undefined;
  const needsSet = disk.encryptionSetId !== undefined;
  const { diskEncryptionSets: sets = [] } = needsSet ? await readTargetOptions(azure, source, item.targetLocation) : {};
  const items = sets.map(({ id, name, location }) => ({ label: plain(name), description: location, value: id }));
  // Without any there is nothing to pick, and planning says so.
  const diskEncryptionSetId =
    items.length === 0 ? undefined : await pick(items, l10n.t('Disk encryption set of the target'), plain(lastOf(disk.id)));
  if (items.length > 0 && diskEncryptionSetId === undefined) return undefined;
  return planItem(azure, 'add-disk', item, { diskId: disk.id, diskEncryptionSetId });
}

async function pickDisk(disks: readonly SourceDisk[], machine: string): Promise<SourceDisk | undefined> {
  const items = disks.map((disk) => ({
    label: plain(lastOf(disk.id)),
    description: disk.sizeGb === undefined ? '' : l10n.t('{0} GiB', disk.sizeGb),
    value: disk,
  }));
  return pick(items, l10n.t('Add a disk to the replication of {0}', plain(machine)), l10n.t('Azure takes one at a time'));
}

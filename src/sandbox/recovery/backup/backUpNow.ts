import { bodyObject } from '../../arm/generic.ts';
import { ArmError, type Call, type Reply } from '../../wire.ts';
import type { World } from '../../world.ts';
import { americanTime, preciseTime } from '../azureTime.ts';
import { textAt } from '../field.ts';
import { patchProperties } from '../patchProperties.ts';
import { childId } from '../registerReads.ts';
import { requireVault } from '../vaultScope.ts';
import { acceptBackupJob } from './acceptBackupJob.ts';
import { backupError, itemNotFound } from './backupError.ts';
import { HEALTHY } from './backupItemBody.ts';
import { BACKUP_JOB_TYPE, isRunning } from './backupJob.ts';
import { addPoint, hardenPoint } from './backupPoints.ts';
import { isSoftDeleted } from './softDelete.ts';

/** Recorded: a first backup of one disk took 42 minutes. [GAP] How much of it the snapshot took. */
const SNAPSHOT_SECONDS = 120;
const TRANSFER_SECONDS = 2400;
/** The point's time lies this much after the request [recorded]. */
const POINT_AFTER_MS = 5000;
/** Without a wish, a point of an own backup is kept for this long (documented). */
const KEPT_MS = 30 * 86_400_000;

/** Backs a machine up now: a job, whose snapshot is a recovery point that the vault has, too, at the end. */
export function backUpNow(world: World, call: Call, path: string): Reply {
  const vault = requireVault(world, call);
  const item = world.store.get(childId(call, path));
  if (!item || isSoftDeleted(item)) throw itemNotFound();
  const key = textAt(item, 'properties', 'containerName') ?? item.name;
  if (textAt(item, 'properties', 'protectionState') === 'ProtectionStopped') {
    // [GAP] Neither code nor text was read.
    throw backupError('UserErrorProtectionStopped', 'Backups of this item are stopped. Resume them before you back it up.');
  }
  const busy = isBusy(world, vault.id, key);
  const asked = world.clock.now();
  const time = preciseTime(new Date(asked.getTime() + POINT_AFTER_MS));
  const sent = Date.parse(textAt(bodyObject(call), 'properties', 'recoveryPointExpiryTimeInUTC') ?? '');
  const expiry = new Date(Number.isNaN(sent) ? asked.getTime() + KEPT_MS : sent);
  let point = '';
  return acceptBackupJob(world, call, item.id, {
    vaultId: vault.id,
    key,
    machineName: textAt(item, 'properties', 'friendlyName') ?? item.name,
    operation: 'Backup',
    propertyBag: { 'Recovery Point Expiry Time in UTC': americanTime(expiry) },
    internalPropertyBag: { IsInstantRpJob: 'True' },
    failed: () => patchProperties(world, item.id, () => ({ lastBackupStatus: 'Failed', lastBackupTime: preciseTime(asked) })),
    steps: [
      {
        task: 'Take Snapshot',
        seconds: SNAPSHOT_SECONDS,
        complete: () => {
          if (busy) throw inProgress();
          const present = world.store.get(item.id);
          const machine = world.store.get(textAt(item, 'properties', 'sourceResourceId') ?? '');
          // Number and text are of Microsoft's troubleshooting page.
          if (!present || !machine) throw new ArmError(400, '320001', 'Could not perform the operation as VM no longer exists.');
          point = addPoint(world, present, machine, time, expiry);
        },
      },
      {
        task: 'Transfer data to vault',
        seconds: TRANSFER_SECONDS,
        complete: () => {
          hardenPoint(world, point);
          patchProperties(world, item.id, ({ protectionState }) => ({
            ...HEALTHY,
            protectionState: protectionState === 'IRPending' ? 'Protected' : protectionState,
            lastBackupStatus: 'Completed',
            lastBackupTime: preciseTime(asked),
            lastRecoveryPoint: time,
          }));
        },
      },
    ],
  });
}

/** Code and text are of Microsoft's troubleshooting page, which says that the job fails with them. */
function inProgress(): ArmError {
  return new ArmError(
    400,
    'UserErrorBackupOperationInProgress',
    'Unable to initiate backup as another backup operation is currently in progress',
  );
}

/** Whether another backup of the item runs. */
function isBusy(world: World, vaultId: string, key: string): boolean {
  return world.store.list(BACKUP_JOB_TYPE, vaultId).some((job) => {
    const isBackup = textAt(job, 'properties', 'operation') === 'Backup';
    return isBackup && isRunning(job) && textAt(job, 'properties', 'containerName')?.toLowerCase() === key.toLowerCase();
  });
}

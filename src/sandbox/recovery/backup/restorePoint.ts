import { bodyObject } from '../../arm/generic.ts';
import { groupOfKey, keyOf, regionKey, type ArmResource } from '../../resource.ts';
import { ArmError, type Call, type Reply } from '../../wire.ts';
import type { World } from '../../world.ts';
import { americanTime } from '../azureTime.ts';
import { fieldAt, textAt } from '../field.ts';
import { patchProperties } from '../patchProperties.ts';
import { childId } from '../registerReads.ts';
import { requireVault } from '../vaultScope.ts';
import { acceptBackupJob } from './acceptBackupJob.ts';
import { backupError, itemNotFound } from './backupError.ts';
import type { BackupJobPlan } from './backupJob.ts';
import { requirePoint } from './backupPoints.ts';
import { replaceDisks } from './replaceDisks.ts';
import { putRestoredDisks } from './restoredDisks.ts';
import { isSoftDeleted } from './softDelete.ts';

/** Recorded: one disk of 127 GB took half an hour. */
const TRANSFER_SECONDS = 1800;
/** Recorded: a machine got its disks back in somewhat over twenty minutes. [GAP] How much of it each task took. */
const REPLACE_SECONDS = { transfer: 960, update: 300 } as const;

/** What a restore does, as far as it differs with where it goes. */
type Restoring = Pick<BackupJobPlan, 'propertyBag' | 'internalPropertyBag' | 'steps'>;

interface Asked {
  readonly item: ArmResource;
  readonly machineName: string;
  /** `properties` of the request. */
  readonly sent: unknown;
  readonly account: ArmResource;
  readonly pointTime: string;
  /** The region of the vault, and so of what it keeps. */
  readonly location: string;
}

/** Restores a point: its disks beside the machine, or in place of those that it has. A new machine is not played. */
export function restorePoint(world: World, call: Call, path: string): Reply {
  const vault = requireVault(world, call);
  const item = world.store.get(childId(call, path));
  if (!item || isSoftDeleted(item)) throw itemNotFound();
  const point = requirePoint(world, item, call.params['point'] ?? '');
  const sent = fieldAt(bodyObject(call), 'properties');
  const account = world.store.get(textAt(sent, 'storageAccountId') ?? '');
  const restoring = RESTORES[textAt(sent, 'recoveryType') ?? ''];
  // [GAP] What Azure says of each of these was never read; this is its answer to other things that it cannot use.
  if (!restoring || !account || regionKey(account.location ?? '') !== regionKey(vault.location ?? '')) throw unusable();
  const machineName = textAt(item, 'properties', 'friendlyName') ?? item.name;
  const pointTime = americanTime(new Date(textAt(point, 'properties', 'recoveryPointTime') ?? ''));
  return acceptBackupJob(world, call, item.id, {
    vaultId: vault.id,
    key: textAt(item, 'properties', 'containerName') ?? item.name,
    machineName,
    operation: 'Restore',
    ...restoring(world, { item, machineName, sent, account, pointTime, location: vault.location ?? '' }),
  });
}

const unusable = (): ArmError => backupError('BMSUserErrorInvalidInput', 'Input provided for the call is invalid');

const RESTORES: Readonly<Record<string, (world: World, asked: Asked) => Restoring>> = {
  RestoreDisks: disksAlone,
  OriginalLocation: disksInPlace,
};

/**
 * The job says at its end where the machine's configuration and template are in the staging account (documented; the blobs themselves are not
 * played), and leaves managed disks where a target group is named.
 */
function disksAlone(world: World, { item, machineName, sent, account, pointTime, location }: Asked): Restoring {
  const target = textAt(sent, 'targetResourceGroupId');
  const group = target === undefined ? undefined : world.store.get(target);
  if (target !== undefined && !isGroup(group)) throw unusable();
  return {
    // Recorded, with the blank at an end; the target group's name is documented.
    propertyBag: {
      'Job Type': 'Recover disks',
      'Target Storage Account Name': account.name,
      'Recovery point time ': pointTime,
      'VM Subscription ID': item.id.split('/')[2] ?? '',
      ...(group && { 'Target resource group': group.name }),
    },
    internalPropertyBag: { restoreLocationType: 'RestoreDisks' },
    steps: [
      {
        task: 'Transfer data from vault',
        seconds: TRANSFER_SECONDS,
        complete: (jobId) => {
          if (group) putRestoredDisks(world, machineOf(world, item), { groupId: group.id, location, luns: lunsIn(sent) });
          patchProperties(world, jobId, ({ extendedInfo }) => ({
            extendedInfo: withBlobs(extendedInfo, account.name, machineName, jobId),
          }));
        },
      },
    ],
  };
}

/** Recorded of a machine in the tests of Azure PowerShell (2026). */
function disksInPlace(world: World, { item, machineName, sent, account, pointTime }: Asked): Restoring {
  const id = textAt(item, 'properties', 'sourceResourceId') ?? '';
  const [, , subscription = '', , group = ''] = id.split('/');
  return {
    propertyBag: {
      'Job Type': 'Replace disks',
      'Target VM Name': machineName,
      'Target Storage Account Name': account.name,
      'Recovery point time ': pointTime,
      'Target Subscription ID': subscription,
      'Target resource group': group,
      'VM Subscription ID': subscription,
    },
    internalPropertyBag: { restoreLocationType: 'OriginalLocation' },
    steps: [
      { task: 'Transfer data from vault', seconds: REPLACE_SECONDS.transfer, complete: () => {} },
      {
        task: 'Update the virtual machine',
        seconds: REPLACE_SECONDS.update,
        complete: () => {
          const machine = world.store.get(id);
          // Number and text are of Microsoft's troubleshooting page.
          if (!machine) throw new ArmError(400, '320001', 'Could not perform the operation as VM no longer exists.');
          replaceDisks(world, machine, lunsIn(sent));
        },
      },
    ],
  };
}

const lunsIn = (sent: unknown): unknown => fieldAt(sent, 'restoreDiskLunList');

const isGroup = (resource: ArmResource | undefined): boolean =>
  resource !== undefined && groupOfKey(keyOf(resource.id)) === keyOf(resource.id);

/** The machine as it is; of one that is gone its OS disk is known. */
function machineOf(world: World, item: ArmResource): ArmResource {
  const id = textAt(item, 'properties', 'sourceResourceId') ?? '';
  return world.store.get(id) ?? { id, name: id.split('/').at(-1) ?? '', type: '', properties: { storageProfile: { osDisk: {} } } };
}

/** Names as Microsoft's page about a restore with Azure CLI shows them. */
function withBlobs(info: unknown, account: string, machine: string, jobId: string): unknown {
  const job = jobId.split('/').at(-1) ?? '';
  const container = `${machine}-${job.replaceAll('-', '')}`.toLowerCase();
  const config = `config-${machine}-${job}.json`;
  const uri = (blob: string): string => `https://${account}.blob.core.windows.net/${container}/${blob}`;
  return {
    ...(info as object),
    propertyBag: {
      ...(fieldAt(info, 'propertyBag') as object),
      'Config Blob Container Name': container,
      'Config Blob Name': config,
      'Config Blob Uri': uri(config),
      'Template Blob Uri': uri(`azuredeploy${job}.json`),
    },
  };
}

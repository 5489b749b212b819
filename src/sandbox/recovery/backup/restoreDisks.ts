import { diskEntries, newDisk } from '../../arm/compute/attachments.ts';
import { bodyObject } from '../../arm/generic.ts';
import { groupOfKey, keyOf, regionKey, type ArmResource } from '../../resource.ts';
import type { Call, Reply } from '../../wire.ts';
import type { World } from '../../world.ts';
import { americanTime } from '../azureTime.ts';
import { fieldAt, textAt } from '../field.ts';
import { patchProperties } from '../patchProperties.ts';
import { childId } from '../registerReads.ts';
import { requireVault } from '../vaultScope.ts';
import { acceptBackupJob } from './acceptBackupJob.ts';
import { backupError, itemNotFound } from './backupError.ts';
import { requirePoint } from './backupPoints.ts';
import { isSoftDeleted } from './softDelete.ts';

/** Recorded: one disk of 127 GB took half an hour. */
const TRANSFER_SECONDS = 1800;

/**
 * Restores the disks of a point: a job, which at its end says where the machine's configuration and template are in the staging account (documented;
 * the blobs themselves are not played), and leaves managed disks where a target group is named. New machines and disks in place of the old
 * ones are not played.
 */
export function restoreDisks(world: World, call: Call, path: string): Reply {
  const vault = requireVault(world, call);
  const item = world.store.get(childId(call, path));
  if (!item || isSoftDeleted(item)) throw itemNotFound();
  const point = requirePoint(world, item, call.params['point'] ?? '');
  const sent = fieldAt(bodyObject(call), 'properties');
  const account = world.store.get(textAt(sent, 'storageAccountId') ?? '');
  const target = textAt(sent, 'targetResourceGroupId');
  const group = target === undefined ? undefined : world.store.get(target);
  const isPlaced =
    account !== undefined &&
    regionKey(account.location ?? '') === regionKey(vault.location ?? '') &&
    (target === undefined || isGroup(group));
  // [GAP] What Azure says of each of these was never read; this is its answer to other things that it cannot use.
  if (textAt(sent, 'recoveryType') !== 'RestoreDisks' || !isPlaced) {
    throw backupError('BMSUserErrorInvalidInput', 'Input provided for the call is invalid');
  }
  const machineName = textAt(item, 'properties', 'friendlyName') ?? item.name;
  return acceptBackupJob(world, call, item.id, {
    vaultId: vault.id,
    key: textAt(item, 'properties', 'containerName') ?? item.name,
    machineName,
    operation: 'Restore',
    // Recorded, with the blank at an end; the target group's name is documented.
    propertyBag: {
      'Job Type': 'Recover disks',
      'Target Storage Account Name': account.name,
      'Recovery point time ': americanTime(new Date(textAt(point, 'properties', 'recoveryPointTime') ?? '')),
      'VM Subscription ID': item.id.split('/')[2] ?? '',
      ...(group && { 'Target resource group': group.name }),
    },
    internalPropertyBag: { restoreLocationType: 'RestoreDisks' },
    steps: [
      {
        task: 'Transfer data from vault',
        seconds: TRANSFER_SECONDS,
        complete: (jobId) => {
          if (group)
            putDisks(world, { item, groupId: group.id, location: vault.location ?? '', luns: fieldAt(sent, 'restoreDiskLunList') });
          patchProperties(world, jobId, ({ extendedInfo }) => ({
            extendedInfo: withBlobs(extendedInfo, account.name, machineName, jobId),
          }));
        },
      },
    ],
  });
}

const isGroup = (resource: ArmResource | undefined): boolean =>
  resource !== undefined && groupOfKey(keyOf(resource.id)) === keyOf(resource.id);

interface Restored {
  readonly item: ArmResource;
  readonly groupId: string;
  readonly location: string;
  /** The data disks that are wanted; all where no list was sent. */
  readonly luns: unknown;
}

/** [GAP] The names, and that the disks are those which the machine has now: what a machine had that is gone by now is not kept, but for its OS disk. */
function putDisks(world: World, { item, groupId, location, luns }: Restored): void {
  const id = textAt(item, 'properties', 'sourceResourceId') ?? '';
  const machine = world.store.get(id) ?? { id, name: id.split('/').at(-1) ?? '', type: '', properties: { storageProfile: { osDisk: {} } } };
  const stamp = world.clock
    .now()
    .toISOString()
    .replaceAll(/[-:]|\..*/g, '')
    .replace('T', '-');
  for (const [at, entry] of diskEntries(machine).entries()) {
    const isOs = at === 0;
    if (!isOs && Array.isArray(luns) && !luns.includes(entry.lun)) continue;
    const name = `${machine.name}-${isOs ? 'osdisk' : `datadisk-${String(entry.lun ?? at - 1).padStart(3, '0')}`}-${stamp}`;
    const source = world.store.get(entry.managedDisk?.id ?? '');
    const disk = newDisk(world, machine, { id: `${groupId}/providers/Microsoft.Compute/disks/${name}`, name, entry, isOs });
    const sizeGb = fieldAt(source, 'properties', 'diskSizeGB') ?? disk.properties?.['diskSizeGB'];
    world.store.put({
      ...disk,
      location,
      sku: source?.['sku'] ?? disk['sku'],
      properties: {
        ...disk.properties,
        creationData: { createOption: 'Restore' },
        diskSizeGB: sizeGb,
        diskSizeBytes: Number(sizeGb) * 1024 ** 3,
        diskState: 'Unattached',
      },
    });
  }
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

import { diskEntries } from '../../arm/compute/attachments.ts';
import { ACCOUNTS, skuName } from '../../arm/storage/accountBody.ts';
import { keyOf, regionKey, typeOfKey, type ArmResource } from '../../resource.ts';
import type { World } from '../../world.ts';
import { fieldAt, textAt } from '../field.ts';
import { failureFor, JobFailure } from '../jobs/jobPlan.ts';
import { requireHere } from './checkTarget.ts';
import { entryOfDisk, isEncryptedInGuest, isOsDisk, type DiskInput } from './newDisk.ts';

const LEAST_BYTES = 1024 ** 3;
const LARGEST_OS_DISK_GB = 4095;
const LARGEST_DATA_DISK_GB = 32 * 1024;

/** Types of managed disks (OpenAPI of Compute, 2024-03). */
const DISK_TYPES: ReadonlySet<string> = new Set(
  'Standard_LRS StandardSSD_LRS StandardSSD_ZRS Premium_LRS Premium_ZRS PremiumV2_LRS UltraSSD_LRS'.split(' '),
);

/** The regions that disks are replicated between. */
interface Route {
  readonly source: string;
  readonly target: string;
}

/** Whether disks of a machine can be replicated as asked for. Throws a `JobFailure` when not (support matrix, 2026-01). */
export function checkDisks(world: World, machine: ArmResource, inputs: readonly DiskInput[], route: Route): void {
  for (const input of inputs) {
    const disk = world.store.get(input.diskId);
    const entry = entryOfDisk(machine, input.diskId);
    if (!disk || !entry) throw failureFor(`The disk '${input.diskId}' is not attached to the machine '${machine.name}'.`);
    const problem = problemOf(disk, entry.writeAcceleratorEnabled === true, isOsDisk(machine, input.diskId));
    if (problem) throw problem;
    if (textAt(disk, 'properties', 'encryption', 'diskEncryptionSetId') && !input.recoveryDiskEncryptionSetId) {
      throw failureFor(`The disk '${disk.name}' is encrypted with a key of its own, and no disk encryption set is chosen for the target.`);
    }
    requireHere(world, input.recoveryDiskEncryptionSetId, 'Microsoft.Compute/diskEncryptionSets', route.target);
    checkSecrets(world, disk, input, route.target);
    const type = [input.recoveryReplicaDiskAccountType, input.recoveryTargetDiskAccountType].find((one) => one && !DISK_TYPES.has(one));
    if (type) throw failureFor(`There is no type of disk '${type}'.`);
    checkCacheAccount(world, input.primaryStagingAzureStorageAccountId, route.source);
    if (!world.store.has(input.recoveryResourceGroupId)) {
      throw failureFor(`The resource group '${input.recoveryResourceGroupId}' does not exist.`);
    }
    const replica = `${input.recoveryResourceGroupId}/providers/Microsoft.Compute/disks/${disk.name}-ASRReplica`;
    // Documented: enabling fails until what an earlier replication left behind is deleted.
    if (world.store.has(replica)) throw failureFor(`The replica disk '${replica}' of an earlier replication is still there.`);
  }
}

/** A disk that is encrypted in the guest needs its secret in the target region; posted by users: 150175 (azure-docs #10030). */
function checkSecrets(world: World, disk: ArmResource, { diskEncryptionInfo }: DiskInput, location: string): void {
  if (!isEncryptedInGuest(disk)) return;
  const { diskEncryptionKeyInfo: secret, keyEncryptionKeyInfo: key } = diskEncryptionInfo ?? {};
  if (!secret?.secretIdentifier || !secret.keyVaultResourceArmId) throw new JobFailure('150175');
  for (const { keyVaultResourceArmId: vault } of [secret, key ?? {}]) requireHere(world, vault, 'Microsoft.KeyVault/vaults', location);
}

/** The first disk of a machine that cannot be replicated, whatever is asked for; undefined when all can. */
export function diskProblem(world: World, machine: ArmResource): JobFailure | undefined {
  for (const { managedDisk, writeAcceleratorEnabled } of diskEntries(machine)) {
    const disk = world.store.get(managedDisk?.id ?? '');
    const problem = disk && problemOf(disk, writeAcceleratorEnabled === true, isOsDisk(machine, disk.id));
    if (problem) return problem;
  }
  return undefined;
}

function problemOf(disk: ArmResource, accelerated: boolean, isOs: boolean): JobFailure | undefined {
  const bytes = fieldAt(disk, 'properties', 'diskSizeBytes');
  const sizeGb = Number(fieldAt(disk, 'properties', 'diskSizeGB') ?? 0);
  if (typeof bytes === 'number' ? bytes < LEAST_BYTES : fieldAt(disk, 'properties', 'diskSizeGB') === 0) return new JobFailure('150172');
  if (sizeGb > (isOs ? LARGEST_OS_DISK_GB : LARGEST_DATA_DISK_GB))
    return failureFor(`The disk '${disk.name}' is larger than is supported.`);
  if (accelerated) return failureFor(`The disk '${disk.name}' has write acceleration.`);
  return undefined;
}

/** In the region of the source, with access by key; standard of the second generation, or premium for blocks. */
function checkCacheAccount(world: World, id: string, location: string): void {
  const account = world.store.get(id);
  if (!account || typeOfKey(keyOf(id)) !== ACCOUNTS.toLowerCase()) throw failureFor(`The cache storage account '${id}' does not exist.`);
  if (regionKey(account.location ?? '') !== regionKey(location)) {
    throw failureFor(`The cache storage account '${account.name}' is not in the region '${location}' of the machine.`);
  }
  if (fieldAt(account, 'properties', 'allowSharedKeyAccess') === false) {
    throw failureFor(`The cache storage account '${account.name}' does not allow access by key.`);
  }
  const kind = textAt(account, 'kind') ?? 'StorageV2';
  const fits = kind === 'BlockBlobStorage' || (/^Storage(V2)?$/.test(kind) && !skuName(account).startsWith('Premium'));
  if (!fits) throw failureFor(`The cache storage account '${account.name}' is of the kind '${kind}', ${skuName(account)}.`);
}

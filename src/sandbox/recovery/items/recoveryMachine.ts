import { attach, detachOthers, diskEntries, nicEntries, type DiskEntry } from '../../arm/compute/attachments.ts';
import { withGuestOf, withPower } from '../../arm/compute/instanceView.ts';
import { MACHINES } from '../../arm/compute/machineReads.ts';
import { lockScope } from '../../arm/locks.ts';
import { keyOf, type ArmResource } from '../../resource.ts';
import type { World } from '../../world.ts';
import { preciseTime } from '../azureTime.ts';
import { changedEach } from '../field.ts';
import { failureFor, type JobRun } from '../jobs/jobPlan.ts';
import { detailsOf, disksOf, type ItemDetails, type ProtectedDisk } from './itemDetails.ts';
import { entryOfDisk } from './newDisk.ts';
import { freeId, putRecoveryNics, type RecoveryNetwork } from './recoveryNics.ts';
import { putDisk } from './replicaDisks.ts';

/**
 * Makes the machine of a failover, or of a test failover, from an item: disks and network interfaces in the target groups, the machine not
 * yet started. Attached disks, no image and no OS profile, the source's tags, a new `vmId` [recorded]. Answers its id.
 */
export function makeRecoveryMachine(world: World, asked: ArmResource, network: RecoveryNetwork, run: JobRun): string {
  // As it is now: a restarted job may find it changed.
  const item = world.store.get(asked.id) ?? asked;
  const { kind } = network;
  const details = detailsOf(item);
  const source = world.store.get(details.fabricObjectId ?? '');
  const location = details.recoveryFabricLocation ?? '';
  const id = freeMachineId(world, item, kind, run);
  const zone = details.recoveryAvailabilityZone;
  const nicIds = putRecoveryNics(world, item, network, run);
  const disks = disksOf(item).map((disk) => ({ disk, id: freeId(world, madeDiskId(item, disk, kind)) }));
  for (const { disk, id: diskId } of disks) {
    putDisk(world, disk, {
      id: diskId,
      location,
      sku: disk.recoveryTargetDiskAccountType ?? 'Standard_LRS',
      diskState: 'Unattached',
      ...(zone && { zones: [zone] }),
      osType: details.osType ?? undefined,
      sourceId: disk.recoveryReplicaDiskId,
    });
  }
  const entries = disks.map(({ disk, id: diskId }, i) => attachedEntry(source, disk, diskId, details.osType ?? undefined, i));
  const machine = attach(world, {
    id,
    name: id.split('/').at(-1) ?? '',
    type: MACHINES,
    location,
    ...(zone && { zones: [zone] }),
    tags: { ...source?.tags, ...(source ? {} : details.vmSyncedConfigDetails?.tags) },
    properties: {
      vmId: world.newGuid(),
      hardwareProfile: { vmSize: details.recoveryAzureVMSize },
      ...referencesOf(details),
      storageProfile: {
        ...(entries.find(({ isOs }) => isOs) && { osDisk: entries.find(({ isOs }) => isOs)?.entry }),
        dataDisks: entries.filter(({ isOs }) => !isOs).map(({ entry }) => entry),
      },
      ...securityOf(source),
      ...diagnosticsOf(details.recoveryBootDiagStorageAccountId),
      networkProfile: { networkInterfaces: nicIds.map((nicId, i) => ({ id: nicId, properties: { primary: i === 0 } })) },
      provisioningState: 'Creating',
      timeCreated: preciseTime(world.clock.now()).replace('Z', '+00:00'),
    },
  });
  const now = world.clock.now();
  world.store.put(withPower(withGuestOf(machine, source, now), 'starting', now));
  return id;
}

/** The machine runs, if nobody has removed it meanwhile. */
export function startRecoveryMachine(world: World, id: string): void {
  const machine = world.store.get(id);
  if (!machine) return;
  const started = withPower(machine, 'running', world.clock.now());
  world.store.put({ ...started, properties: { ...started.properties, provisioningState: 'Succeeded' } });
}

/** Removes a machine that Site Recovery made, or that it replicates onto, with its network interfaces and its disks, but for those to keep. */
export function removeRecoveryMachine(world: World, id: string, keepDisk: (id: string) => boolean = () => false): void {
  const machine = world.store.get(id);
  if (!machine) return;
  detachOthers(world, machine, undefined);
  for (const ownId of withParts(machine)) if (!keepDisk(ownId)) world.store.delete(ownId);
}

/** Throws a `JobFailure` when a lock keeps a machine, or a part of it, where it is. */
export function checkRemovable(world: World, id: string): void {
  const locked = lockedPart(world, id);
  if (locked !== undefined) throw failureFor(`The scope of '${locked}' is locked.`);
}

export function isRemovable(world: World, id: string): boolean {
  return lockedPart(world, id) === undefined;
}

function lockedPart(world: World, id: string): string | undefined {
  const machine = world.store.get(id);
  return machine && withParts(machine).find((ownId) => lockScope(world, ownId, true) !== undefined);
}

function withParts(machine: ArmResource): readonly string[] {
  const disks = diskEntries(machine).flatMap(({ managedDisk }) => managedDisk?.id ?? []);
  return [machine.id, ...disks, ...nicEntries(machine).flatMap(({ id }) => id ?? [])];
}

/** What a name gets that is taken already. */
const SUFFIX = /-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The item's disks once its machine is made: each names the disk that it has become. */
export function targetDisks(world: World, asked: ArmResource, machineId: string | undefined): readonly ProtectedDisk[] {
  const item = world.store.get(asked.id) ?? asked;
  const made = world.store.get(machineId ?? '');
  const own = made ? diskEntries(made).flatMap(({ managedDisk }) => managedDisk?.id ?? []) : [];
  return changedEach(disksOf(item), (disk) => {
    const wanted = madeDiskId(item, disk, 'failover').toLowerCase().replace(SUFFIX, '');
    return { recoveryTargetDiskId: own.find((id) => id.toLowerCase().replace(SUFFIX, '') === wanted) ?? null };
  });
}

export type MadeKind = RecoveryNetwork['kind'];

/** Where a disk that is made will be. */
export function madeDiskId(item: ArmResource, disk: ProtectedDisk, kind: MadeKind): string {
  const group = disk.recoveryResourceGroupId ?? detailsOf(item).recoveryAzureResourceGroupId;
  return `${group}/providers/Microsoft.Compute/disks/${kind === 'test' ? disk.tfoDiskName : disk.failoverDiskName}`;
}

/**
 * The id of the machine to be made. What stands there already keeps its name, and the new one gets a suffix and the job a warning [recorded
 * for other kinds of items]. [GAP] But the machine's own other side, which has the same disks, makes place: how Azure fails back onto the
 * machine that it once came from was not read; afterwards there is one machine of that name [recorded].
 */
function freeMachineId(world: World, item: ArmResource, kind: MadeKind, run: JobRun): string {
  const { recoveryAzureResourceGroupId: group, tfoAzureVMName, recoveryAzureVMName } = detailsOf(item);
  const name = (kind === 'test' ? tfoAzureVMName : recoveryAzureVMName) ?? item.name;
  const id = `${group}/providers/${MACHINES}/${name}`;
  const there = world.store.get(id);
  if (!there) return id;
  if (kind === 'failover' && isOtherSide(there, item)) {
    removeRecoveryMachine(world, there.id);
    return id;
  }
  const suffixed = `${name}-${world.newGuid()}`;
  run.warn('28175', { target: suffixed });
  return `${group}/providers/${MACHINES}/${suffixed}`;
}

function isOtherSide(machine: ArmResource, item: ArmResource): boolean {
  const own = new Set(diskEntries(machine).map(({ managedDisk }) => keyOf(managedDisk?.id ?? '')));
  const made = disksOf(item).map((disk) => keyOf(madeDiskId(item, disk, 'failover')));
  return made.length > 0 && made.every((id) => own.has(id));
}

/** The disk as the new machine names it: caching and LUN as in the source. */
function attachedEntry(
  source: ArmResource | undefined,
  disk: ProtectedDisk,
  id: string,
  osType: string | undefined,
  index: number,
): { readonly isOs: boolean; readonly entry: DiskEntry } {
  const before = entryOfDisk(source, disk.diskId ?? '');
  const isOs = disk.diskType === 'OperatingSystem';
  return {
    isOs,
    entry: {
      ...(isOs ? osType !== undefined && { osType } : { lun: before?.lun ?? index - 1 }),
      createOption: 'Attach',
      caching: before?.caching ?? (isOs ? 'ReadWrite' : 'None'),
      managedDisk: { id },
      deleteOption: 'Detach',
    },
  };
}

/** What the item was told that the machine shall be in. */
function referencesOf(details: ItemDetails): Readonly<Record<string, unknown>> {
  const {
    recoveryAvailabilitySet: set,
    recoveryProximityPlacementGroupId: proximity,
    recoveryCapacityReservationGroupId: reserved,
  } = details;
  return {
    ...(set && { availabilitySet: { id: set } }),
    ...(typeof proximity === 'string' && proximity !== '' && { proximityPlacementGroup: { id: proximity } }),
    ...(typeof reserved === 'string' && reserved !== '' && { capacityReservation: { capacityReservationGroup: { id: reserved } } }),
  };
}

function diagnosticsOf(accountId: string | null | undefined): Readonly<Record<string, unknown>> {
  if (!accountId) return {};
  const storageUri = `https://${accountId.split('/').at(-1)}.blob.core.windows.net/`;
  return { diagnosticsProfile: { bootDiagnostics: { enabled: true, storageUri } } };
}

/** Trusted launch comes along, encryption at host does not (support matrix, 2026-01). */
function securityOf(source: ArmResource | undefined): Readonly<Record<string, unknown>> {
  const profile = source?.properties?.['securityProfile'] as Readonly<Record<string, unknown>> | undefined;
  const { encryptionAtHost: _left, ...securityProfile } = profile ?? {};
  return Object.keys(securityProfile).length > 0 ? { securityProfile } : {};
}

import type { World } from '../../world.ts';
import type { ArmResource } from '../../resource.ts';
import { preciseTime, secondTime } from '../azureTime.ts';
import { finalizeOnPrimary, finalizeProtection } from '../jobs/itemScenarios.ts';
import { changedEach } from '../field.ts';
import { healthError } from '../healthError.ts';
import { nameGuid } from '../nameGuid.ts';
import { replicatingView } from '../replicatingView.ts';
import type { Scenario } from '../jobs/scenarios.ts';
import { startJob } from '../jobs/startJob.ts';
import { vaultIdOf } from '../vaultScope.ts';
import { currentJob } from './currentJob.ts';
import { PROTECTED_DISK } from './diskBody.ts';
import { entityOf } from './entityOf.ts';
import { detailsOf, disksOf, patchItem, type ProtectedNic } from './itemDetails.ts';
import { itemJobDetails } from './itemJobDetails.ts';
import { chosenNetwork } from './itemNics.ts';
import { phaseProperties, type ItemPhase } from './itemStates.ts';

/** How a first copy goes: minutes after the job that began it has ended. */
export interface CopyCourse {
  /** Percentages that are shown, from when on. */
  readonly percentages: readonly { readonly minute: number; readonly percentage: number }[];
  readonly firstPointPending: number;
  readonly isProtected: number;
}

/** Recorded on a machine with one disk of 127 GiB that was protected for the first time. [GAP] Other sizes take as long. */
export const firstCopy: CopyCourse = { percentages: [{ minute: 8, percentage: 0 }], firstPointPending: 13, isProtected: 18.8 };

/** Recorded on the same machine after its sides were switched. */
export const copyBack: CopyCourse = {
  percentages: [
    { minute: 3, percentage: 0 },
    { minute: 8, percentage: 4 },
    { minute: 13, percentage: 32 },
    { minute: 28, percentage: 33 },
    { minute: 33, percentage: 43 },
  ],
  firstPointPending: 43,
  isProtected: 47.5,
};

/** The first RPO figure is taken this long before the item is protected [recorded]. */
const RPO_BEFORE_MS = 43_000;
const HEARTBEAT_BEFORE_MS = 47_000;
const FIRST_RPO_SECONDS = 393;
const CERTIFICATE_YEARS = 3;
const MINUTE_MS = 60_000;

/**
 * Begins the first copy of an item that has just been put, and protects it in the end; a job tells of the end on either side [recorded]. Stands still while the region of either side is down.
 * @param nicsAtEnd `vmNics` once the item is protected.
 */
export function beginInitialReplication(
  world: World,
  item: ArmResource,
  course: CopyCourse,
  nicsAtEnd: () => readonly ProtectedNic[],
): void {
  const start = world.clock.now().getTime();
  const at = (minutes: number, run: (now: ArmResource) => void): void =>
    void world.clock.schedule(start + minutes * MINUTE_MS, () => whenReplicating(world, item, run));
  for (const { minute, percentage } of course.percentages) at(minute, (now) => showPercentage(world, now, percentage));
  const finalize = (now: ArmResource, scenario: Scenario, complete: () => void): void => {
    // These jobs call the machine in lower case [recorded].
    const target = { id: entityOf(now), name: String(now.properties?.['friendlyName']).toLowerCase() };
    startJob(world, vaultIdOf(now.id), { scenario, target, customDetails: itemJobDetails(now), complete });
  };
  at(course.firstPointPending, (now) => {
    enter(world, now, 'firstPointPending');
    finalize(now, finalizeOnPrimary, () => {});
  });
  at(course.isProtected - finalizeProtection.seconds / 60, (now) =>
    finalize(now, finalizeProtection, () => whenReplicating(world, item, (then) => protect(world, then, nicsAtEnd()))),
  );
}

/** Runs while the same replication goes on and both its regions are up, else when they are up again. */
export function whenReplicating(world: World, item: ArmResource, run: (now: ArmResource) => void): void {
  const now = world.store.get(item.id);
  const { managementId, primaryFabricLocation = '', recoveryFabricLocation = '' } = detailsOf(item);
  if (!now || detailsOf(now).managementId !== managementId) return;
  const down = [primaryFabricLocation, recoveryFabricLocation].find((region) => world.outages.isDown(region));
  if (down === undefined) run(now);
  else world.outages.whenUp(down, () => whenReplicating(world, item, run));
}

/** Moves an item on in its life. A job that runs on it keeps what it has set until it ends. */
function enter(world: World, item: ArmResource, phase: ItemPhase, details: Readonly<Record<string, unknown>> = {}): void {
  const { allowedOperations, ...properties } = phaseProperties(phase);
  patchItem(world, item.id, currentJob(world, item) ? properties : { ...properties, allowedOperations }, details);
}

/** A disk shows its percentage only once there is one [recorded]. */
function showPercentage(world: World, item: ArmResource, percentage: number): void {
  const now = world.clock.now();
  const disks = changedEach(disksOf(item), () => ({
    monitoringJobType: 'InitialReplication',
    monitoringPercentageCompletion: percentage || null,
    dataPendingAtSourceAgentInMB: 0.7265625,
  }));
  const monitoring = { monitoringJobType: 'InitialReplication', monitoringPercentageCompletion: percentage };
  patchItem(world, item.id, {}, { ...monitoring, protectedManagedDisks: disks, lastHeartbeat: preciseTime(now) });
}

function protect(world: World, item: ArmResource, nics: readonly ProtectedNic[]): void {
  const now = world.clock.now();
  const machine = world.store.get(detailsOf(item).fabricObjectId ?? '');
  const before = (milliseconds: number): string => preciseTime(new Date(now.getTime() - milliseconds));
  const expiry = new Date(now);
  expiry.setUTCFullYear(now.getUTCFullYear() + CERTIFICATE_YEARS);
  enter(world, item, 'protected', {
    protectedManagedDisks: changedEach(disksOf(item), (disk) => ({
      ...PROTECTED_DISK,
      recoveryOrignalTargetDiskId: disk['recoveryOrignalTargetDiskId'] === null ? null : '',
    })),
    vmNics: nics,
    selectedRecoveryAzureNetworkId: chosenNetwork(nics),
    vmSyncedConfigDetails: { tags: { ...machine?.tags }, inputEndpoints: [] },
    vmProtectionState: 'Protected',
    vmProtectionStateDescription: 'Protected',
    // The same after its sides were switched [recorded].
    lifecycleId: nameGuid(`${detailsOf(item).multiVmGroupId ?? item.id} lifecycle`),
    agentCertificateExpiryDate: secondTime(expiry),
    rpoInSeconds: FIRST_RPO_SECONDS,
    lastRpoCalculatedTime: before(RPO_BEFORE_MS),
    lastHeartbeat: before(HEARTBEAT_BEFORE_MS),
  });
  const entityId = entityOf(item);
  const undrilled = healthError('161011', { name: String(item.properties?.['friendlyName']), entityId, time: preciseTime(now) });
  patchItem(world, item.id, { failoverHealth: 'Warning', healthErrors: [undrilled] });
  const done = world.store.get(item.id);
  if (done) world.store.put(done, replicatingView);
}

import { keyOf, type ArmResource } from '../resource.ts';
import type { World } from '../world.ts';
import { preciseTime } from './azureTime.ts';
import { fieldAt, textAt } from './field.ts';
import { entityOf } from './items/entityOf.ts';
import { finalizeProtection } from './jobs/itemScenarios.ts';
import { nameGuid } from './nameGuid.ts';
import { JOB_TYPE } from './jobs/startJob.ts';
import { siteRecoveryId, vaultIdOf } from './vaultScope.ts';

const MINUTE_MS = 60_000;
/** Crash-consistent points are kept one by one for this long, then thinned. [GAP] How Azure thins was never read. */
const EACH_KEPT_MINUTES = 60;
/** What a policy without values of its own stands for: the portal's defaults. */
const DEFAULT_HISTORY_MINUTES = 24 * 60;
const DEFAULT_CRASH_MINUTES = 5;
const THINNED_TO_MINUTES = 60;

/**
 * The recovery points of an item: those that were put, else those that its policy would have left, newest first. They follow the time of its last RPO
 * figure, so an item that stopped replicating has no new ones; one that was never protected has none. [GAP] No list of an Azure to
 * Azure item was recorded; the body is that of the OpenAPI.
 */
export function recoveryPoints(world: World, item: ArmResource): ArmResource[] {
  const put = world.store.list(`${item.type}/recoveryPoints`, item.id);
  if (put.length > 0) return put;
  const newest = Date.parse(textAt(item, 'properties', 'providerSpecificDetails', 'lastRpoCalculatedTime') ?? '');
  if (Number.isNaN(newest)) return [];
  const policy = world.store.get(textAt(item, 'properties', 'policyId') ?? '');
  const minutes = (key: string): number => Number(fieldAt(policy, 'properties', 'providerSpecificDetails', key) ?? 0);
  const crash = minutes('crashConsistentFrequencyInMinutes') || DEFAULT_CRASH_MINUTES;
  const app = minutes('appConsistentFrequencyInMinutes');
  const history = minutes('recoveryPointHistory') || DEFAULT_HISTORY_MINUTES;

  // The first figure is somewhat older than the end of the first copy: its point stays when others have come.
  const since = protectedSince(world, item) - 2 * crash * MINUTE_MS;
  const points: ArmResource[] = [];
  for (let age = 0; age < history; age += crash) {
    const time = Math.floor(newest / (crash * MINUTE_MS)) * crash * MINUTE_MS - age * MINUTE_MS;
    if (age > 0 && time < since) break;
    const minute = time / MINUTE_MS;
    const isApp = app > 0 && minute % app < crash;
    if (isApp || age < EACH_KEPT_MINUTES || minute % THINNED_TO_MINUTES < crash) points.push(point(item, new Date(time), isApp));
  }
  return points;
}

/** When the service finished the first copy of an item; long ago for items that were put from outside. */
function protectedSince(world: World, item: ArmResource): number {
  const isItsOwn = (job: ArmResource): boolean =>
    textAt(job, 'properties', 'scenarioName') === finalizeProtection.scenarioName &&
    textAt(job, 'properties', 'targetObjectId') === entityOf(item);
  const starts = world.store
    .list(JOB_TYPE, vaultIdOf(item.id))
    .filter(isItsOwn)
    .map((job) => Date.parse(textAt(job, 'properties', 'startTime') ?? ''));
  return Math.max(Number.NEGATIVE_INFINITY, ...starts);
}

function point(item: ArmResource, time: Date, isApp: boolean): ArmResource {
  const name = nameGuid(`${keyOf(item.id)} ${time.toISOString()}`);
  const grouped = textAt(item, 'properties', 'providerSpecificDetails', 'multiVmGroupCreateOption') === 'UserSpecified';
  return {
    id: siteRecoveryId(`${item.id}/recoveryPoints/${name}`),
    name,
    type: `${item.type}/recoveryPoints`,
    properties: {
      recoveryPointTime: preciseTime(time),
      recoveryPointType: isApp ? 'ApplicationConsistent' : 'CrashConsistent',
      providerSpecificDetails: {
        instanceType: 'A2A',
        recoveryPointSyncType: grouped ? 'MultiVmSyncRecoveryPoint' : 'PerVmRecoveryPoint',
        disks: [],
      },
    },
  };
}

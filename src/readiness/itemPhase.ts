import type { ProtectedItem } from '../model/protectedItem.ts';
import type { Known } from '../model/resource.ts';
import { realDate } from './dates.ts';
import { sameRegion } from './sameRegion.ts';

/**
 * Where a protected item is in its life. `failedOver`: or on its way there. `replicating`: protected, or meant to be; whether it does well is for the
 * rules.
 */
export type ItemPhase = 'unknown' | 'testRunning' | 'failedOver' | 'protecting' | 'replicating';

/** Names of `protectionState` while a first copy is made. `…Failed` is not "under way". */
const copying = /^(InitialReplication|UnprotectedStatesBegin|EnablingProtection|ReverseReplication|Reprotect|SwitchProtection)/i;
/** Documented names of `protectionState` while replication is disabled; and of the jobs that do it. */
const leaving = /^(DisablingProtection|MarkedForDeletion)$/i;
const disabling = /^(Disable|Purge)/i;
const overNow = /^(UnplannedFailover|PlannedFailover|Failover)/i;
const failover = /^((un)?planned)?failover$/i;
const cleanUp = /^TestFailover/i;
/** A failover that failed says nothing of where the machine runs (documented: `UnplannedFailoverFailed` in the active location `Primary`). */
const failed = /failed$/i;

/** A test failover is running, waits for its clean-up, or is being cleaned up. */
export function isTestOpen(item: ProtectedItem): Known<boolean> {
  const { testFailoverState: state, currentScenario: scenario } = item;
  if (state !== undefined && state !== '' && !/^none$/i.test(state)) return true;
  if (scenario !== undefined && cleanUp.test(scenario.name)) return true;
  return state === undefined || scenario === undefined ? undefined : false;
}

/** The machine runs in the target region, committed or not, and is not yet replicated back. */
export function isFailedOver(item: ProtectedItem): Known<boolean> {
  const { activeLocation: location, protectionState: state } = item;
  if (location !== undefined && /^recovery$/i.test(location)) return true;
  if (state !== undefined && overNow.test(state) && !failed.test(state)) return true;
  return location === undefined || state === undefined ? undefined : false;
}

/** A failover runs: until it is done, the item may show all else as before. */
function isFailingOver({ currentScenario: scenario }: ProtectedItem): boolean {
  return scenario !== undefined && failover.test(scenario.name);
}

/**
 * When the failover began or was done, as far as it is told. Before the commit Azure may give no time of it, or still that of an earlier one: the job
 * that runs or ran tells when it began.
 */
export function failedOverSince({ lastSuccessfulFailover, currentScenario: scenario }: ProtectedItem): Date | null {
  const done = realDate(lastSuccessfulFailover ?? null);
  const begun = scenario !== undefined && failover.test(scenario.name) ? realDate(scenario.startTime) : null;
  return done === null || (begun !== null && begun > done) ? begun : done;
}

/** Failed over and committed: what is left to do is to re-protect. */
export function isCommitted(item: ProtectedItem): boolean {
  return /committed/i.test(item.protectionState ?? '');
}

/** Decided only when all facts are there: a missing one could hide an open test or a failover. */
export function phaseOf(item: ProtectedItem): ItemPhase {
  const test = isTestOpen(item);
  if (test === true) return 'testRunning';
  const over = isFailedOver(item);
  if (test === undefined || over === undefined || item.protectionState === undefined) return 'unknown';
  if (over || isFailingOver(item)) return 'failedOver';
  return isCopying(item) ? 'protecting' : 'replicating';
}

/** Without a recovery point yet: a copy made anew over existing points is not "protecting", nor is one that is given up. */
function isCopying(item: ProtectedItem): boolean {
  const state = item.protectionState ?? '';
  return copying.test(state) && !/fail/i.test(state) && typeof item.rpoSeconds !== 'number' && !isBeingDisabled(item);
}

/**
 * Its replication is being disabled, or the item purged: until that is done the item may show all else as before, and then it is gone with its recovery
 * points. [GAP] An item in these minutes was never recorded; known by the job that runs on it, or by its state.
 */
export function isBeingDisabled({ protectionState: state, currentScenario: scenario }: ProtectedItem): boolean {
  // Nearly all: looked at for each item several times.
  if (state === 'Protected' && scenario?.name === 'None') return false;
  return (scenario !== undefined && disabling.test(scenario.name)) || (state !== undefined && leaving.test(state));
}

/** At least one recovery point exists. Azure calls an item `Protected` only once it has its first. */
export function hasRecoveryPoint(item: ProtectedItem): Known<boolean> {
  if (typeof item.rpoSeconds === 'number' || /^protected$/i.test(item.protectionState ?? '')) return true;
  return item.rpoSeconds === undefined || item.protectionState === undefined ? undefined : false;
}

/** Another region than the source's: what region recovery is. Zone-to-zone items stay in theirs. */
export function isRegional(item: ProtectedItem): Known<boolean> {
  const { sourceLocation: source, targetLocation: target } = item;
  return source === undefined || target === undefined ? undefined : !sameRegion(source, target);
}

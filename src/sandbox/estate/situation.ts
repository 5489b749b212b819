import type { EstateBuilder } from './estateBuilder.ts';
import { finishedJob, jobId } from './job.ts';
import type { Machine } from './machine.ts';
import { madeMachine } from './madeMachine.ts';
import { protectedItem, type ItemFacts, type ProtectedItem } from './protectedItem.ts';
import type { ReplicationPair } from './replicationPair.ts';

const hoursPerDay = 24;

/** Replicated, with the jobs of its last drill. */
export function replicated(b: EstateBuilder, pair: ReplicationPair, machine: Machine, facts: ItemFacts = {}): ProtectedItem {
  const item = protectedItem(b, pair, machine, facts);
  if (facts.drilledDaysAgo !== undefined) {
    const hours = facts.drilledDaysAgo * hoursPerDay;
    finishedJob(b, item, 'TestFailover', hours + 1);
    finishedJob(b, item, 'TestFailoverCleanup', hours);
  }
  return item;
}

/** Replication was enabled and has not come to its first recovery point. */
export function starting(
  b: EstateBuilder,
  pair: ReplicationPair,
  machine: Machine,
  phase: 'initialReplication' | 'firstPointPending',
  hours: number,
): ProtectedItem {
  const item = protectedItem(b, pair, machine, { phase, sinceHours: hours });
  finishedJob(b, item, 'EnableDr', hours);
  return item;
}

/** A test failover that has not been cleaned up, with the machine that it made. */
export function testOpen(b: EstateBuilder, pair: ReplicationPair, machine: Machine, hours: number, drilledDaysAgo: number): ProtectedItem {
  const madeMachineId = madeMachine(b, pair, machine, 'testFailover', hours);
  const job = jobId(b, pair.vault.spelt);
  const item = protectedItem(b, pair, machine, { phase: 'testOpen', sinceHours: hours, drilledDaysAgo, madeMachineId, jobId: job });
  finishedJob(b, item, 'TestFailover', hours, job);
  return item;
}

/** Failed over, with the machine that runs on the other side now. */
export function failedOver(b: EstateBuilder, pair: ReplicationPair, machine: Machine, hours: number, committed: boolean): ProtectedItem {
  const madeMachineId = madeMachine(b, pair, machine, 'failover', hours);
  const item = protectedItem(b, pair, machine, {
    phase: committed ? 'committed' : 'failedOver',
    sinceHours: hours,
    drilledDaysAgo: 90,
    madeMachineId,
  });
  finishedJob(b, item, 'UnplannedFailover', hours);
  if (committed) finishedJob(b, item, 'CommitFailover', hours - 1);
  return item;
}

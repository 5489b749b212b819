import type { OperationKind } from '../operation.ts';

/** Of what takes long and is in no hurry. */
const few = 4;
/** Of what is done in an outage: each machine waits for Azure alone, and none for the others. */
const many = 32;

/** Machines that are worked on at a time, from the first request until Azure has done it. */
export function machinesAtATime(kind: OperationKind): number {
  return kind === 'failover' || kind === 'commit' || kind === 'change-point' ? many : few;
}

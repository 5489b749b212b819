import type { RecoveryJob } from '../../model/recoveryJob.ts';
import { jobCancelled } from '../../operations/run/followJob.ts';
import type { Ending } from '../../operations/journal/journal.ts';
import type { Operation } from '../../operations/operation.ts';
import type { OperationRecord } from '../../operations/journal/operationRecord.ts';

/**
 * How an operation stands. `waiting`: for others to make room. `paused`: nobody is signed in, Azure cannot be reached, or it is not gone on with
 * yet. `uncertain`: a person has to say whether a request whose answer was lost is sent again. `stopped`: somebody does not want it followed.
 * `elsewhere`: another window has it.
 */
export type Standing = 'waiting' | 'running' | 'paused' | 'uncertain' | 'stopped' | 'elsewhere' | Ending;

/** What a run told last of the step that it is at. */
export interface Live {
  /** Name of the step. */
  readonly step: string;
  /** With its tasks; undefined until the step has one. */
  readonly job: RecoveryJob | undefined;
  /** What is waited for: the state of the protected item, and how much of the first copy is done (0 to 100). */
  readonly state: string | undefined;
  readonly percent: number | undefined;
}

/** An operation as the editor shows it. */
export interface OperationEntry {
  /** The journal's. */
  readonly id: string;
  readonly operation: Operation;
  readonly record: OperationRecord;
  readonly standing: Standing;
  /** While it runs here. */
  readonly live: Live | undefined;
  /** Why it is paused, or what somebody else has changed; '' otherwise, and when an earlier window knew. */
  readonly trouble: string;
  /** True when a sign-in lets it go on. */
  readonly needsSignIn: boolean;
}

/** Something may still happen by itself, or when a person says so. */
export function isOpen({ standing }: Pick<OperationEntry, 'standing'>): boolean {
  return standing !== 'succeeded' && standing !== 'failed' && standing !== 'changed';
}

/** It is being followed here and now. */
export function isFollowed({ standing }: Pick<OperationEntry, 'standing'>): boolean {
  return standing === 'waiting' || standing === 'running';
}

/** Somebody has cancelled its job, here or elsewhere. */
export function isCancelled({ record }: Pick<OperationEntry, 'record'>): boolean {
  return record.steps.some(({ problem }) => problem?.code === jobCancelled);
}

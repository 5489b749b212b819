import type { Problem } from './problem.ts';

/** How a job of Site Recovery stands. `waiting`: for its user (`Suspended`); it has not ended. */
export type JobStanding = 'running' | 'waiting' | 'succeeded' | 'failed' | 'cancelled';

/** One task of a job. */
export interface JobTask {
  readonly title: string;
  /** Azure's word: `NotStarted`, `InProgress`, `Succeeded`, `Failed`, `Other`, … */
  readonly state: string;
  /** null before, and where Azure does not say. */
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
}

/** A job of Site Recovery. Lists of jobs carry neither tasks nor problems: only a job that is read by itself does. */
export interface RecoveryJob {
  /** Its name, a GUID: the id of the operation that an accepted request names. */
  readonly id: string;
  /** `TestFailover`, `EnableDr`, … */
  readonly scenario: string;
  readonly title: string;
  readonly standing: JobStanding;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  /** The GUID by which Site Recovery names the object of the job, and the object's name for people. */
  readonly targetId: string;
  readonly targetName: string;
  /** Where a re-protection has put the item: ARM id; '' for all other jobs, and in lists. */
  readonly newItemId: string;
  readonly tasks: readonly JobTask[];
  /** Errors of a level below `Error`: the job goes on, or went well, in spite of them. */
  readonly warnings: readonly Problem[];
  readonly errors: readonly Problem[];
  /** `Cancel`, `Restart`, `Resume`. */
  readonly allowedActions: readonly string[];
}

export function hasEnded({ standing }: Pick<RecoveryJob, 'standing'>): boolean {
  return standing !== 'running' && standing !== 'waiting';
}

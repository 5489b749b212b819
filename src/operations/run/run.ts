import type { RecoveryAccess } from '../../azure/siteRecovery/recoveryAccess.ts';
import type { RecoveryJob } from '../../model/recoveryJob.ts';
import type { Problem } from '../../model/problem.ts';
import type { Step } from '../step.ts';

/** The time that a run goes by: of the sandbox it may be faster. */
export interface RunClock {
  now(): Date;
  /** Rejects with the signal's reason when that is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/** What a run tells while it goes on. */
export type Progress =
  | { readonly type: 'step'; readonly step: Step }
  /** A request was accepted, or its job was found after its answer had been lost. */
  | { readonly type: 'accepted'; readonly step: Step; readonly jobId: string | undefined; readonly adopted: boolean }
  /** The job has moved. */
  | { readonly type: 'job'; readonly step: Step; readonly job: RecoveryJob }
  /** A state that is waited for has moved. */
  | { readonly type: 'state'; readonly step: Step; readonly state: string; readonly percent: number | undefined }
  | { readonly type: 'warning'; readonly step: Step; readonly problem: Problem }
  | { readonly type: 'done'; readonly step: Step; readonly wasThere: boolean };

/** Everything that a run needs from its surroundings. */
export interface Run {
  readonly azure: RecoveryAccess;
  readonly clock: RunClock;
  /** Ends the following. A request that is on its way is waited for: what became of it must be known. */
  readonly signal: AbortSignal;
  readonly report: (progress: Progress) => void;
  /** Name of the step whose request may be sent again though it is not known what became of the first one. */
  readonly resume?: string | undefined;
  /** Work that several operations of a process share, by the id of what is made: done once. */
  readonly shared: Map<string, Promise<readonly Problem[]>>;
}

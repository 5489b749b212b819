import type { Scenario } from './scenarios.ts';

/** What the steps of a job can say besides failing. */
export interface JobRun {
  /** ARM id of the job. */
  readonly jobId: string;
  /** Adds an error of level Warning, with which the job goes on: polls show it while the job runs, and after it has succeeded [recorded]. */
  readonly warn: (code: string, details?: JobErrorDetails) => void;
  /** The task had nothing to do: it ends as `Other`, `Skipped` [recorded]. */
  readonly skip: () => void;
}

export interface JobErrorDetails {
  /** In place of the causes that are known of the code. */
  readonly causes?: string;
  /** Put in place of `{target}` in the text of the code. */
  readonly target?: string;
}

/** Thrown by a step of a job: the job fails with this numeric code at that task. */
export class JobFailure extends Error {
  readonly code: string;
  readonly details: JobErrorDetails;

  constructor(code: string, details: JobErrorDetails = {}) {
    super(`The job fails with ${code}.`);
    this.code = code;
    this.details = details;
  }
}

/**
 * The failure of a job for a reason of which Azure's code was never read [GAP]: Site Recovery's own general code, with the reason as its
 * cause.
 */
export function failureFor(causes: string): JobFailure {
  return new JobFailure('28020', { causes });
}

export type JobStep = (run: JobRun) => void;

/** A job as it is going to run. The same plan runs again when the job is restarted. */
export interface JobPlan {
  readonly scenario: Scenario;
  /** What the job is about: `targetObjectId` and `targetObjectName`. */
  readonly target: { readonly id: string; readonly name: string };
  /** `customDetails`; `AsrJobDetails` about nothing when absent. */
  readonly customDetails?: Readonly<Record<string, unknown>>;
  /** `x-ms-client-request-id` of who asked; absent for jobs that the service starts by itself. */
  readonly clientRequestId?: string | undefined;
  /** Before the job exists, with the id that it will have. Throws an `ArmError` to refuse it. */
  readonly begin?: (jobId: string) => void;
  /** What happens at the end of a task, by its id. A `JobFailure` makes the task and the job fail. */
  readonly steps?: Readonly<Record<string, JobStep>>;
  /** After the last task: what the job leaves when it succeeds. May fail, too. */
  readonly complete: JobStep;
  /** Takes back what was begun, when the job fails (with what) or is cancelled (undefined). */
  readonly undo?: (failure: JobFailure | undefined) => void;
}

import type { ActivityLog } from './arm/activity/activityLog.ts';
import type { Registrations } from './arm/registrations.ts';
import type { Clock } from './clock.ts';
import type { Faults, JobFault } from './faults.ts';
import type { Operations } from './armOperations.ts';
import type { Outages } from './outages.ts';
import type { JobPlan } from './recovery/jobs/jobPlan.ts';
import type { RequestLog } from './requestLog.ts';
import type { Router } from './router.ts';
import type { Store } from './store.ts';

export interface SandboxOptions {
  readonly clock: 'real' | 'manual';
  /** How many times faster than real time the clock runs. */
  readonly speed: number;
  /** Undefined: the start of the estate's story for a manual clock, the real time for a real one. */
  readonly start?: Date;
  readonly seed: number;
  /** Undefined: the default estate, which tells a story. Otherwise a generated estate of this size. */
  readonly vms?: number;
  readonly subscriptions?: number;
  readonly storageAccounts?: number;
  /** Subscriptions and nothing in them. */
  readonly empty: boolean;
  readonly latencyMs: number;
  readonly throttle: boolean;
  /** Rows of a page of an ARM list; undefined: Azure's own (VMs 200, others 1,000). */
  readonly pageSize?: number;
  /** Resource Graph shows the state of this many seconds ago. */
  readonly graphLagSeconds: number;
}

/** What every part of the sandbox stands on. Each part is a function `register…(world)` that adds its routes. */
export interface World {
  readonly store: Store;
  readonly clock: Clock;
  readonly router: Router;
  /** Answered without a token, an api-version or anything else that ARM asks for: sign-in and endpoint discovery. */
  readonly openRouter: Router;
  readonly options: SandboxOptions;
  readonly tenantId: string;
  /** Deterministic from the seed. */
  readonly newGuid: () => string;
  /** Deterministic too, but of its own sequence: reading must not change the ids of what is made later. */
  readonly newRequestId: () => string;
  /** Deterministic from the seed, 0 ≤ n < 1. */
  readonly random: () => number;
  /** The planted fault (`POST /_sandbox/faults {"operation": …}`) for a job of this scenario, taken once. */
  readonly takeJobFault: (scenarioName: string) => Pick<JobFault, 'errorCode' | 'level'> | undefined;
  /** Milliseconds of the callers' own time: what their tokens and quotas run by, whatever the sandbox's clock shows. */
  readonly realNow: () => number;
  readonly faults: Faults;
  readonly outages: Outages;
  readonly registrations: Registrations;
  /** ARM's own long-running operations (compute, network, storage, groups). */
  readonly operations: Operations;
  /** What Site Recovery's jobs do, by the key of the job: the job itself, as Azure shows it, is in the store. */
  readonly jobPlans: Map<string, JobPlan>;
  readonly log: RequestLog;
  readonly activity: ActivityLog;
}

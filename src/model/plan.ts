import type { ArmId } from './armId.ts';

/** A step of a recovery plan that runs an Azure Automation runbook. */
export interface RunbookAction {
  readonly name: string;
  readonly runbookId: ArmId;
}

/** Machines of a plan that are failed over together, one group after the other. */
export interface PlanGroup {
  /** `Shutdown`, `Failover`, `Boot`. */
  readonly type: string;
  /** Protected items. */
  readonly itemIds: readonly ArmId[];
}

/** What a GET of a recovery plan tells beyond its row. */
export interface PlanActions {
  /** Region that the plan fails over from, as Azure writes it (`West Europe`); null: it stays there, and leads from zone to zone. */
  readonly lostRegion: string | null | undefined;
  readonly groups: readonly PlanGroup[];
  readonly runbooks: readonly RunbookAction[];
}

/** Whether a runbook can run, and how its latest run ended. */
export interface RunbookState {
  /** `Published`, `New`, `Edit`. Only what is published can run. */
  readonly state: string | undefined;
  /** Of its Automation account; undefined: not told. */
  readonly location: string | undefined;
  /** Status of its latest job (`Completed`, `Failed`, `Suspended`, …); null: it has not run in the time that Azure keeps. */
  readonly lastStatus: string | null;
}

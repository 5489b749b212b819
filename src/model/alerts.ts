import type { ArmId } from './armId.ts';
import type { Known, Named } from './resource.ts';

/** An activity-log alert on Service Health: whom Azure tells when it is ill itself. Alerts of other categories are left out. */
export interface ServiceHealthAlert extends Named {
  readonly enabled: Known<boolean>;
  /** Subscriptions that it watches. */
  readonly scopes: Known<readonly ArmId[]>;
  /** Regions, services, kinds of event that it is narrowed to, as Azure writes them (`West Europe`, `Global`); null: not narrowed. */
  readonly regions: Known<readonly string[] | null>;
  readonly services: Known<readonly string[] | null>;
  readonly incidentTypes: Known<readonly string[] | null>;
  readonly actionGroupIds: Known<readonly ArmId[]>;
}

/** Narrows an alert processing rule to some alerts of its scopes; one of the values suffices. Lower-case all of it. */
export interface AlertFilter {
  /** `targetresourcetype`, `targetresource`, `targetresourcegroup`, `severity`, `alertrulename`, … */
  readonly field: string;
  /** `equals`, `notequals`, `contains`, `doesnotcontain`. */
  readonly operator: string;
  readonly values: readonly string[];
}

/** An alert processing rule: what sends the built-in alerts of a vault to somebody, or silences them. */
export interface AlertProcessingRule extends Named {
  readonly enabled: Known<boolean>;
  /** Subscriptions, resource groups or resources that it is about. */
  readonly scopes: Known<readonly ArmId[]>;
  /** All of them must let an alert through; [] for a rule about every alert of its scopes. */
  readonly filters: Known<readonly AlertFilter[]>;
  /** It acts at certain times only. */
  readonly isScheduled: Known<boolean>;
  /** Groups that it adds. */
  readonly actionGroupIds: Known<readonly ArmId[]>;
  /** It takes all groups away, also those that other rules add. */
  readonly silences: Known<boolean>;
}

/** What a vault tells Azure Monitor, and the classic alerts that are to be replaced by it. */
export interface VaultAlerts {
  readonly jobFailures: Known<boolean>;
  readonly replicationIssues: Known<boolean>;
  readonly failoverIssues: Known<boolean>;
  readonly classic: Known<boolean>;
}

import type { ArmId } from './armId.ts';

/**
 * A fact that Azure may not have told us. `undefined` is "not known" (not read, not allowed, left out);
 * `null`, where a type has it, is "Azure says there is none". The two are never mixed up.
 */
export type Known<T> = T | undefined;

/** A row that can outlive a reading which could not read it again. */
export interface Dated {
  /**
   * Azure's time at which it was read, where its inventory is newer: it could not be read again, and proves neither that something is well nor
   * that something is missing.
   */
  readonly asOf?: Date;
}

/** What every row of Azure has. */
export interface Named extends Dated {
  readonly id: ArmId;
  /** The id as Azure spelt it: to show, to copy, to write into reports. */
  readonly azureId: string;
  readonly name: string;
}

/** What every resource with a place has. */
export interface Resource extends Named {
  /** Azure region in its short form, lower-case: `westeurope`; '' where the row does not tell it. */
  readonly location: string;
  readonly tags: Readonly<Record<string, string>>;
}

export interface Subscription {
  readonly id: string;
  readonly name: string;
}

export interface ResourceGroup extends Resource {
  /** What manages the group (AKS, Databricks, a managed application); undefined for a normal group. */
  readonly managedBy?: ArmId | undefined;
}

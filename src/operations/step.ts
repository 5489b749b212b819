import type { WriteCall } from '../azure/wire/armWriter.ts';

/** Everything a step is goes into the journal: whoever goes on after a crash reads it there, and decides nothing anew. */
interface StepBase {
  /** Unique in its operation; `--resume` names it. */
  readonly name: string;
  /** For people: `Create the vault rsv-dr-northeurope`. */
  readonly title: string;
}

/** How to find the job of a request whose answer was lost. */
export interface JobSearch {
  /** Names of scenarios that such a request starts. */
  readonly scenarios: readonly string[];
  /** ARM id of the protected item. */
  readonly itemId: string;
}

/**
 * Makes a resource under a name that follows from the inputs. Looks first; what is there already is not sent again. May be sent twice without
 * harm: that is what PUT means.
 */
export interface PutStep extends StepBase {
  readonly kind: 'put';
  readonly call: WriteCall;
  /** What a resource that is there must show to be used, by dotted path: regions and ids, without regard to case. */
  readonly requires: Readonly<Record<string, string>>;
  /** The resource is there, and is changed until it shows what is required (a PATCH, which may be sent twice as well). */
  readonly changes?: boolean;
  /** For a protected item: its job is looked for as that of a POST is. */
  readonly search?: JobSearch;
}

/** Asks once: Azure has no key by which it would know a second request for the first one. */
export interface PostStep extends StepBase {
  readonly kind: 'post';
  readonly call: WriteCall;
  /** What the item must offer in `allowedOperations`. */
  readonly needs: string;
  readonly search: JobSearch;
  /** The item is gone when this has succeeded. */
  readonly removesItem?: boolean;
}

/** Waits until a protected item has come to a state. */
export interface WaitStep extends StepBase {
  readonly kind: 'wait';
  readonly itemId: string;
  /** Name of an earlier step. Its job tells the id under which the item is found afterwards, which counts more than `itemId`. */
  readonly movedBy?: string;
  /** `protectionState` of the end. */
  readonly state: string;
}

export type Step = PutStep | PostStep | WaitStep;

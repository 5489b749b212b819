import type { Problem } from '../../model/problem.ts';
import type { UserError } from '../../model/userError.ts';

/** One property of the protected item that is not as it was confirmed. */
export interface Difference {
  readonly property: string;
  readonly confirmed: string;
  readonly now: string;
}

/** How a run came to its end. The first three end the operation; after the others it can be gone on with. */
export type Outcome =
  | { readonly kind: 'succeeded'; readonly warnings: readonly Problem[] }
  | { readonly kind: 'failed'; readonly step: string; readonly problem: Problem }
  /** Somebody else has changed the item: nothing was sent for this step. */
  | { readonly kind: 'changed'; readonly step: string; readonly differences: readonly Difference[] }
  /** A request left, its answer was lost, and no job tells that Azure took it. Sent again only when a person says so. */
  | { readonly kind: 'uncertain'; readonly step: string }
  /** Nobody is signed in, or Azure cannot be reached. What runs in Azure runs on. */
  | { readonly kind: 'paused'; readonly step: string; readonly error: UserError }
  /** The caller does not follow any more. What runs in Azure runs on. */
  | { readonly kind: 'stopped'; readonly step: string };

/** Thrown within a step: it, and with it the run, ends so. */
export class StepStop extends Error {
  readonly outcome: Exclude<Outcome, { readonly kind: 'succeeded' }>;

  constructor(outcome: StepStop['outcome']) {
    super(outcome.kind);
    this.outcome = outcome;
  }
}

/** A change that somebody asked for, as far as the activity log tells of it. */
export interface Activity {
  /** Counts from 0. */
  readonly number: number;
  readonly method: string;
  /** As sent; it can be decoded. */
  readonly path: string;
  readonly begin: Date;
  readonly end: Date;
  readonly status: number;
  readonly error?: { readonly code: string; readonly message: string };
  readonly correlationId: string;
  readonly clientRequestId?: string;
  /** Where the operation that it began is followed. */
  readonly poll?: string;
}

/** The changes asked for since start or reset, in their order. Reads are not kept, as in Azure. */
export class ActivityLog {
  readonly #activities: Activity[] = [];

  add(activity: Omit<Activity, 'number'>): void {
    this.#activities.push({ ...activity, number: this.#activities.length });
  }

  /** Of one subscription, the newest first. */
  of(subscription: string): readonly Activity[] {
    const prefix = `/subscriptions/${subscription.toLowerCase()}/`;
    return this.#activities.filter(({ path }) => path.toLowerCase().startsWith(prefix)).toReversed();
  }
}

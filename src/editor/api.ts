import type { PageSlot } from './ids.ts';

/**
 * What `activate` returns: for tests, and for other extensions that want to know what the view shows. Reads only; everything is
 * done through commands.
 */
export interface ReadinessApi {
  /** The rows as text, a line each, indented; '' when nothing is open. `depth`: levels below the groups. */
  readonly rows: (depth?: number) => string;
  /** The Markdown of the page that is open in a slot; undefined when none is. */
  readonly page: (slot: PageSlot) => string | undefined;
  /** The machines that were judged, worst first, filtered or not. */
  readonly machines: () => readonly { readonly id: string; readonly name: string; readonly state: string }[];
  /** The rows of the view Operations as text; '' before it was shown or anything has run. */
  readonly operations: () => string;
  readonly state: () => {
    readonly kind: 'closed' | 'loading' | 'failed' | 'open';
    readonly busy: boolean;
    /** What stands above the rows. */
    readonly message: string | undefined;
    /** Number of critical findings on the container's icon. */
    readonly badge: number | undefined;
  };
}

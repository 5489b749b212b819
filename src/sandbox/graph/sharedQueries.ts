import type { Store } from '../store.ts';

const SHARED = /\{\{\s*(\/subscriptions\/[^{}]+\/providers\/microsoft\.resourcegraph\/queries\/[^/{}]+?)\s*\}\}/gi;

/** The text of a query with shared queries in place of their ids in `{{…}}` (documented as a preview). What is no shared query stays, and does not parse. */
export const withSharedQueries = (text: string, store: Store): string =>
  text.replace(SHARED, (whole, id: string) => {
    const shared = store.get(id)?.properties?.['query'];
    // A line of its own: a comment at its end would hide what follows.
    return typeof shared === 'string' ? `${shared}\n` : whole;
  });

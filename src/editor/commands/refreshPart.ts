import type { App } from '../app.ts';
import { pickMachine, pickSubscription } from './pick.ts';
import { rowArguments } from './rows.ts';

/** Reads the selected subscriptions again, one after the other; asks for one when called without a row. Cancelling ends it all. */
export async function refreshSubscription({ session, view }: App, row?: unknown, selected?: unknown): Promise<void> {
  const given = rowArguments(row, selected).flatMap((node) => (node.kind === 'group' && node.groupBy === 'subscription' ? [node.key] : []));
  const picked = given.length === 0 && view.screen ? await pickSubscription(view.screen) : undefined;
  for (const id of picked === undefined ? given : [picked]) await session.refresh({ kind: 'subscription', id });
}

/** Reads the selected machines again, one after the other; asks for one when called without a row. Cancelling ends it all. */
export async function refreshMachine({ session, view }: App, row?: unknown, selected?: unknown): Promise<void> {
  const given = rowArguments(row, selected).flatMap((node) => (node.kind === 'machine' ? [node.machine.id] : []));
  const picked = given.length === 0 && view.screen ? (await pickMachine(view.screen))?.id : undefined;
  for (const id of picked === undefined ? given : [picked]) await session.refresh({ kind: 'machine', id });
}

import type { App } from '../app.ts';
import { pickMachine, pickSubscription } from './pick.ts';
import { rowArgument } from './rows.ts';

export async function refreshSubscription({ session, view }: App, row?: unknown): Promise<void> {
  const node = rowArgument(row);
  const given = node?.kind === 'group' && node.groupBy === 'subscription' ? node.key : undefined;
  const id = given ?? (view.screen && (await pickSubscription(view.screen)));
  if (id !== undefined) await session.refresh({ kind: 'subscription', id });
}

export async function refreshMachine({ session, view }: App, row?: unknown): Promise<void> {
  const node = rowArgument(row);
  const given = node?.kind === 'machine' ? node.machine : undefined;
  const machine = given ?? (view.screen && (await pickMachine(view.screen)));
  if (machine) await session.refresh({ kind: 'machine', id: machine.id });
}

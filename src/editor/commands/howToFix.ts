import type { App } from '../app.ts';
import { pageOfAccess } from '../explain/pages.ts';
import { rowArgument } from './rows.ts';

/** Opens the page that names the roles which are missing: those of the row's scope, or all. */
export async function howToFix({ view, pages }: App, row?: unknown): Promise<void> {
  if (!view.screen) return;
  const node = rowArgument(row);
  const scope = node?.kind === 'group' ? node.key : node?.kind === 'note' ? node.note.noAccess : undefined;
  await pages.show(pageOfAccess(view, scope === '' ? undefined : scope));
}

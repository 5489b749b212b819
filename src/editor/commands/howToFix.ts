import type { App } from '../app.ts';
import { pageOfAccess } from '../explain/pages.ts';
import type { TreeNode } from '../tree/node.ts';
import { rowArgument } from './rows.ts';

/** Opens the page that names the roles which are missing: those of the row's scope, or all. */
export async function howToFix({ view, pages }: App, row?: unknown): Promise<void> {
  if (!view.screen) return;
  const node = rowArgument(row);
  const scope = node && scopeOf(node);
  await pages.show(pageOfAccess(view, scope === '' ? undefined : scope));
}

function scopeOf(node: TreeNode): string | undefined {
  switch (node.kind) {
    case 'group':
      return node.key;
    case 'note':
      return node.note.noAccess;
    case 'machine':
      return node.machine.id;
    default:
      return undefined;
  }
}

import { commands, EventEmitter, window, type ExtensionContext } from 'vscode';
import type { ReadinessApi } from './editor/api.ts';
import type { ComposedApp } from './editor/composeApp.ts';
import { commandIds, viewIds } from './editor/ids.ts';
import type { TreeNode } from './editor/tree/node.ts';

/**
 * Registers what the manifest promises; everything else is loaded when the view asks for its rows or a command runs. At activation one
 * file is read, because there files cost more than bytes: the build puts into it whatever is imported here by name. That may be
 * constants and plain functions only, for it exists twice.
 */
export function activate(context: ExtensionContext): ReadinessApi {
  let app: ComposedApp | undefined;
  let loading: Promise<ComposedApp> | undefined;
  const load = (): Promise<ComposedApp> =>
    (loading ??= import('./editor/composeApp.ts').then(({ composeApp }) => (app = composeApp(context, tree, treeChanged))));

  const treeChanged = new EventEmitter<undefined>();
  const tree = window.createTreeView<TreeNode>(viewIds.readiness, {
    canSelectMany: true,
    showCollapseAll: true,
    treeDataProvider: {
      onDidChangeTreeData: treeChanged.event,
      getChildren: async (node) => (await load()).view.getChildren(node),
      getParent: async (node) => (await load()).view.getParent(node),
      getTreeItem: async (node) => (await load()).view.getTreeItem(node),
      resolveTreeItem: async (item, node, token) => (await load()).view.resolveTreeItem(item, node, token),
    },
  });
  context.subscriptions.push(
    treeChanged,
    tree,
    ...Object.values(commandIds).map((id) => commands.registerCommand(id, async (...args: unknown[]) => (await load()).run(id, args))),
  );
  return {
    machines: () => app?.api.machines() ?? [],
    rows: (depth) => app?.api.rows(depth) ?? '',
    page: (slot) => app?.api.page(slot),
    state: () => app?.api.state() ?? { kind: 'closed', busy: false, message: undefined, badge: undefined },
  };
}

import { commands, EventEmitter, window, type ExtensionContext } from 'vscode';
import type { ReadinessApi } from './editor/api.ts';
import type { ComposedApp } from './editor/composeApp.ts';
import type { CommandId, viewIds } from './editor/ids.ts';
import type { TreeNode } from './editor/tree/node.ts';

/** Written out, because the table would be a second file to read; its type keeps the two the same. */
const viewId: typeof viewIds.readiness = 'azureDr.readiness';

/**
 * Registers what the manifest promises. At activation this file alone is read: files cost more than bytes there, so it imports only
 * `vscode`. Everything else is loaded when the view asks for its rows or a command runs.
 */
export function activate(context: ExtensionContext): ReadinessApi {
  let app: ComposedApp | undefined;
  let loading: Promise<ComposedApp> | undefined;
  const load = (): Promise<ComposedApp> =>
    (loading ??= import('./editor/composeApp.ts').then(({ composeApp }) => (app = composeApp(context, tree, treeChanged))));

  const treeChanged = new EventEmitter<undefined>();
  const tree = window.createTreeView<TreeNode>(viewId, {
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
  const manifest = context.extension.packageJSON as {
    readonly contributes: { readonly commands: readonly { readonly command: CommandId }[] };
  };
  context.subscriptions.push(
    treeChanged,
    tree,
    ...manifest.contributes.commands.map(({ command }) =>
      commands.registerCommand(command, async (...args: unknown[]) => (await load()).run(command, args)),
    ),
  );
  return {
    machines: () => app?.api.machines() ?? [],
    rows: (depth) => app?.api.rows(depth) ?? '',
    state: () => app?.api.state() ?? { kind: 'closed', busy: false, message: undefined, badge: undefined },
  };
}

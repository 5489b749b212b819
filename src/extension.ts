import { existsSync } from 'node:fs';
import { commands, EventEmitter, window, type ExtensionContext, type TreeDataProvider } from 'vscode';
import type { ReadinessApi } from './editor/api.ts';
import type { ComposedApp } from './editor/composeApp.ts';
import { commandIds, viewIds } from './editor/ids.ts';
import { azureFolder } from './editor/operations/azureFolder.ts';
import type { TreeNode } from './editor/tree/node.ts';

/**
 * Registers what the manifest promises; everything else is loaded when the view asks for its rows, a command runs, or an earlier window has
 * left operations under way. At activation one file is read, because there files cost more than bytes: the build puts into it whatever is
 * imported here by name. That may be constants and plain functions only, for it exists twice.
 */
export function activate(context: ExtensionContext): ReadinessApi {
  let app: ComposedApp | undefined;
  let loading: Promise<ComposedApp> | undefined;
  const load = (): Promise<ComposedApp> =>
    (loading ??= import('./editor/composeApp.ts').then(({ composeApp }) => (app = composeApp(context, trees))));

  const trees = {
    readiness: createTree<TreeNode>(viewIds.readiness, async () => (await load()).view),
    operations: createTree<string>(viewIds.operations, async () => (await (await load()).operations.load()).view),
  };
  context.subscriptions.push(
    ...Object.values(trees).flatMap(({ tree, treeChanged }) => [tree, treeChanged]),
    ...Object.values(commandIds).map((id) => commands.registerCommand(id, async (...args: unknown[]) => (await load()).run(id, args))),
  );
  const journals = azureFolder(context.globalStorageUri.fsPath);
  if (existsSync(journals)) goOn(journals, load).catch(() => {}); // what cannot be read is told once somebody looks
  return {
    machines: () => app?.api.machines() ?? [],
    rows: (depth) => app?.api.rows(depth) ?? '',
    page: (slot) => app?.api.page(slot),
    operations: () => app?.api.operations() ?? '',
    state: () => app?.api.state() ?? { kind: 'closed', busy: false, message: undefined, badge: undefined },
  };
}

/** Follows what an earlier window has left under way, if there is any. */
async function goOn(journals: string, load: () => Promise<ComposedApp>): Promise<void> {
  const { isAnythingLeft } = await import('./editor/operations/isAnythingLeft.ts');
  if (await isAnythingLeft(journals)) (await load()).goOn();
}

/** A view whose rows come from what `load` brings, when the editor asks for them. */
function createTree<T>(id: string, load: () => Promise<Omit<TreeDataProvider<T>, 'onDidChangeTreeData'>>) {
  const treeChanged = new EventEmitter<T | undefined>();
  const tree = window.createTreeView<T>(id, {
    canSelectMany: true,
    showCollapseAll: true,
    treeDataProvider: {
      onDidChangeTreeData: treeChanged.event,
      getChildren: async (node) => (await load()).getChildren(node),
      getParent: async (node) => (await load()).getParent?.(node),
      getTreeItem: async (node) => (await load()).getTreeItem(node),
      resolveTreeItem: async (item, node, token) => (await load()).resolveTreeItem?.(item, node, token),
    },
  });
  return { tree, treeChanged };
}

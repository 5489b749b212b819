import { MarkdownString, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import { commandIds, rowKinds } from './ids.ts';
import { openSettings } from './openSettings.ts';
import type { Row } from './tree/row.ts';
import type { TreeNode } from './tree/node.ts';

const expansions = {
  none: TreeItemCollapsibleState.None,
  collapsed: TreeItemCollapsibleState.Collapsed,
  expanded: TreeItemCollapsibleState.Expanded,
} as const;

/** A row as the editor wants it. */
export function plainTreeItem(row: Row): TreeItem {
  const item = new TreeItem(row.label, expansions[row.expansion]);
  item.id = row.id;
  item.description = row.description;
  item.iconPath = new ThemeIcon(row.icon.name, row.icon.color === undefined ? undefined : new ThemeColor(row.icon.color));
  item.contextValue = row.kind;
  item.accessibilityInformation = { label: row.spoken };
  return item;
}

/** A row of the Readiness view. Its tooltip comes later, when somebody hovers. */
export function treeItem(row: Row, node: TreeNode): TreeItem {
  const item = plainTreeItem(row);
  if (node.kind === 'finding') {
    const { rule, subject } = node.finding;
    item.command = { command: commandIds.explainFinding, title: '', arguments: [{ rule, subject }] };
  }
  if (node.kind === 'note' && node.note.lockedTenant) item.command = { command: commandIds.signInToTenant, title: '', arguments: [node] };
  if (node.kind === 'note' && node.note.opensSetting !== undefined) item.command = openSettings(node.note.opensSetting);
  if (node.kind === 'note' && node.note.notPicked) item.command = { command: commandIds.selectSubscriptions, title: '' };
  return item;
}

/** The row of a machine on which an operation runs: it says what it is at, and offers nothing that changes Azure. */
export function progressItem(row: Row, progress: string): TreeItem {
  const item = plainTreeItem(row);
  item.description = progress;
  item.iconPath = new ThemeIcon('loading~spin');
  item.contextValue = rowKinds.machine;
  item.accessibilityInformation = { label: `${row.label}, ${progress}` };
  return item;
}

/** Untrusted Markdown: no commands, no HTML; icons only where the card itself puts them. */
export function cardTooltip(markdown: string): MarkdownString {
  return new MarkdownString(markdown, true);
}

import { MarkdownString, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import { commandIds } from './ids.ts';
import type { Row } from './tree/row.ts';
import type { TreeNode } from './tree/node.ts';

const expansions = {
  none: TreeItemCollapsibleState.None,
  collapsed: TreeItemCollapsibleState.Collapsed,
  expanded: TreeItemCollapsibleState.Expanded,
} as const;

/** A row as the editor wants it. Its tooltip comes later, when somebody hovers. */
export function treeItem(row: Row, node: TreeNode): TreeItem {
  const item = new TreeItem(row.label, expansions[row.expansion]);
  item.id = row.id;
  item.description = row.description;
  item.iconPath = new ThemeIcon(row.icon.name, row.icon.color === undefined ? undefined : new ThemeColor(row.icon.color));
  item.contextValue = row.kind;
  item.accessibilityInformation = { label: row.spoken };
  if (node.kind === 'finding') {
    const { rule, subject } = node.finding;
    item.command = { command: commandIds.explainFinding, title: '', arguments: [{ rule, subject }] };
  }
  if (node.kind === 'note' && node.note.lockedTenant) item.command = { command: commandIds.signInToTenant, title: '', arguments: [node] };
  if (node.kind === 'note' && node.note.notPicked) item.command = { command: commandIds.selectSubscriptions, title: '' };
  return item;
}

/** Untrusted Markdown: no commands, no HTML; icons only where the card itself puts them. */
export function cardTooltip(markdown: string): MarkdownString {
  return new MarkdownString(markdown, true);
}

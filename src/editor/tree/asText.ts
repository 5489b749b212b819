import { rowOf, type RowContext } from './rowOf.ts';
import type { TreeModel } from './treeModel.ts';
import type { TreeNode } from './node.ts';

const bullets: Readonly<Record<string, string>> = {
  pass: '✓',
  warning: '⚠',
  error: '✗',
  question: '?',
  'arrow-swap': '⇄',
  beaker: '⧗',
  sync: '⟳',
  info: 'i',
  'circle-slash': '⊘',
};

/**
 * The rows as text, a line each, indented: for tests, and for whoever wants to read the view without seeing it.
 * `depth`: levels below the roots; 0 gives the roots alone.
 */
export function asText(model: TreeModel, context: RowContext, depth: number): string {
  const lines: string[] = [];
  const add = (node: TreeNode, level: number): void => {
    const row = rowOf(node, context);
    const description = row.description === '' ? '' : `  ${row.description}`;
    lines.push(`${'  '.repeat(level)}${bullets[row.icon.name] ?? '•'} ${row.label}${description}`);
    if (level < depth) for (const child of model.children(node)) add(child, level + 1);
  };
  for (const root of model.roots) add(root, 0);
  return lines.join('\n');
}

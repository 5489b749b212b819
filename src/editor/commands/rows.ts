import type { TreeNode } from '../tree/node.ts';

const kinds: ReadonlySet<string> = new Set<TreeNode['kind']>([
  'group',
  'range',
  'machine',
  'fact',
  'findings',
  'finding',
  'note',
  'branch',
]);

/** The row that a command was called on; undefined when it comes from the palette. */
export function rowArgument(value: unknown): TreeNode | undefined {
  const isRow = typeof value === 'object' && value !== null && 'kind' in value && kinds.has(String(value.kind)) && 'id' in value;
  return isRow ? (value as TreeNode) : undefined;
}

/** All selected rows when the command was called on one of them, else the row alone. */
export function rowArguments(row: unknown, selected: unknown): readonly TreeNode[] {
  const one = rowArgument(row);
  if (!one) return [];
  const all = Array.isArray(selected) ? selected.map(rowArgument).filter((each) => each !== undefined) : [];
  return all.length > 0 ? all : [one];
}

/** Id of the resource that a row stands for, as Azure spells it. */
export function azureIdOf(node: TreeNode): string | undefined {
  switch (node.kind) {
    case 'machine':
    case 'fact':
      return node.machine.azureId;
    case 'finding':
      return node.finding.resourceId;
    case 'group':
      return node.groupBy === 'subscription' ? `/subscriptions/${node.key}` : undefined;
    case 'branch':
      return node.branch.azureId;
    case 'range':
    case 'findings':
    case 'note':
    case 'kept':
      return undefined;
  }
}

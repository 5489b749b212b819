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

/** A resource of Azure that a row stands for. */
export interface RowResource {
  readonly name: string;
  /** As Azure spells it. */
  readonly azureId: string;
}

export function resourceOf(node: TreeNode): RowResource | undefined {
  switch (node.kind) {
    case 'machine':
    case 'fact':
      return { name: node.machine.name, azureId: node.machine.azureId };
    case 'finding':
      return { name: node.finding.resourceId.split('/').at(-1) ?? '', azureId: node.finding.resourceId };
    case 'group':
      return node.groupBy === 'subscription' ? { name: node.key, azureId: `/subscriptions/${node.key}` } : undefined;
    case 'branch': {
      const { label, azureId } = node.branch;
      return azureId === undefined ? undefined : { name: label, azureId };
    }
    case 'range':
    case 'findings':
    case 'note':
    case 'kept':
      return undefined;
  }
}

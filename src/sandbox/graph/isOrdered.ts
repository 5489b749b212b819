import type { Operator, Pipeline, Query } from './kql/ast.ts';

/** Operators that leave the order of rows as it was. */
const KEEPS: ReadonlySet<Operator['kind']> = new Set([
  'where',
  'extend',
  'project',
  'project-away',
  'project-keep',
  'project-rename',
  'project-reorder',
  'mv-expand',
  'parse',
  'take',
]);

/** Whether the rows of a query's result stand in an order that the query asks for. */
export function isOrdered({ pipeline, lets }: Query): boolean {
  const tables = new Map<string, boolean>();
  for (const { name, value } of lets) if (value.kind === 'table') tables.set(name, isOrderedBy(value.pipeline, tables));
  return isOrderedBy(pipeline, tables);
}

function isOrderedBy({ source, operators }: Pipeline, tables: ReadonlyMap<string, boolean>): boolean {
  let ordered =
    source.kind === 'nested' ? isOrderedBy(source.pipeline, tables) : source.kind === 'table' && tables.get(source.name) === true;
  for (const { kind } of operators) ordered = kind === 'sort' || kind === 'top' || (ordered && KEEPS.has(kind));
  return ordered;
}

import type { Expression, Operator, Pipeline, Query, SortKey, Union } from './ast.ts';
import { bindExpression } from './bindExpression.ts';
import { valueOf, type Bound, type Environment, type Scope } from './bound.ts';
import { ColumnList } from './columnList.ts';
import { compareValues, keyOfValue, toJson } from './convert.ts';
import { join } from './join.ts';
import { mvExpand } from './mvExpand.ts';
import { predicate } from './operators.ts';
import { parseOperator } from './parseOperator.ts';
import { projectAway, projectKeep, projectRename, projectReorder } from './projectColumns.ts';
import { QueryError, semanticError, unknownTable } from './queryError.ts';
import { assertRows } from './rowLimit.ts';
import { summarize } from './summarize.ts';
import { isNumeric, nothing, type Column, type Row, type Table, type Value } from './values.ts';
import { withinTime } from './withinTime.ts';

/** The tables that a query may name. */
export interface TableSource {
  /**
   * The table (names without regard to case); undefined when there is none. With `types` (lower-case) rows of other
   * resource types may be left out.
   */
  readonly table: (name: string, types?: readonly string[]) => Table | undefined;
}

/** Most joins and unions in a query; real ones with four run, though three are documented. */
const MAX_REMOTE_TABLES = 10;

/** Runs a parsed query. `now` in ticks. Throws a `QueryError` for what does not make sense, or takes too long. */
export function runQuery(query: Query, source: TableSource, now: bigint, milliseconds?: number): Table {
  return withinTime(() => new QueryRun(source, now).query(query), milliseconds);
}

class QueryRun {
  readonly #source: TableSource;
  readonly #tables = new Map<string, Table>();
  readonly #scalars = new Map<string, Bound>();
  readonly #environment: Environment;
  #remote = 0;

  constructor(source: TableSource, now: bigint) {
    this.#source = source;
    this.#environment = { now, scalars: this.#scalars, run: (pipeline) => this.#pipeline(pipeline) };
  }

  query({ lets, pipeline }: Query): Table {
    for (const { name, value } of lets) {
      if (value.kind === 'table') {
        this.#tables.set(name, this.#pipeline(value.pipeline));
        continue;
      }
      const alias =
        value.expression.kind === 'column' && !this.#scalars.has(value.expression.name) ? this.#named(value.expression.name) : undefined;
      if (alias) this.#tables.set(name, alias);
      else this.#scalars.set(name, bindExpression(value.expression, { columns: [], environment: this.#environment }));
    }
    return this.#pipeline(pipeline);
  }

  #named(name: string, types?: readonly string[]): Table | undefined {
    return this.#tables.get(name) ?? this.#source.table(name, types);
  }

  #pipeline({ source, operators }: Pipeline): Table {
    let table: Table;
    if (source.kind === 'nested') table = this.#pipeline(source.pipeline);
    else if (source.kind === 'union') table = this.#union(undefined, source.union);
    else {
      const found = this.#named(source.name, pinnedTypes(operators));
      if (!found) throw unknownTable(source.name);
      table = found;
    }
    for (const operator of operators) table = this.#operator(table, operator);
    return table;
  }

  #operator(table: Table, operator: Operator): Table {
    const environment = this.#environment;
    const scope: Scope = { columns: table.columns, environment };
    switch (operator.kind) {
      case 'where': {
        const test = predicate(bindExpression(operator.predicate, scope));
        return { columns: table.columns, rows: table.rows.filter((row) => test(row) === true) };
      }
      case 'extend':
        return extend(table, operator.columns, scope);
      case 'project':
        return project(table, operator.columns, scope);
      case 'distinct':
        return distinct(
          operator.columns.some((column) => column.expression.kind === 'star') ? table : project(table, operator.columns, scope),
        );
      case 'project-away':
        return projectAway(table, operator.patterns);
      case 'project-keep':
        return projectKeep(table, operator.patterns);
      case 'project-rename':
        return projectRename(table, operator.renames);
      case 'project-reorder':
        return projectReorder(table, operator.patterns);
      case 'join':
        this.#countRemote();
        return join(table, this.#pipeline(operator.right), operator);
      case 'union':
        return this.#union(table, operator.union);
      case 'summarize':
        return summarize(table, operator.aggregates, operator.by, environment);
      case 'mv-expand':
        return mvExpand(table, operator, environment);
      case 'sort':
        return sort(table, operator.keys, scope);
      case 'top':
        return { columns: table.columns, rows: sort(table, [operator.key], scope).rows.slice(0, countOf(operator.count, scope)) };
      case 'take':
        return { columns: table.columns, rows: table.rows.slice(0, countOf(operator.count, scope)) };
      case 'count':
        return { columns: [{ name: 'Count', type: 'long' }], rows: [[table.rows.length]] };
      case 'parse':
        return parseOperator(table, operator, environment);
      default:
        return operator satisfies never;
    }
  }

  #union(first: Table | undefined, { inner, legs, withSource }: Union): Table {
    const tables: { name: string; table: Table }[] = first ? [{ name: 'union_arg0', table: first }] : [];
    for (const leg of legs) {
      this.#countRemote();
      const name = leg.source.kind === 'table' && leg.operators.length === 0 ? leg.source.name : `union_arg${tables.length}`;
      tables.push({ name, table: this.#pipeline(leg) });
    }
    assertRows(
      'union',
      tables.reduce((sum, { table }) => sum + table.rows.length, 0),
    );
    const merged = unionColumns(
      tables.map(({ table }) => table),
      inner,
    );
    const rows = tables.flatMap(({ name, table }) => {
      const from = merged.map((column) => table.columns.findIndex((own) => own.name === column.of && own.type === column.type));
      return table.rows.map((row) => {
        const values = from.map((index, i) => (index < 0 ? nothing(merged[i]!.type) : row[index]!));
        return withSource === undefined ? values : [name, ...values];
      });
    });
    const columns = merged.map(({ name, type }) => ({ name, type }));
    return { columns: withSource === undefined ? columns : [{ name: withSource, type: 'string' }, ...columns], rows };
  }

  #countRemote(): void {
    if (++this.#remote <= MAX_REMOTE_TABLES) return;
    const message = `The number of joins and unions exceeds the maximum of ${MAX_REMOTE_TABLES}.`;
    throw new QueryError({ code: 'DisallowedMaxNumberOfRemoteTables', message });
  }
}

/** The types that the first conditions of a pipeline ask for, so that other rows need not be made. */
function pinnedTypes(operators: readonly Operator[]): readonly string[] | undefined {
  for (const operator of operators) {
    if (operator.kind !== 'where') return undefined;
    const types = typesIn(operator.predicate);
    if (types !== undefined) return types;
  }
  return undefined;
}

function typesIn(expression: Expression): readonly string[] | undefined {
  const isType = (left: Expression): boolean => left.kind === 'column' && left.name === 'type';
  if (expression.kind === 'list') {
    const { operator, left, items, table } = expression;
    const types = items.flatMap((item) => literalText(item) ?? []);
    return (operator === 'in' || operator === 'in~') && !table && isType(left) && types.length === items.length
      ? [...new Set(types)]
      : undefined;
  }
  if (expression.kind !== 'binary') return undefined;
  const { operator, left, right } = expression;
  if (operator === 'and') return typesIn(left) ?? typesIn(right);
  const type = (operator === '=~' || operator === '==') && isType(left) ? literalText(right) : undefined;
  return type === undefined ? undefined : [type];
}

/** A text in a query, lower-case. */
function literalText(expression: Expression): string | undefined {
  return expression.kind === 'literal' && typeof expression.value === 'string' ? expression.value.toLowerCase() : undefined;
}

function project(table: Table, named: (Operator & { kind: 'project' | 'extend' })['columns'], scope: Scope): Table {
  const columns = new ColumnList();
  const bounds = named.map(({ name, expression }) => {
    const bound = bindExpression(expression, scope);
    columns.add(name ?? bound.name, bound.type, name !== undefined);
    return bound;
  });
  return { columns: columns.columns, rows: table.rows.map((row) => bounds.map((bound) => bound.run(row))) };
}

/** New values may use the old columns only, even where they replace them. */
function extend(table: Table, named: (Operator & { kind: 'project' | 'extend' })['columns'], scope: Scope): Table {
  const columns: Column[] = [...table.columns];
  const places = named.map(({ name, expression }) => {
    const bound = bindExpression(expression, scope);
    let shown = name ?? bound.name;
    for (let n = 1; shown === undefined; n++) if (!columns.some((column) => column.name === `Column${n}`)) shown = `Column${n}`;
    const found = columns.findIndex((column) => column.name === shown);
    const index = found < 0 ? columns.length : found;
    columns[index] = { name: shown, type: bound.type };
    return { index, run: bound.run };
  });
  const rows = table.rows.map((row) => {
    const copy: Value[] = [...row];
    for (const { index, run } of places) copy[index] = run(row);
    return copy;
  });
  return { columns, rows };
}

function distinct(table: Table): Table {
  const rows = new Map<string, Row>();
  for (const row of table.rows) {
    const key = row.map(keyOfValue).join('\0');
    if (!rows.has(key)) rows.set(key, row);
  }
  return { columns: table.columns, rows: [...rows.values()] };
}

function sort(table: Table, keys: readonly SortKey[], scope: Scope): Table {
  const bounds = keys.map((key) => {
    const bound = bindExpression(key.expression, scope);
    if (bound.type === 'dynamic') throw semanticError("order operator: key can't be of dynamic type");
    return { run: bound.run, sign: key.descending ? -1 : 1, nulls: key.nullsFirst ? -1 : 1 };
  });
  const keyed = table.rows.map((row) => ({ row, values: bounds.map((bound) => bound.run(row)) }));
  keyed.sort((a, b) => {
    for (const [i, { sign, nulls }] of bounds.entries()) {
      const x = a.values[i]!;
      const y = b.values[i]!;
      if (x === null || y === null) {
        if (x !== y) return x === null ? nulls : -nulls;
        continue;
      }
      const order = compareValues(x, y);
      if (order !== 0) return order * sign;
    }
    return 0;
  });
  return { columns: table.columns, rows: keyed.map(({ row }) => row) };
}

function countOf(expression: Expression, scope: Scope): number {
  const bound = bindExpression(expression, { ...scope, columns: [] });
  const count = isNumeric(bound.type) ? valueOf(bound) : undefined;
  if (typeof count !== 'number' || count < 0) throw semanticError('A number of rows is expected');
  return count;
}

/** Columns of one name and type become one; those of one name and several types get the type as a suffix and stand side by side, as in Kusto.Language. */
function unionColumns(tables: readonly Table[], inner: boolean): (Column & { readonly of: string })[] {
  const merged: (Column & { of: string })[] = [];
  for (const { columns } of tables) {
    for (const { name, type } of columns) {
      if (inner && !tables.every((table) => table.columns.some((column) => column.name === name))) continue;
      if (merged.some((column) => column.of === name && column.type === type)) continue;
      const place = merged.findLastIndex((column) => column.of === name) + 1;
      merged.splice(place === 0 ? merged.length : place, 0, { name, type, of: name });
    }
  }
  const names = new ColumnList();
  return merged.map(({ of, type }) => {
    const clash = merged.some((other) => other.type !== type && other.of === of);
    return { of, type, name: names.add(clash ? `${of}_${type}` : of, type, false) };
  });
}

/** A row as the members of a JSON object. */
export const rowAsJson = (columns: readonly Column[], row: Row): Record<string, unknown> =>
  Object.fromEntries(columns.map((column, i) => [column.name, toJson(row[i]!, column.type)]));

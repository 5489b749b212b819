import { blank, evaluate, text, type NaiveRow, type Val } from './naiveExpression.ts';
import type { Aggregate, Expr, Json, Named, Pipe, Step, Type } from './queryModel.ts';

export interface NaiveTable {
  readonly columns: readonly (readonly [string, Type])[];
  readonly rows: readonly NaiveRow[];
}

export function naiveRun(pipe: Pipe, tables: Readonly<Record<string, NaiveTable>>): NaiveTable {
  return pipe.steps.reduce((table, step) => naiveStep(step, table, tables), tables[pipe.table]!);
}

/** The column name that an expression has by itself. */
function ownName(e: Expr): string | undefined {
  if (e.k === 'column') return e.name;
  if (e.k === 'path') {
    const of = ownName(e.of);
    return of === undefined ? undefined : `${of}_${String(e.key).replace(/[^A-Za-z0-9_]/g, '_')}`;
  }
  if (e.k !== 'call') return undefined;
  const first = e.args[0] && ownName(e.args[0]);
  if (['tostring', 'tolong', 'todatetime'].includes(e.f)) return first;
  return e.f === 'strlen' && first !== undefined ? `strlen_${first}` : undefined;
}

const fresh = (wanted: string | undefined, taken: readonly string[]): string => {
  if (wanted !== undefined && !taken.includes(wanted)) return wanted;
  for (let n = 1; ; n++) if (!taken.includes(`${wanted ?? 'Column'}${n}`)) return `${wanted ?? 'Column'}${n}`;
};

function shownNames(columns: readonly { readonly name: string | undefined; readonly own: string | undefined }[]): string[] {
  const names: string[] = [];
  for (const { name, own } of columns) names.push(name ?? fresh(own, names));
  return names;
}

const at = (row: NaiveRow, name: string): Val => row.find(([own]) => own === name)![1];

function naiveStep(step: Step, table: NaiveTable, tables: Readonly<Record<string, NaiveTable>>): NaiveTable {
  switch (step.k) {
    case 'where':
      return { ...table, rows: table.rows.filter((row) => evaluate(step.e, row).v === true) };
    case 'project': {
      const names = shownNames(step.columns.map(({ name, e }) => ({ name, own: ownName(e) })));
      return {
        columns: step.columns.map(({ e }, i) => [names[i]!, e.t]),
        rows: table.rows.map((row) => step.columns.map(({ e }, i) => [names[i]!, evaluate(e, row)])),
      };
    }
    case 'extend':
      return extended(table, step.columns);
    case 'project-away':
      return kept(table, (name) => !step.names.includes(name));
    case 'project-keep':
      return kept(table, (name) => step.names.includes(name));
    case 'project-rename': {
      const renamed = (name: string): string => (name === step.from ? step.to : name);
      return {
        columns: table.columns.map(([name, t]) => [renamed(name), t]),
        rows: table.rows.map((row) => row.map(([name, v]) => [renamed(name), v])),
      };
    }
    case 'distinct': {
      const rows = table.rows.map((row): NaiveRow => step.names.map((name) => [name, at(row, name)]));
      const seen = rows.map((row) => JSON.stringify(row));
      return {
        columns: step.names.map((name) => table.columns.find(([own]) => own === name)!),
        rows: rows.filter((_, i) => seen.indexOf(seen[i]!) === i),
      };
    }
    case 'order':
      return { ...table, rows: ordered(table.rows, step.keys) };
    case 'top':
      return { ...table, rows: ordered(table.rows, [{ e: step.e, dir: step.dir, nulls: '' }]).slice(0, step.n) };
    case 'take':
      return { ...table, rows: table.rows.slice(0, step.n) };
    case 'count':
      return { columns: [['Count', 'long']], rows: [[['Count', { t: 'long', v: table.rows.length }]]] };
    case 'summarize':
      return summarized(table, step.aggregates, step.by);
    case 'mv-expand':
      return expanded(table, step);
    case 'join':
      return joined(table, naiveRun(step.right, tables), step);
    case 'union':
      return united([table, ...step.legs.map((leg) => naiveRun(leg, tables))]);
    default:
      return step satisfies never;
  }
}

const kept = (table: NaiveTable, keep: (name: string) => boolean): NaiveTable => ({
  columns: table.columns.filter(([name]) => keep(name)),
  rows: table.rows.map((row) => row.filter(([name]) => keep(name))),
});

function extended(table: NaiveTable, columns: readonly Named[]): NaiveTable {
  let shown = [...table.columns];
  const names = columns.map(({ name, e }) => {
    const own =
      name ??
      ownName(e) ??
      fresh(
        undefined,
        shown.map(([taken]) => taken),
      );
    shown = shown.some(([taken]) => taken === own) ? shown.map(([taken, t]) => [taken, taken === own ? e.t : t]) : [...shown, [own, e.t]];
    return own;
  });
  return {
    columns: shown,
    rows: table.rows.map((row) =>
      shown.map(([name]) => {
        const last = names.lastIndexOf(name);
        return [name, last < 0 ? at(row, name) : evaluate(columns[last]!.e, row)];
      }),
    ),
  };
}

function ordered(rows: readonly NaiveRow[], keys: (Step & { k: 'order' })['keys']): NaiveRow[] {
  return rows.toSorted((one, other) => {
    for (const { e, dir, nulls } of keys) {
      const [x, y] = [evaluate(e, one).v, evaluate(e, other).v];
      const first = nulls === 'first' || (nulls === '' && dir === 'asc');
      if (x === null && y === null) continue;
      if (x === null) return first ? -1 : 1;
      if (y === null) return first ? 1 : -1;
      if (x !== y) return (x < y ? -1 : 1) * (dir === 'asc' ? 1 : -1);
    }
    return 0;
  });
}

function summarized(table: NaiveTable, aggregates: readonly Aggregate[], by: readonly Named[]): NaiveTable {
  const prefix: Readonly<Record<string, string>> = { make_list: 'list', make_set: 'set' };
  const names = shownNames([
    ...by.map(({ name, e }) => ({ name, own: ownName(e) })),
    ...aggregates.map(({ name, f, args }) => ({ name, own: `${prefix[f] ?? f}_${(args[0] && ownName(args[0])) ?? ''}` })),
  ]);
  const keyed = table.rows.map((row) => ({ row, key: by.map(({ e }) => evaluate(e, row)) }));
  const keys = by.length === 0 ? ['[]'] : [...new Set(keyed.map(({ key }) => JSON.stringify(key)))];
  return {
    columns: [...by.map(({ e }, i) => [names[i]!, e.t] as const), ...aggregates.map(({ t }, i) => [names[by.length + i]!, t] as const)],
    rows: keys.map((key) => {
      const group = keyed.filter((member) => JSON.stringify(member.key) === key).map(({ row }) => row);
      const values = [...(JSON.parse(key) as Val[]), ...aggregates.map((aggregate) => aggregated(aggregate, group))];
      return values.map((value, i) => [names[i]!, value]);
    }),
  };
}

/** Aggregates over the rows that meet their second argument. */
const CONDITIONAL: Readonly<Record<string, string>> = {
  sumif: 'sum',
  maxif: 'max',
  dcountif: 'dcount',
  make_list_if: 'make_list',
  make_set_if: 'make_set',
};

function aggregated({ f, args, t }: Aggregate, group: readonly NaiveRow[]): Val {
  const base = CONDITIONAL[f];
  if (base !== undefined) {
    const meant = group.filter((row) => evaluate(args[1]!, row).v === true);
    return aggregated({ name: undefined, f: base, args: [args[0]!], t }, meant);
  }
  const values = args[0] ? group.map((row) => evaluate(args[0]!, row).v) : [];
  const given = values.filter((v) => v !== null);
  const unique = given.filter((v, i) => given.findIndex((other) => JSON.stringify(other) === JSON.stringify(v)) === i);
  switch (f) {
    case 'count':
      return { t, v: group.length };
    case 'countif':
      return { t, v: values.filter((v) => v === true).length };
    case 'dcount':
      return { t, v: unique.length };
    case 'sum':
      return { t, v: (given as number[]).reduce((a, b) => a + b, 0) };
    case 'min':
    case 'max': {
      const sorted = given.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
      return { t, v: sorted.at(f === 'min' ? 0 : -1) ?? blank(t).v };
    }
    case 'percentile': {
      // By nearest rank: the first value that so many percent of all do not exceed.
      const percent = (args[1] as { v: number }).v;
      const sorted = (given as number[]).toSorted((a, b) => a - b);
      return { t, v: sorted.find((_, i) => (i + 1) * 100 >= percent * sorted.length) ?? null };
    }
    case 'avg':
      return { t, v: given.length === 0 ? null : (given as number[]).reduce((a, b) => a + b, 0) / given.length };
    case 'make_list':
      return { t, v: given };
    case 'make_set': {
      const flat = given.flat(1).filter((v) => v !== null);
      return { t, v: flat.filter((v, i) => flat.findIndex((other) => JSON.stringify(other) === JSON.stringify(v)) === i) };
    }
    default:
      throw new Error(`naive: ${f}`);
  }
}

function expanded(table: NaiveTable, { name, e, to }: Step & { k: 'mv-expand' }): NaiveTable {
  const t = to ?? 'dynamic';
  const cast = (v: Json): Val => {
    if (t === 'dynamic') return { t, v };
    if (t === 'string') return { t, v: text({ t: 'dynamic', v }) };
    if (typeof v === 'boolean') return { t, v: v ? 1 : 0 };
    return { t, v: typeof v === 'number' ? Math.trunc(v) : null };
  };
  const rows = table.rows.flatMap((row) => {
    const { v } = evaluate(e, row);
    const items: Json[] = Array.isArray(v)
      ? v
      : v !== null && typeof v === 'object'
        ? Object.entries(v).map(([key, item]) => ({ [key]: item }))
        : [v];
    const others = row.filter(([own]) => own !== name);
    const place = row.findIndex(([own]) => own === name);
    return items.slice(0, 128).map((item) => others.toSpliced(place < 0 ? others.length : place, 0, [name, cast(item)]));
  });
  const had = table.columns.some(([own]) => own === name);
  return { columns: had ? table.columns.map(([own, type]) => [own, own === name ? t : type]) : [...table.columns, [name, t]], rows };
}

function joined(left: NaiveTable, right: NaiveTable, { kind = 'innerunique', on }: Step & { k: 'join' }): NaiveTable {
  const match = (l: NaiveRow, r: NaiveRow): boolean =>
    on.every((names) => {
      const [x, y] = [at(l, names.l).v, at(r, names.r).v];
      return x !== null && y !== null && x === y;
    });
  if (kind === 'leftanti') return { ...left, rows: left.rows.filter((l) => !right.rows.some((r) => match(l, r))) };
  if (kind === 'leftsemi') return { ...left, rows: left.rows.filter((l) => right.rows.some((r) => match(l, r))) };
  const names = left.columns.map(([name]) => name);
  const rightNames = right.columns.map(([name]) => {
    names.push(fresh(name, names));
    return names.at(-1)!;
  });
  const glue = (l: NaiveRow, r: NaiveRow): NaiveRow => [...l, ...r.map(([, value], i) => [rightNames[i]!, value] as const)];
  const empty = (columns: NaiveTable['columns']): NaiveRow => columns.map(([name, t]) => [name, blank(t)]);
  const rows: NaiveRow[] = [];
  left.rows.forEach((l, i) => {
    const same = (other: NaiveRow): boolean => on.every((pair) => at(other, pair.l).v === at(l, pair.l).v);
    if (kind === 'innerunique' && left.rows.findIndex(same) < i) return;
    const found = right.rows.filter((r) => match(l, r));
    for (const r of found) rows.push(glue(l, r));
    if (found.length === 0 && ['leftouter', 'fullouter'].includes(kind)) rows.push(glue(l, empty(right.columns)));
  });
  if (['rightouter', 'fullouter'].includes(kind)) {
    for (const r of right.rows) if (!left.rows.some((l) => match(l, r))) rows.push(glue(empty(left.columns), r));
  }
  return { columns: [...left.columns, ...right.columns.map(([, t], i) => [rightNames[i]!, t] as const)], rows };
}

function united(tables: readonly NaiveTable[]): NaiveTable {
  const every = tables.flatMap(({ columns }) => columns);
  const all = [...new Set(every.map(([name]) => name))].flatMap((name) =>
    [...new Set(every.filter(([own]) => own === name).map(([, t]) => t))].map((t) => [name, t] as const),
  );
  const shown = ([name, t]: readonly [string, Type]): string => (all.filter(([own]) => own === name).length > 1 ? `${name}_${t}` : name);
  return {
    columns: all.map((column) => [shown(column), column[1]]),
    rows: tables.flatMap((table) =>
      table.rows.map((row) =>
        all.map((column): readonly [string, Val] => {
          const has = table.columns.some(([name, t]) => name === column[0] && t === column[1]);
          return [shown(column), has ? at(row, column[0]) : blank(column[1])];
        }),
      ),
    ),
  };
}

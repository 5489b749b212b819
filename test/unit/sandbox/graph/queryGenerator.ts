import type { NaiveRow } from './naiveExpression.ts';
import type { NaiveTable } from './naiveKql.ts';
import { ExpressionGenerator, type Columns } from './expressionGenerator.ts';
import type { Aggregate, Expr, Named, Pipe, Step, Type } from './queryModel.ts';

const COLUMNS: Columns = [
  ['id', 'string'],
  ['name', 'string'],
  ['kind', 'string'],
  ['n', 'long'],
  ['share', 'real'],
  ['on', 'bool'],
  ['at', 'datetime'],
  ['properties', 'dynamic'],
  ['tags', 'dynamic'],
];

/** Draws tables and queries of the grammar that make sense. */
export class QueryGenerator extends ExpressionGenerator {
  table(rows: number): NaiveTable {
    return {
      columns: COLUMNS,
      rows: Array.from({ length: this.int(rows) }, (_, i): NaiveRow =>
        COLUMNS.map(([name, t]) => [name, { t, v: name === 'id' ? `/id/${i}` : this.value(t) }]),
      ),
    };
  }

  pipe(depth = 2): Pipe {
    return this.#pipe(depth).pipe;
  }

  #pipe(depth: number): { pipe: Pipe; columns: Columns } {
    const steps: Step[] = [];
    let columns = COLUMNS;
    for (let i = this.int(depth > 1 ? 4 : 2); i >= 0; i--) {
      const made = this.#step(columns, depth);
      if (!made || made.columns.length > 25 || made.columns.length === 0) continue;
      steps.push(made.step);
      columns = made.columns;
    }
    return { pipe: { table: this.pick(['resources', 'others']), steps }, columns };
  }

  #step(columns: Columns, depth: number): { step: Step; columns: Columns } | undefined {
    const names = new Set(columns.map(([name]) => name));
    switch (this.int(depth > 1 ? 14 : 7)) {
      case 0:
      case 1:
      case 2:
        return { step: { k: 'where', e: this.expr('bool', columns, 3) }, columns };
      case 3:
        return this.#extend(columns);
      case 4:
        return this.#project(columns);
      case 5:
        return this.#subset(columns);
      case 6:
        return { step: { k: 'order', keys: this.#sortKeys(columns) }, columns };
      case 7:
        return { step: { k: 'take', n: this.int(6) }, columns };
      case 8:
        return { step: { k: 'top', n: this.int(6), e: this.#key(columns), dir: this.pick(['', 'asc', 'desc']) }, columns };
      case 9:
        return this.#summarize(columns);
      case 10:
        return this.#expand(columns);
      case 11:
        return this.#join(columns);
      case 12:
        return this.#union(columns);
      case 13: {
        const plain = columns.filter(([, t]) => t !== 'dynamic').map(([name]) => name);
        const picked = plain.filter(() => this.chance(2));
        if (picked.length === 0) return undefined;
        return { step: { k: 'distinct', names: picked }, columns: picked.map((name) => columns.find(([own]) => own === name)!) };
      }
      default:
        if (this.chance(3)) return { step: { k: 'count' }, columns: [['Count', 'long']] };
        return names.has('name') && !names.has('called')
          ? {
              step: { k: 'project-rename', to: 'called', from: 'name' },
              columns: columns.map(([name, t]) => [name === 'name' ? 'called' : name, t]),
            }
          : undefined;
    }
  }

  /** Names that are new or taken; taken ones are replaced. */
  #named(columns: Columns, taken: readonly string[]): Named {
    const e = this.expr(this.pick(['string', 'long', 'bool', 'dynamic', 'datetime', 'real']), columns, 2);
    const free = ['c1', 'c2', 'c3', 'name', 'n'].filter((name) => !taken.includes(name));
    return { name: this.pick(free), e };
  }

  #namedList(columns: Columns): Named[] {
    const list: Named[] = [];
    for (let i = this.int(2); i >= 0; i--)
      list.push(
        this.#named(
          columns,
          list.flatMap(({ name }) => name ?? []),
        ),
      );
    return list;
  }

  #extend(columns: Columns): { step: Step; columns: Columns } {
    const added = this.#namedList(columns);
    const map = new Map(columns);
    for (const { name, e } of added) map.set(name!, e.t);
    return { step: { k: 'extend', columns: added }, columns: [...map] };
  }

  /** Some columns as they are, one or two new, and now and then one without a name. */
  #project(columns: Columns): { step: Step; columns: Columns } {
    const kept = columns.filter(() => this.chance(2)).map(([name, t]): Named => ({ name: undefined, e: { k: 'column', t, name } }));
    const taken = new Set(kept.map(({ e }) => (e as { name: string }).name));
    const added = this.#namedList(columns).filter(({ name }) => !taken.has(name!));
    const list = [...kept, ...added];
    if (list.length === 0) list.push({ name: 'c1', e: this.expr('long', columns, 1) });
    const shown: (readonly [string, Type])[] = list.map(({ name, e }) => [name ?? (e as { name: string }).name, e.t]);
    const path = columns.some(([name, t]) => name === 'tags' && t === 'dynamic') && !shown.some(([name]) => name === 'tags_a');
    if (path && this.chance(3)) {
      const of: Expr = { k: 'column', t: 'dynamic', name: 'tags' };
      const inner: Expr = { k: 'path', t: 'dynamic', of, key: 'a' };
      const wrap = this.chance(2);
      list.push({ name: undefined, e: wrap ? { k: 'call', t: 'string', f: 'tostring', args: [inner] } : inner });
      shown.push(['tags_a', wrap ? 'string' : 'dynamic']);
    } else if (!shown.some(([name]) => name === 'Column1') && this.chance(4)) {
      list.push({ name: undefined, e: { k: 'call', t: 'string', f: 'tolower', args: [this.expr('string', columns, 1)] } });
      shown.push(['Column1', 'string']);
    }
    return { step: { k: 'project', columns: list }, columns: shown };
  }

  #subset(columns: Columns): { step: Step; columns: Columns } | undefined {
    const picked = columns.filter(() => this.chance(3)).map(([name]) => name);
    if (picked.length === 0 || picked.length === columns.length) return undefined;
    const keep = this.chance(3);
    return {
      step: { k: keep ? 'project-keep' : 'project-away', names: picked },
      columns: columns.filter(([name]) => picked.includes(name) === keep),
    };
  }

  /** An expression that may be sorted and grouped by. */
  #key(columns: Columns): Expr {
    return this.expr(this.pick(['string', 'string', 'long', 'bool', 'datetime']), columns, 1);
  }

  #sortKeys(columns: Columns): (Step & { k: 'order' })['keys'] {
    return Array.from({ length: 1 + this.int(1) }, () => ({
      e: this.#key(columns),
      dir: this.pick(['', 'asc', 'desc'] as const),
      nulls: this.pick(['', '', 'first', 'last'] as const),
    }));
  }

  #summarize(columns: Columns): { step: Step; columns: Columns } {
    const by = Array.from({ length: this.int(2) }, (_, i): Named => ({ name: `k${i}`, e: this.#key(columns) }));
    const aggregates: Aggregate[] = Array.from({ length: 1 + this.int(2) }, (_, i) => this.#aggregate(columns, `g${i}`));
    if (this.chance(3)) aggregates.push({ name: undefined, f: 'count', args: [], t: 'long' });
    return {
      step: { k: 'summarize', aggregates, by },
      columns: [...by.map(({ name, e }) => [name!, e.t] as const), ...aggregates.map(({ name, t }) => [name ?? 'count_', t] as const)],
    };
  }

  #aggregate(columns: Columns, name: string): Aggregate {
    const of = (f: string, t: Type, argument: Type): Aggregate => ({ name, f, t, args: [this.expr(argument, columns, 1)] });
    const when = (f: string, t: Type, argument: Type): Aggregate => ({
      name,
      f,
      t,
      args: [this.expr(argument, columns, 1), this.expr('bool', columns, 1)],
    });
    switch (this.int(11)) {
      case 9:
        return this.chance(2) ? when('sumif', 'long', 'long') : when('maxif', 'long', 'long');
      case 10:
        return this.chance(3) ? when('dcountif', 'long', 'string') : when(this.pick(['make_list_if', 'make_set_if']), 'dynamic', 'string');
      case 11:
        return {
          name,
          f: 'percentile',
          t: 'long',
          args: [this.expr('long', columns, 1), { k: 'literal', t: 'long', v: this.pick([1, 25, 50, 95, 100]) }],
        };
      case 0:
        return { name, f: 'count', t: 'long', args: [] };
      case 1:
        return of('countif', 'long', 'bool');
      case 2:
        return of('dcount', 'long', this.pick(['string', 'long']));
      case 3:
        return of('sum', 'long', 'long');
      case 4:
        return of('avg', 'real', 'long');
      case 5:
        return of('make_list', 'dynamic', this.pick(['string', 'long', 'dynamic']));
      case 6:
        return of('make_set', 'dynamic', this.pick(['string', 'long', 'dynamic']));
      default: {
        const t = this.pick(['long', 'string'] as const);
        return of(this.pick(['min', 'max']), t, t);
      }
    }
  }

  #expand(columns: Columns): { step: Step; columns: Columns } {
    const name = this.pick(['item', 'properties']);
    const to = this.pick([undefined, undefined, 'string', 'long'] as const);
    const map = new Map(columns);
    map.set(name, to ?? 'dynamic');
    return { step: { k: 'mv-expand', name, e: this.expr('dynamic', columns, 2), to }, columns: [...map] };
  }

  #join(columns: Columns): { step: Step; columns: Columns } | undefined {
    const { pipe: right, columns: rightColumns } = this.#pipe(1);
    const pairs = columns.flatMap(([l, t]) =>
      rightColumns.filter(([, other]) => other === t && (t === 'string' || t === 'long')).map(([r]) => ({ l, r })),
    );
    if (pairs.length === 0) return undefined;
    const on = this.chance(3) ? [this.pick(pairs), this.pick(pairs)] : [this.pick(pairs)];
    const kind = this.pick([undefined, 'inner', 'innerunique', 'leftouter', 'rightouter', 'fullouter', 'leftanti', 'leftsemi']);
    const step: Step = { k: 'join', kind, right, on };
    if (kind === 'leftanti' || kind === 'leftsemi') return { step, columns };
    const names = columns.map(([name]) => name);
    const renamed = rightColumns.map(([name, t]): readonly [string, Type] => {
      let shown = name;
      for (let n = 1; names.includes(shown); n++) shown = `${name}${n}`;
      names.push(shown);
      return [shown, t];
    });
    return { step, columns: [...columns, ...renamed] };
  }

  #union(columns: Columns): { step: Step; columns: Columns } | undefined {
    const { pipe, columns: others } = this.#pipe(1);
    const all = [...columns, ...others].filter(([name, t], i, list) => list.findIndex(([own, type]) => own === name && type === t) === i);
    const shown = all.map(([name, t]): readonly [string, Type] => [
      all.filter(([own]) => own === name).length > 1 ? `${name}_${t}` : name,
      t,
    ]);
    if (new Set(shown.map(([name]) => name)).size < shown.length) return undefined;
    return { step: { k: 'union', legs: [pipe] }, columns: shown };
  }
}

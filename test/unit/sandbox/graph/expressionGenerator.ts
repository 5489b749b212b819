import * as fc from 'fast-check';
import type { Expr, Json, Type } from './queryModel.ts';

export type Columns = readonly (readonly [string, Type])[];

const WORDS = ['', 'web', 'Web', 'vm-web-01', 'VM_web 01', 'Standard_LRS', 'standard_lrs', 'LRS', 'a/b/c', 'x', '7', "it's", 'a\\b'];
const DATES = ['2023-01-16T08:48:29', '2023-02-01T00:00:00', '2024-12-31T23:59:59'];

/** Draws expressions that make sense: each has the type that its place asks for. */
export abstract class ExpressionGenerator {
  readonly #g: fc.GeneratorValue;

  constructor(g: fc.GeneratorValue) {
    this.#g = g;
  }

  protected int(max: number): number {
    return this.#g(fc.nat, { max });
  }

  protected pick<T>(items: readonly T[]): T {
    return items[this.int(items.length - 1)]!;
  }

  protected chance(oneIn: number): boolean {
    return this.int(oneIn - 1) === 0;
  }

  protected value(t: Type): Json {
    if (t === 'string') return this.pick(WORDS);
    if (this.chance(5)) return null;
    switch (t) {
      case 'long':
        return this.int(6) - 2;
      case 'real':
        return this.pick([0.5, 1, -2.25, 3]);
      case 'bool':
        return this.chance(2);
      case 'datetime':
        return Date.parse(`${this.pick(DATES)}Z`);
      case 'dynamic':
        return this.json(2);
      default:
        return t satisfies never;
    }
  }

  protected json(depth: number): Json {
    const kind = this.int(depth > 0 ? 7 : 4);
    if (kind === 0) return null;
    if (kind === 1) return this.int(4);
    if (kind === 2) return this.chance(2);
    if (kind <= 4) return this.pick([...WORDS, '2023-01-16T08:48:29Z']);
    if (kind === 5) return Array.from({ length: this.int(3) }, () => this.json(depth - 1));
    return Object.fromEntries(['a', 'b', 'state'].filter(() => !this.chance(3)).map((key) => [key, this.json(depth - 1)]));
  }

  protected expr(t: Type, columns: Columns, depth: number): Expr {
    const own = columns.filter(([, type]) => type === t);
    if (own.length > 0 && (depth === 0 || this.chance(3))) return { k: 'column', t, name: this.pick(own)[0] };
    if (depth === 0) return this.literal(t);
    const sub = (type: Type): Expr => this.expr(type, columns, depth - 1);
    const call = (f: string, args: readonly Expr[]): Expr => ({ k: 'call', t, f, args });
    switch (t) {
      case 'bool':
        return this.#condition(columns, depth);
      case 'string':
        return this.#textual(sub, call);
      case 'long':
        switch (this.int(6)) {
          case 5:
            return call(this.pick(['iff', 'case']), [sub('bool'), sub('dynamic'), sub('long')]);
          case 0:
            return call('strlen', [sub('string')]);
          case 1:
            return call('array_length', [sub('dynamic')]);
          case 2:
            return call('tolong', [sub(this.pick(['string', 'dynamic', 'bool', 'real']))]);
          case 3:
            return call('indexof', [sub('string'), sub('string')]);
          case 4:
            return this.literal('long');
          default:
            return { k: 'binary', t, op: this.pick(['+', '-', '*', '/', '%']), a: sub('long'), b: sub('long') };
        }
      case 'real':
        return this.chance(2)
          ? this.literal('real')
          : { k: 'binary', t, op: this.pick(['+', '-', '*']), a: sub('real'), b: sub(this.pick(['real', 'long'])) };
      case 'datetime':
        return this.chance(2) ? call('todatetime', [sub(this.pick(['dynamic', 'datetime']))]) : this.literal('datetime');
      case 'dynamic':
        switch (this.int(7)) {
          case 0:
            return call('split', [sub('string'), { k: 'literal', t: 'string', v: this.pick(['/', '-', 'web']) }]);
          case 1:
            return call('pack_array', [sub('string'), sub('long'), sub('bool')]);
          case 2:
            return call('bag_pack', [
              { k: 'literal', t: 'string', v: 'a' },
              sub('string'),
              { k: 'literal', t: 'string', v: 'state' },
              sub('long'),
            ]);
          case 3:
            return call('bag_keys', [sub('dynamic')]);
          case 4:
            return call('iff', [sub('bool'), sub('dynamic'), sub('dynamic')]);
          default:
            return { k: 'path', t: 'dynamic', of: sub('dynamic'), key: this.pick(['a', 'b', 'state', 0, 1, -1]) };
        }
      default:
        return t satisfies never;
    }
  }

  #textual(sub: (t: Type) => Expr, call: (f: string, args: readonly Expr[]) => Expr): Expr {
    const any = (): Expr => sub(this.pick(['string', 'long', 'bool', 'dynamic', 'datetime']));
    const number = (): Expr => ({ k: 'literal', t: 'long', v: this.int(4) });
    switch (this.int(9)) {
      case 0:
        return call('tostring', [any()]);
      case 1:
        return call(this.pick(['tolower', 'toupper']), [sub(this.pick(['string', 'dynamic']))]);
      case 2:
        return call('strcat', [any(), any()]);
      case 3:
        return call('substring', [sub('string'), number(), number()]);
      case 4:
        return call('replace_string', [
          sub('string'),
          { k: 'literal', t: 'string', v: this.pick(['web', '_', '$']) },
          { k: 'literal', t: 'string', v: '$&' },
        ]);
      case 5:
        return call('strcat_array', [sub('dynamic'), { k: 'literal', t: 'string', v: '/' }]);
      case 6:
        return call('iff', [sub('bool'), sub(this.pick(['string', 'dynamic'])), sub('string')]);
      case 7:
        return call('case', [sub('bool'), sub('dynamic'), sub('bool'), sub('string'), sub('string')]);
      case 8:
        return call('coalesce', [sub(this.pick(['string', 'dynamic'])), sub('string')]);
      default:
        return this.literal('string');
    }
  }

  #condition(columns: Columns, depth: number): Expr {
    const sub = (t: Type): Expr => this.expr(t, columns, depth - 1);
    const binary = (op: string, a: Expr, b: Expr): Expr => ({ k: 'binary', t: 'bool', op, a, b });
    switch (this.int(10)) {
      case 0:
        return binary(this.pick(['and', 'or']), sub('bool'), sub('bool'));
      case 1:
        return { k: 'call', t: 'bool', f: 'not', args: [sub('bool')] };
      case 2:
        return {
          k: 'call',
          t: 'bool',
          f: this.pick(['isnull', 'isnotnull', 'isempty', 'isnotempty']),
          args: [sub(this.pick(['string', 'long', 'dynamic', 'datetime']))],
        };
      case 3: {
        const t = this.pick(['string', 'long', 'bool'] as const);
        return binary(this.pick(['==', '!=']), sub(this.chance(2) ? 'dynamic' : t), this.literal(t));
      }
      case 4: {
        const t = this.pick(['string', 'long', 'datetime'] as const);
        return binary(this.pick(['==', '!=', '<', '>', '<=', '>=']), sub(t), sub(t));
      }
      case 5:
        return binary(this.pick(['<', '>', '<=', '>=']), sub(this.pick(['long', 'real', 'dynamic'])), sub('long'));
      case 6: {
        const t = this.pick(['string', 'long'] as const);
        const op = this.pick(t === 'string' ? ['in', '!in', 'in~', '!in~'] : ['in', '!in']);
        return { k: 'in', t: 'bool', op, a: sub(this.chance(3) ? 'dynamic' : t), items: [this.literal(t), this.literal(t)] };
      }
      case 7: {
        const t = this.pick(['long', 'datetime'] as const);
        return { k: 'between', t: 'bool', not: this.chance(2), a: sub(t), low: this.literal(t), high: this.literal(t) };
      }
      default: {
        const names = ['has', 'contains', 'startswith', 'endswith', 'hasprefix', 'hassuffix'].flatMap((op) => [
          op,
          `!${op}`,
          `${op}_cs`,
          `!${op}_cs`,
        ]);
        return binary(this.pick([...names, '=~', '!~', '=~', '!~']), sub(this.pick(['string', 'string', 'dynamic'])), sub('string'));
      }
    }
  }

  protected literal(t: Type): Expr {
    switch (t) {
      case 'string':
        return { k: 'literal', t, v: this.pick(WORDS) };
      case 'long':
        return { k: 'literal', t, v: this.int(5) };
      case 'real':
        return { k: 'literal', t, v: this.pick([0.5, 1.5, 2.25]) };
      case 'bool':
        return { k: 'literal', t, v: this.chance(2) };
      case 'datetime':
        return { k: 'literal', t, v: this.pick(DATES) };
      case 'dynamic':
        return { k: 'literal', t, v: this.json(1) };
      default:
        return t satisfies never;
    }
  }
}

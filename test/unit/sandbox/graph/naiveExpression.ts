import type { Expr, Json, Type } from './queryModel.ts';

/** A value with its type; a datetime is milliseconds since 1970. Written by Kusto's documentation, without a look at the sandbox. */
export interface Val {
  readonly t: Type;
  readonly v: Json;
}

/** A row as pairs of name and value, in order. */
export type NaiveRow = readonly (readonly [string, Val])[];

export const blank = (t: Type): Val => ({ t, v: t === 'string' ? '' : null });

export const text = ({ t, v }: Val): string => {
  if (v === null) return '';
  if (t === 'datetime') return new Date(v as number).toISOString().replace('Z', '0000Z');
  return typeof v === 'string' ? v : JSON.stringify(v);
};

export function evaluate(e: Expr, row: NaiveRow): Val {
  const see = (inner: Expr): Val => evaluate(inner, row);
  switch (e.k) {
    case 'column':
      return row.find(([name]) => name === e.name)![1];
    case 'literal':
      return e.t === 'datetime' ? { t: e.t, v: Date.parse(`${e.v as string}Z`) } : { t: e.t, v: e.v };
    case 'path': {
      const of = see(e.of).v;
      if (typeof e.key === 'number') {
        if (!Array.isArray(of)) return { t: 'dynamic', v: null };
        return { t: 'dynamic', v: of[e.key < 0 ? of.length + e.key : e.key] ?? null };
      }
      const isBag = of !== null && typeof of === 'object' && !Array.isArray(of);
      return { t: 'dynamic', v: isBag && Object.keys(of).includes(e.key) ? of[e.key]! : null };
    }
    case 'call':
      return call(e.f, e.args, see, e.t);
    case 'binary':
      return binary(e.op, e.a, e.b, see);
    case 'in': {
      const left = see(e.a);
      const asText = left.t === 'dynamic' && e.items.every((item) => item.t === 'string');
      if (asText && !e.op.endsWith('~')) {
        return { t: 'bool', v: e.items.some((item) => text(see(item)) === text(left)) !== e.op.startsWith('!') };
      }
      const fold = (val: Val): string => (e.op.endsWith('~') ? text(val).toLowerCase() : JSON.stringify(val.v));
      const found = left.v !== null && e.items.some((item) => fold(see(item)) === fold(left));
      const viaText = e.op.endsWith('~') && e.items.some((item) => fold(see(item)) === fold(left));
      return { t: 'bool', v: (found || viaText) !== e.op.startsWith('!') };
    }
    case 'between': {
      const a = see(e.a).v;
      const low = compare('>=', a, see(e.low).v);
      const high = compare('<=', a, see(e.high).v);
      const inside = low === false || high === false ? false : low === null || high === null ? null : true;
      return { t: 'bool', v: inside === null ? null : inside !== e.not };
    }
    default:
      return e satisfies never;
  }
}

function compare(op: string, a: Json, b: Json): boolean | null {
  if (typeof a !== typeof b || a === null || b === null || typeof a === 'object') return null;
  const [x, y] = [a, b as typeof a];
  return op === '<' ? x < y : op === '<=' ? x <= y : op === '>' ? x > y : x >= y;
}

function binary(op: string, a: Expr, b: Expr, see: (e: Expr) => Val): Val {
  const bool = (v: boolean | null): Val => ({ t: 'bool', v });
  const x = see(a);
  const y = see(b);
  switch (op) {
    case 'and':
      return bool(x.v === false || y.v === false ? false : x.v === null || y.v === null ? null : true);
    case 'or':
      return bool(x.v === true || y.v === true ? true : x.v === null || y.v === null ? null : false);
    case '==':
    case '!=':
      if ([x, y].some(({ t }) => t === 'dynamic') && [x, y].some(({ t }) => t === 'string'))
        return bool((text(x) === text(y)) === (op === '=='));
      if (seen(x, y) === null && seen(y, x) === null) return bool(null);
      return bool((seen(x, y) !== null && typeof seen(x, y) !== 'object' && seen(x, y) === seen(y, x)) === (op === '=='));
    case '<':
    case '<=':
    case '>':
    case '>=': {
      const asText = [x, y].some(({ t }) => t === 'dynamic') && [x, y].some(({ t }) => t === 'string');
      return bool(asText ? compare(op, text(x), text(y)) : compare(op, seen(x, y), seen(y, x)));
    }
    case '+':
    case '-':
    case '*':
    case '/':
    case '%':
      return arithmetic(op, x, y);
    default:
      return bool(onText(op.replace('!~', '!=~').replace(/^!/, ''), text(x), text(y)) !== op.startsWith('!'));
  }
}

/** A value beside another one: dynamic is read as the number or truth that the other is. */
function seen({ t, v }: Val, beside: Val): Val['v'] {
  if (t !== 'dynamic') return v;
  if (beside.t === 'long' || beside.t === 'real') {
    if (typeof v === 'boolean') return v ? 1 : 0;
    if (typeof v === 'string') return /^[-+]?[0-9]+([.][0-9]*)?$/.test(v.trim()) ? Number(v) : null;
    return typeof v === 'number' ? v : null;
  }
  if (beside.t === 'bool') {
    if (typeof v === 'number') return v !== 0;
    if (typeof v === 'string') return ['true', 'false'].includes(v.toLowerCase()) ? v.toLowerCase() === 'true' : null;
    return typeof v === 'boolean' ? v : null;
  }
  return v;
}

function arithmetic(op: string, x: Val, y: Val): Val {
  const t: Type = x.t === 'long' && y.t === 'long' ? 'long' : 'real';
  if (typeof x.v !== 'number' || typeof y.v !== 'number') return { t, v: null };
  if (op === '+') return { t, v: x.v + y.v };
  if (op === '-') return { t, v: x.v - y.v };
  if (op === '*') return { t, v: x.v * y.v };
  if (y.v === 0 && (t === 'long' || op === '%')) return { t, v: null };
  if (op === '%') return { t, v: ((x.v % y.v) + Math.abs(y.v)) % Math.abs(y.v) };
  return { t, v: t === 'long' ? Math.trunc(x.v / y.v) : x.v / y.v };
}

function onText(op: string, whole: string, part: string): boolean {
  const [a, b] = op.endsWith('_cs') ? [whole, part] : [whole.toLowerCase(), part.toLowerCase()];
  const word = '[A-Za-z0-9]';
  const literal = b.replace(/[^A-Za-z0-9]/g, (c) => `\\u${(c.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`);
  const before = new RegExp(`^${word}`).test(b) ? `(?<!${word})` : '';
  const after = new RegExp(`${word}$`).test(b) ? `(?!${word})` : '';
  switch (op.replace('_cs', '')) {
    case '=~':
      return a === b;
    case 'contains':
      return a.split(b).length > 1 || b === '';
    case 'startswith':
      return a.slice(0, b.length) === b;
    case 'endswith':
      return b === '' || (a.length >= b.length && a.slice(-b.length) === b);
    case 'has':
      return new RegExp(before + literal + after).test(a);
    case 'hasprefix':
      return new RegExp(before + literal).test(a);
    case 'hassuffix':
      return new RegExp(literal + after).test(a);
    default:
      throw new Error(`naive: ${op}`);
  }
}

/** What stands in one place in several types: dynamic becomes what the others are. */
function cast(val: Val, t: Type): Val {
  if (val.t === t) return val;
  const { v } = val;
  if (t === 'string') return { t, v: text(val) };
  if (t !== 'long') return { t, v };
  if (typeof v === 'boolean') return { t, v: v ? 1 : 0 };
  if (typeof v === 'number') return { t, v: v < 0 ? Math.ceil(v) : Math.floor(v) };
  return { t, v: typeof v === 'string' && /^-?\d+$/.test(v) ? Number.parseInt(v, 10) : null };
}

function call(f: string, args: readonly Expr[], see: (e: Expr) => Val, t: Type): Val {
  const val = (i: number): Val => see(args[i]!);
  const str = (v: string): Val => ({ t: 'string', v });
  switch (f) {
    case 'tolower':
      return str(text(val(0)).toLowerCase());
    case 'toupper':
      return str(text(val(0)).toUpperCase());
    case 'tostring':
      return str(text(val(0)));
    case 'strcat':
      return str(args.map((arg) => text(see(arg))).join(''));
    case 'strlen':
      return { t: 'long', v: text(val(0)).length };
    case 'substring':
      return str(text(val(0)).slice(val(1).v as number, (val(1).v as number) + (val(2).v as number)));
    case 'indexof':
      return { t: 'long', v: text(val(0)).indexOf(text(val(1))) };
    case 'replace_string':
      return str(
        text(val(0))
          .split(text(val(1)))
          .join(text(val(2))),
      );
    case 'split':
      return { t: 'dynamic', v: text(val(0)).split(text(val(1))) };
    case 'strcat_array': {
      const { v } = val(0);
      return str(Array.isArray(v) ? v.map((item) => text({ t: 'dynamic', v: item })).join(text(val(1))) : '');
    }
    case 'array_length': {
      const { v } = val(0);
      return { t: 'long', v: Array.isArray(v) ? v.length : null };
    }
    case 'bag_keys': {
      const { v } = val(0);
      return { t: 'dynamic', v: v !== null && typeof v === 'object' && !Array.isArray(v) ? Object.keys(v) : null };
    }
    case 'pack_array':
      return { t: 'dynamic', v: args.map((arg) => see(arg).v) };
    case 'bag_pack':
      return {
        t: 'dynamic',
        v: Object.fromEntries(args.flatMap((arg, i) => (i % 2 === 0 ? [[text(see(arg)), see(args[i + 1]!).v]] : []))),
      };
    case 'tolong':
      return cast(val(0), 'long');
    case 'todatetime': {
      const { v } = val(0);
      return {
        t: 'datetime',
        v: typeof v === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(v) ? Date.parse(v) : val(0).t === 'datetime' ? v : null,
      };
    }
    case 'isnull':
      return { t: 'bool', v: val(0).v === null };
    case 'isnotnull':
      return { t: 'bool', v: val(0).v !== null };
    case 'isempty':
      return { t: 'bool', v: val(0).v === null || val(0).v === '' };
    case 'isnotempty':
      return { t: 'bool', v: val(0).v !== null && val(0).v !== '' };
    case 'not':
      return { t: 'bool', v: val(0).v === null ? null : !val(0).v };
    case 'iff':
      return cast(val(0).v === true ? val(1) : val(2), t);
    case 'case': {
      for (let i = 0; i + 1 < args.length; i += 2) if (val(i).v === true) return cast(val(i + 1), t);
      return cast(val(args.length - 1), t);
    }
    case 'coalesce': {
      const given = args.map(see).find(({ t: own, v }) => v !== null && !(own === 'string' && v === ''));
      return given ? cast(given, t) : blank(t);
    }
    default:
      throw new Error(`naive: ${f}`);
  }
}

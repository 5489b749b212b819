/** Queries as the tests make them: their own model, printed to KQL and evaluated without the sandbox's code. */
export type Type = 'string' | 'long' | 'real' | 'bool' | 'dynamic' | 'datetime';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export type Expr =
  | { readonly k: 'column'; readonly t: Type; readonly name: string }
  | { readonly k: 'literal'; readonly t: Type; readonly v: Json }
  | { readonly k: 'path'; readonly t: 'dynamic'; readonly of: Expr; readonly key: string | number }
  | { readonly k: 'call'; readonly t: Type; readonly f: string; readonly args: readonly Expr[] }
  | { readonly k: 'binary'; readonly t: Type; readonly op: string; readonly a: Expr; readonly b: Expr }
  | { readonly k: 'in'; readonly t: 'bool'; readonly op: string; readonly a: Expr; readonly items: readonly Expr[] }
  | { readonly k: 'between'; readonly t: 'bool'; readonly not: boolean; readonly a: Expr; readonly low: Expr; readonly high: Expr };

export interface Named {
  readonly name: string | undefined;
  readonly e: Expr;
}

export interface Aggregate {
  readonly name: string | undefined;
  readonly f: string;
  readonly args: readonly Expr[];
  readonly t: Type;
}

export type Step =
  | { readonly k: 'where'; readonly e: Expr }
  | { readonly k: 'extend' | 'project'; readonly columns: readonly Named[] }
  | { readonly k: 'project-away' | 'project-keep' | 'distinct'; readonly names: readonly string[] }
  | { readonly k: 'project-rename'; readonly to: string; readonly from: string }
  | {
      readonly k: 'order';
      readonly keys: readonly { readonly e: Expr; readonly dir: '' | 'asc' | 'desc'; readonly nulls: '' | 'first' | 'last' }[];
    }
  | { readonly k: 'top'; readonly n: number; readonly e: Expr; readonly dir: '' | 'asc' | 'desc' }
  | { readonly k: 'take'; readonly n: number }
  | { readonly k: 'count' }
  | { readonly k: 'summarize'; readonly aggregates: readonly Aggregate[]; readonly by: readonly Named[] }
  | { readonly k: 'mv-expand'; readonly name: string; readonly e: Expr; readonly to: Type | undefined }
  | {
      readonly k: 'join';
      readonly kind: string | undefined;
      readonly right: Pipe;
      readonly on: readonly { readonly l: string; readonly r: string }[];
    }
  | { readonly k: 'union'; readonly legs: readonly Pipe[] };

export interface Pipe {
  readonly table: string;
  readonly steps: readonly Step[];
}

const RANK: Readonly<Record<string, number>> = { or: 1, and: 2, '<': 4, '>': 4, '<=': 4, '>=': 4, '+': 5, '-': 5, '*': 6, '/': 6, '%': 6 };

/** How tightly an expression binds; equality and the operators on text come between `and` and `<`. */
const rankOf = (e: Expr): number => (e.k === 'binary' ? (RANK[e.op] ?? 3) : e.k === 'in' || e.k === 'between' ? 3 : 9);

function printExpr(e: Expr): string {
  const within = (inner: Expr, least: number): string => (rankOf(inner) < least ? `(${printExpr(inner)})` : printExpr(inner));
  switch (e.k) {
    case 'column':
      return /^\w+$/.test(e.name) ? e.name : `['${e.name}']`;
    case 'literal':
      return printLiteral(e);
    case 'path':
      return typeof e.key === 'number'
        ? `${within(e.of, 9)}[${e.key}]`
        : /^[a-z]+$/.test(e.key)
          ? `${within(e.of, 9)}.${e.key}`
          : `${within(e.of, 9)}['${e.key}']`;
    case 'call':
      return `${e.f}(${e.args.map(printExpr).join(', ')})`;
    case 'binary': {
      const rank = rankOf(e);
      return `${within(e.a, rank)} ${e.op} ${within(e.b, rank + 1)}`;
    }
    case 'in':
      return `${within(e.a, 4)} ${e.op} (${e.items.map(printExpr).join(', ')})`;
    case 'between':
      return `${within(e.a, 4)} ${e.not ? '!between' : 'between'} (${within(e.low, 5)} .. ${within(e.high, 5)})`;
    default:
      return e satisfies never;
  }
}

function printLiteral({ t, v }: Expr & { k: 'literal' }): string {
  if (t === 'dynamic') return `dynamic(${JSON.stringify(v)})`;
  if (t === 'datetime') return `datetime(${v as string})`;
  if (t === 'string') return `'${(v as string).replace(/[\\']/g, String.raw`\$&`)}'`;
  return JSON.stringify(v);
}

const printNamed = ({ name, e }: Named): string => (name === undefined ? printExpr(e) : `${name} = ${printExpr(e)}`);

export function printPipe({ table, steps }: Pipe): string {
  return [table, ...steps.map(printStep)].join('\n| ');
}

function printStep(step: Step): string {
  switch (step.k) {
    case 'where':
      return `where ${printExpr(step.e)}`;
    case 'extend':
    case 'project':
      return `${step.k} ${step.columns.map(printNamed).join(', ')}`;
    case 'project-away':
    case 'project-keep':
    case 'distinct':
      return `${step.k} ${step.names.join(', ')}`;
    case 'project-rename':
      return `project-rename ${step.to} = ${step.from}`;
    case 'order':
      return `order by ${step.keys.map(({ e, dir, nulls }) => `${printExpr(e)} ${dir}${nulls ? ` nulls ${nulls}` : ''}`).join(', ')}`;
    case 'top':
      return `top ${step.n} by ${printExpr(step.e)} ${step.dir}`;
    case 'take':
      return `take ${step.n}`;
    case 'count':
      return 'count';
    case 'summarize': {
      const aggregates = step.aggregates.map(
        ({ name, f, args }) => `${name === undefined ? '' : `${name} = `}${f}(${args.map(printExpr).join(', ')})`,
      );
      return `summarize ${aggregates.join(', ')}${step.by.length > 0 ? ` by ${step.by.map(printNamed).join(', ')}` : ''}`;
    }
    case 'mv-expand':
      return `mv-expand ${step.name} = ${printExpr(step.e)}${step.to ? ` to typeof(${step.to})` : ''}`;
    case 'join': {
      const on = step.on.map(({ l, r }) => (l === r ? l : `$left.${l} == $right.${r}`));
      return `join ${step.kind ? `kind=${step.kind} ` : ''}(${printPipe(step.right)}) on ${on.join(', ')}`;
    }
    case 'union':
      return `union ${step.legs.map((leg) => `(${printPipe(leg)})`).join(', ')}`;
    default:
      return step satisfies never;
  }
}

import type { Token } from './lexer.ts';
import type { ScalarType, Value } from './values.ts';

/** Scalar expressions. `at` is the token that names the expression, for errors. */
export type Expression =
  | { readonly kind: 'literal'; readonly at: Token; readonly type: ScalarType; readonly value: Value }
  | { readonly kind: 'column'; readonly at: Token; readonly name: string }
  | { readonly kind: 'star'; readonly at: Token }
  /** `a.b`, `a['b']`, `a[0]`: `key` is a literal or computed. */
  | { readonly kind: 'path'; readonly at: Token; readonly of: Expression; readonly key: Expression }
  | { readonly kind: 'call'; readonly at: Token; readonly name: string; readonly args: readonly NamedExpression[] }
  | { readonly kind: 'unary'; readonly at: Token; readonly operator: '-' | '+'; readonly of: Expression }
  | { readonly kind: 'binary'; readonly at: Token; readonly operator: string; readonly left: Expression; readonly right: Expression }
  /** `in`, `has_any` and their like; `table` for `in (table | …)`. */
  | {
      readonly kind: 'list';
      readonly at: Token;
      readonly operator: string;
      readonly left: Expression;
      readonly items: readonly Expression[];
      readonly table?: Pipeline;
    }
  | {
      readonly kind: 'between';
      readonly at: Token;
      readonly negated: boolean;
      readonly of: Expression;
      readonly low: Expression;
      readonly high: Expression;
    };

export interface NamedExpression {
  /** Undefined: the name follows from the expression. */
  readonly name?: string;
  readonly expression: Expression;
}

export interface SortKey {
  readonly expression: Expression;
  readonly descending: boolean;
  readonly nullsFirst: boolean;
}

export const JOIN_KINDS = [
  'innerunique',
  'inner',
  'leftouter',
  'rightouter',
  'fullouter',
  'leftanti',
  'rightanti',
  'leftsemi',
  'rightsemi',
] as const;
export type JoinKind = (typeof JOIN_KINDS)[number];

/** A column name, possibly with `*`, of project-away and its like. */
export interface NamePattern {
  readonly at: Token;
  readonly text: string;
}

export interface MvExpandColumn {
  readonly name?: string;
  readonly expression: Expression;
  readonly type?: ScalarType;
}

export const PARSE_KINDS = ['simple', 'relaxed', 'regex'] as const;
export type ParseKind = (typeof PARSE_KINDS)[number];

/** A part of the pattern of `parse`: text to find, or a column to fill; `*` skips. */
export type ParsePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'star' }
  | { readonly kind: 'column'; readonly name: string; readonly type: ScalarType };

export type Operator =
  | { readonly kind: 'where'; readonly predicate: Expression }
  | { readonly kind: 'extend' | 'project'; readonly columns: readonly NamedExpression[] }
  | { readonly kind: 'project-away' | 'project-keep'; readonly patterns: readonly NamePattern[] }
  | { readonly kind: 'project-rename'; readonly renames: readonly { readonly to: string; readonly from: NamePattern }[] }
  | {
      readonly kind: 'project-reorder';
      readonly patterns: readonly (NamePattern & { readonly order?: 'asc' | 'desc' })[];
    }
  | {
      readonly kind: 'join';
      readonly flavor: JoinKind;
      readonly right: Pipeline;
      readonly on: readonly { readonly left: NamePattern; readonly right: NamePattern }[];
    }
  | { readonly kind: 'union'; readonly union: Union }
  | { readonly kind: 'summarize'; readonly aggregates: readonly NamedExpression[]; readonly by: readonly NamedExpression[] }
  | {
      readonly kind: 'mv-expand';
      readonly columns: readonly MvExpandColumn[];
      readonly indexName?: string;
      readonly bagsAsArrays: boolean;
      readonly limit?: number;
    }
  | { readonly kind: 'sort'; readonly keys: readonly SortKey[] }
  | { readonly kind: 'top'; readonly count: Expression; readonly key: SortKey }
  | { readonly kind: 'take'; readonly count: Expression }
  | { readonly kind: 'distinct'; readonly columns: readonly NamedExpression[] }
  | { readonly kind: 'count' }
  | {
      readonly kind: 'parse';
      readonly of: Expression;
      readonly parts: readonly ParsePart[];
      readonly flavor: ParseKind;
      /** Of the regular expression: `i`, `s`, `m`. */
      readonly flags: string;
      /** `parse-where`: a row that does not fit is dropped. */
      readonly strict: boolean;
    };

export interface Union {
  readonly inner: boolean;
  readonly withSource?: string;
  readonly legs: readonly Pipeline[];
}

export type Source =
  | { readonly kind: 'table'; readonly at: Token; readonly name: string }
  | { readonly kind: 'union'; readonly union: Union };

export interface Pipeline {
  readonly source: Source | { readonly kind: 'nested'; readonly pipeline: Pipeline };
  readonly operators: readonly Operator[];
}

export interface LetStatement {
  readonly name: string;
  readonly value: { readonly kind: 'scalar'; readonly expression: Expression } | { readonly kind: 'table'; readonly pipeline: Pipeline };
}

export interface Query {
  /** All names and texts in it. */
  readonly words: ReadonlySet<string>;
  readonly lets: readonly LetStatement[];
  readonly pipeline: Pipeline;
}

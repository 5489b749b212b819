import type { Pipeline } from './ast.ts';
import type { Column, Row, ScalarType, Table, Value } from './values.ts';

/** An expression whose names and types are known: ready to run on rows. */
export interface Bound {
  readonly type: ScalarType;
  /** The same for every row; such an expression never looks at its row. */
  readonly constant: boolean;
  /** The name that a column gets from the expression alone; undefined: `Column1` and so on. */
  readonly name?: string | undefined;
  readonly run: (row: Row) => Value;
}

/** What a query may refer to. */
export interface Scope {
  readonly columns: readonly Column[];
  readonly environment: Environment;
}

/** What is the same in every part of a query. */
export interface Environment {
  /** `now()`, in ticks. */
  readonly now: bigint;
  readonly scalars: ReadonlyMap<string, Bound>;
  readonly run: (pipeline: Pipeline) => Table;
}

export const constant = (type: ScalarType, value: Value): Bound => ({ type, constant: true, run: () => value });

/** The value of a constant expression. */
export const valueOf = (bound: Bound): Value => bound.run([]);

/** Runs a constant expression once instead of for every row. */
export function folded(bound: Bound): Bound {
  if (!bound.constant) return bound;
  const value = bound.run([]);
  return { ...bound, run: () => value };
}

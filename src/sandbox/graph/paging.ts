import type { Query } from './kql/ast.ts';

interface Skipped {
  readonly rowsToSkip: number;
  readonly maxRows: number;
}

/** Azure names the cluster that answered; ours has no name outside. */
const CLUSTER = 'https://arg-sandbox.arg.core.windows.net';

/** The token of the page after `rowsToSkip` rows, laid out as Azure's: JSON with CRLF in base64. */
export function skipTokenOf(rowsToSkip: number, maxRows: number): string {
  const token = { $id: '1', MaxRows: maxRows, RowsToSkip: rowsToSkip, KustoClusterUrl: CLUSTER };
  return Buffer.from(JSON.stringify(token, undefined, 2).replaceAll('\n', '\r\n')).toString('base64');
}

/** What a token says; null when it is none. */
export function tokenSkip(token: unknown): Skipped | null {
  if (typeof token !== 'string') return null;
  try {
    const { RowsToSkip, MaxRows } = JSON.parse(Buffer.from(token, 'base64').toString('utf8')) as Record<string, unknown>;
    const valid = Number.isInteger(RowsToSkip) && Number.isInteger(MaxRows) && Number(RowsToSkip) >= 0 && Number(MaxRows) > 0;
    return valid ? { rowsToSkip: Number(RowsToSkip), maxRows: Number(MaxRows) } : null;
  } catch {
    return null;
  }
}

/** A query with `limit` or `take` has no further pages. */
export function isPageable({ pipeline }: Query): boolean {
  return !pipeline.operators.some((operator) => operator.kind === 'take');
}

import type { GraphRequest } from './graphRequest.ts';
import { toJson } from './kql/convert.ts';
import { rowAsJson } from './kql/runQuery.ts';
import type { Row, ScalarType, Table } from './kql/values.ts';
import { skipTokenOf } from './paging.ts';

/** Names of types in the table format (OpenAPI `ColumnDataType`). */
const COLUMN_TYPES: Readonly<Record<ScalarType, string>> = {
  string: 'string',
  int: 'integer',
  long: 'integer',
  real: 'number',
  bool: 'boolean',
  datetime: 'datetime',
  timespan: 'string',
  dynamic: 'object',
};

/** Rows as a request wants them: objects, or one table. */
export function dataOf(columns: Table['columns'], rows: readonly Row[], format: GraphRequest['format']): unknown {
  if (format === 'objectArray') return rows.map((row) => rowAsJson(columns, row));
  return {
    columns: columns.map(({ name, type }) => ({ name, type: COLUMN_TYPES[type] })),
    rows: rows.map((row) => row.map((value, i) => toJson(value, columns[i]!.type))),
  };
}

/** The body of an answer with the rows from `skip`. `order` gives the places of the rows, when they are not as in the table. */
export function graphAnswer(
  table: Table,
  request: GraphRequest,
  skip: number,
  pageable: boolean,
  facets: readonly unknown[],
  order?: readonly number[],
): unknown {
  const total = table.rows.length;
  const end = Math.min(skip + request.top, total);
  const page = Array.from({ length: Math.max(end - skip, 0) }, (_, i) => table.rows[order ? order[skip + i]! : skip + i]!);
  const more = end < total;
  // Azure pages by `id`; where it cannot, rows are cut off and it says so.
  const canPage = pageable && table.columns.some((column) => column.name === 'id');
  return {
    totalRecords: total,
    count: page.length,
    data: dataOf(table.columns, page, request.format),
    facets,
    resultTruncated: String(more && !canPage),
    ...(more && canPage ? { $skipToken: skipTokenOf(end, request.top) } : {}),
  };
}

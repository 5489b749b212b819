import type { FacetRequest } from './graphRequest.ts';
import { parseQuery } from './kql/parseQuery.ts';
import { QueryError } from './kql/queryError.ts';
import { rowAsJson, runQuery } from './kql/runQuery.ts';
import type { Table } from './kql/values.ts';

/**
 * The facets of a result: how often each value of an expression occurs in it. Shapes, codes and messages are those of the public OpenAPI and
 * its examples (2021-03-01). [GAP] Which order rows have unless the request says was not recorded: the most frequent first.
 */
export const facetsOf = (table: Table, requests: readonly FacetRequest[], now: bigint): unknown[] =>
  requests.map((request) => facet(table, request, now));

function facet(table: Table, { expression, filter, sortBy, sortOrder, top }: FacetRequest, now: bigint): unknown {
  // `properties.a.b` of the query is the column `properties_a_b` of its result.
  const column = table.columns.find(({ name }) => name === expression.replaceAll('.', '_'));
  const named = `['${column?.name.replace(/['\\]/g, String.raw`\$&`) ?? ''}']`;
  const by = column === undefined ? expression : column.type === 'dynamic' ? `tostring(${named})` : named;
  const query = [
    'result',
    ...(filter === undefined ? [] : [`where ${filter}`]),
    `summarize ['count'] = count() by ${by}`,
    `order by ${sortBy ?? "['count']"} ${sortOrder}`,
  ].join('\n| ');
  try {
    const { columns, rows } = runQuery(parseQuery(query), { table: (name) => (name === 'result' ? table : undefined) }, now);
    const data = rows.slice(0, top).map((row) => rowAsJson(columns, row));
    return { expression, totalRecords: rows.length, count: data.length, data, resultType: 'FacetResult' };
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    const errors = [
      { code: 'NoValidColumns', message: 'No valid columns in facet expression.' },
      { code: 'InvalidColumnNames', message: `Invalid column names: [${expression}].` },
    ];
    return { expression, errors, resultType: 'FacetError' };
  }
}

import { dataOf } from './graphAnswer.ts';
import type { FacetRequest, GraphRequest } from './graphRequest.ts';
import { parseQuery } from './kql/parseQuery.ts';
import { QueryError } from './kql/queryError.ts';
import { runQuery } from './kql/runQuery.ts';
import type { Table } from './kql/values.ts';

/**
 * The facets of a result: how often each value of an expression occurs in it. Shapes, codes and messages are those of the public OpenAPI and
 * its examples (2021-03-01), and of azure-sdk-for-python's recording, whose facets are tables where its rows are. [GAP] Which order rows have
 * unless the request says was not recorded: the most frequent first.
 */
export const facetsOf = (table: Table, { facets, format }: GraphRequest, now: bigint): unknown[] =>
  facets.map((facet) => facetOf(table, facet, format, now));

function facetOf(table: Table, facet: FacetRequest, format: GraphRequest['format'], now: bigint): unknown {
  const { expression, filter, sortBy, sortOrder, top } = facet;
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
    const shown = rows.slice(0, top);
    const data = dataOf(columns, shown, format);
    return { expression, totalRecords: rows.length, count: shown.length, data, resultType: 'FacetResult' };
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    const errors = [
      { code: 'NoValidColumns', message: 'No valid columns in facet expression.' },
      { code: 'InvalidColumnNames', message: `Invalid column names: [${expression}].` },
    ];
    return { expression, errors, resultType: 'FacetError' };
  }
}

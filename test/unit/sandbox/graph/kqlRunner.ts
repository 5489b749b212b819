import { ticksOf } from '../../../../src/sandbox/graph/kql/dateTime.ts';
import { parseQuery } from '../../../../src/sandbox/graph/kql/parseQuery.ts';
import { QueryError, type QueryErrorDetail } from '../../../../src/sandbox/graph/kql/queryError.ts';
import { rowAsJson, runQuery } from '../../../../src/sandbox/graph/kql/runQuery.ts';
import type { Table } from '../../../../src/sandbox/graph/kql/values.ts';

const NOW = new Date('2026-09-14T08:00:00Z');

const vms: Table = {
  columns: [
    { name: 'id', type: 'string' },
    { name: 'name', type: 'string' },
    { name: 'type', type: 'string' },
    { name: 'cores', type: 'long' },
    { name: 'properties', type: 'dynamic' },
    { name: 'tags', type: 'dynamic' },
    { name: 'zones', type: 'dynamic' },
  ],
  rows: [
    [
      '/vms/a',
      'a',
      'vm',
      4,
      { size: 'Standard_D4s_v5', disks: [{ n: 1 }, { n: 2 }], since: '2026-09-13T08:00:00Z', ok: true },
      { app: 'web', 'cost-center': '7' },
      ['1'],
    ],
    ['/vms/b', 'b', 'vm', 2, { size: 'Standard_B2s', disks: [], since: null, ok: false }, { app: 'db' }, null],
    ['/vms/c', 'c', 'vm', null, { size: 'Standard_D4s_v5', disks: null }, null, ['2', '3']],
  ],
};
const items: Table = {
  columns: [
    { name: 'id', type: 'string' },
    { name: 'vm', type: 'string' },
    { name: 'rpo', type: 'long' },
    { name: 'health', type: 'dynamic' },
  ],
  rows: [
    ['/items/1', 'a', 60, 'Normal'],
    ['/items/2', 'a', 90, 'Warning'],
    ['/items/3', 'z', null, null],
  ],
};
const tables: Readonly<Record<string, Table>> = { resources: vms, items };

/** The result of a query over two small tables, as a client would see its rows. */
export function rowsOf(query: string, milliseconds?: number): Record<string, unknown>[] {
  const table = runQuery(parseQuery(query), { table: (name) => tables[name.toLowerCase()] }, ticksOf(NOW), milliseconds);
  return table.rows.map((row) => rowAsJson(table.columns, row));
}

/** The value of one expression, in the row of the machine `a`. */
export const valueOf = (expression: string): unknown =>
  rowsOf(`resources | where name == 'a' | project value = ${expression}`)[0]?.['value'];

/** What is wrong with a query, as Azure would say it first. */
export const refusalOf = (query: string, milliseconds?: number): QueryErrorDetail => refusalsOf(query, milliseconds)[0]!;

/** All that is wrong with a query, as Azure would say it. */
export function refusalsOf(query: string, milliseconds?: number): readonly QueryErrorDetail[] {
  try {
    rowsOf(query, milliseconds);
  } catch (error) {
    if (error instanceof QueryError) return error.details;
    throw error;
  }
  throw new Error(`not refused: ${query}`);
}

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ticksOf } from '../../../../src/sandbox/graph/kql/dateTime.ts';
import { parseQuery } from '../../../../src/sandbox/graph/kql/parseQuery.ts';
import { rowAsJson, runQuery } from '../../../../src/sandbox/graph/kql/runQuery.ts';
import type { Table } from '../../../../src/sandbox/graph/kql/values.ts';
import type { Val } from './naiveExpression.ts';
import { naiveRun, type NaiveTable } from './naiveKql.ts';
import { QueryGenerator } from './queryGenerator.ts';
import { printPipe } from './queryModel.ts';

const NOW = new Date('2026-09-14T08:00:00Z');

/** The naive table as the engine takes it: dates in ticks. */
const engineTable = ({ columns, rows }: NaiveTable): Table => ({
  columns: columns.map(([name, type]) => ({ name, type })),
  rows: rows.map((row) => row.map(([, { t, v }]) => (t === 'datetime' && typeof v === 'number' ? ticksOf(new Date(v)) : v))),
});

const shown = ({ t, v }: Val): unknown => (t === 'datetime' && typeof v === 'number' ? new Date(v).toISOString().replace('Z', '0000Z') : v);

describe('500 random queries', () => {
  it('give what the naive evaluator gives: the same columns, the same rows in the same order', () => {
    fc.assert(
      fc.property(fc.gen(), (g) => {
        const generator = new QueryGenerator(g);
        const tables = { resources: generator.table(12), others: generator.table(8) };
        const pipe = generator.pipe();
        const query = printPipe(pipe);
        const naive = naiveRun(pipe, tables);
        const source = { table: (name: string) => (Object.hasOwn(tables, name) ? engineTable(tables[name as 'others']) : undefined) };
        const result = runQuery(parseQuery(query), source, ticksOf(NOW));
        expect(result.columns, query).toEqual(naive.columns.map(([name, type]) => ({ name, type })));
        const rows = result.rows.map((row) => JSON.stringify(rowAsJson(result.columns, row)));
        const expected = naive.rows.map((row) => JSON.stringify(Object.fromEntries(row.map(([name, value]) => [name, shown(value)]))));
        expect(rows, query).toEqual(expected);
      }),
      { numRuns: 500, seed: 7 },
    );
  });
});

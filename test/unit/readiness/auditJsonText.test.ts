import { expect, test } from 'vitest';
import { auditJsonText } from '../../../src/readiness/auditJsonText.ts';
import type { AuditJson } from '../../../src/readiness/auditJson.ts';

const audit = {
  schemaVersion: 1,
  generatedAt: '2026-09-14T08:00:00.000Z',
  source: 'Sandbox "x"\n',
  depth: 'full',
  partial: false,
  subscriptions: Array.from({ length: 450 }, (_, index) => ({ id: String(index), name: 'ü’' })),
  machines: [],
  companions: [{ id: '/a', role: 'testMachine', of: '/b' }],
  findings: [],
  unknown: [],
  excluded: [],
  notEvaluated: [],
} satisfies AuditJson;

test('the pieces make the same JSON, with an entry of a list on each line', () => {
  const pieces = [...auditJsonText(audit)];
  const text = pieces.join('');
  expect(JSON.parse(text)).toEqual(audit);
  expect(text.split('\n').filter((line) => line.startsWith('    {'))).toHaveLength(451);
  expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(text.length / 2);
  expect(text.endsWith('}\n')).toBe(true);
});

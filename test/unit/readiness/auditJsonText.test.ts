import { expect, test } from 'vitest';
import { auditJsonText } from '../../../src/readiness/auditJsonText.ts';
import { disk, judge, vm } from './facts.ts';

test('has an entry of a list on each line, in pieces, whatever things are called', () => {
  const hostile = 'ü’ "x"\\\n\u2028\ud83d</script>';
  const names = Array.from({ length: 450 }, (_, index) => `${hostile} ${index}`);
  const assessment = judge({ machines: names.map((name) => vm(name, { location: hostile })), disks: names.map((name) => disk(name)) });
  const pieces = [...auditJsonText(assessment)];
  const text = pieces.join('');
  const { machines, findings, unknown, notEvaluated } = assessment;
  expect(JSON.parse(text)).toMatchObject({
    machines: machines.map(({ azureId: id, name, location, findings: own }) => ({
      id,
      name,
      location,
      findings: own.map(({ rule, severity, evidence }) => ({ rule, severity, evidence })),
    })),
    findings: findings.map(({ rule, severity, resourceId, evidence }) => ({ rule, severity, resourceId, evidence })),
    companions: [],
  });
  // The subscription is the one entry besides.
  const lines = text.split('\n');
  const entries = 1 + machines.length + findings.length + unknown.length + notEvaluated.length;
  expect(lines.filter((line) => line.startsWith('    {'))).toHaveLength(entries);
  expect(lines).toContain('  "companions": [],');
  expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(text.length / 4);
  expect(text.endsWith(']\n}\n')).toBe(true);
});

import { expect, test } from 'vitest';
import { byGravestRule } from '../../../src/editor/commands/byGravestRule.ts';
import { assess } from '../../../src/readiness/assess.ts';
import { severities } from '../../../src/readiness/finding.ts';
import { defaultPolicy } from '../../../src/readiness/policy.ts';
import { smallInventory } from './smallInventory.ts';

test('the rule with the gravest finding is on top, and none is lost', () => {
  const { findings } = assess(smallInventory, defaultPolicy, smallInventory.takenAt);
  const rules = byGravestRule(findings.toReversed());
  const gravest = rules.map(([, same]) => Math.min(...same.map(({ severity }) => severities.indexOf(severity))));
  expect(new Set(gravest).size).toBeGreaterThan(1);
  expect(gravest).toEqual(gravest.toSorted((a, b) => a - b));
  expect(rules.flatMap(([, same]) => same)).toHaveLength(findings.length);
});

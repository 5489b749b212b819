import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { findingPage } from '../../../src/editor/explain/findingPage.ts';
import { toArmId } from '../../../src/model/armId.ts';
import { ruleTexts } from '../../../src/readiness/rules/ruleTexts.ts';
import { english } from './localizer.ts';
import { screenOf } from './screenOf.ts';
import { smallInventory, takenAt } from './smallInventory.ts';

/**
 * What every rule tells, word by word, as the page of a finding shows it. A new rule's page is written by the first run; after a change of
 * words read what `npm run unit -- test/unit/editor/rulePages.test.ts --update` makes of them, and commit it.
 */
const { assessment } = screenOf(smallInventory).snapshot;
const resourceId = '/subscriptions/s1/resourceGroups/rg-App/providers/Microsoft.Example/things/thing-01';

test.each(ruleTexts.map((rule) => [rule.id, rule] as const))('the page of %s', async (id, rule) => {
  const evidence = rule.decides.map((property) => ({ property, value: 'as read' }));
  const finding = { rule: id, severity: rule.severity, subject: toArmId(resourceId), resourceId, evidence };
  await expect(findingPage({ finding, name: 'thing-01', rule, assessment, links: [], factsAsOf: takenAt }, english)).toMatchFileSnapshot(
    `golden/rules/${id}.txt`,
  );
});

test('no page is left of a rule that is gone', () => {
  const pages = new Set(ruleTexts.map(({ id }) => `${id}.txt`));
  const left = readdirSync(path.resolve(import.meta.dirname, 'golden/rules')).filter((name) => !pages.has(name));
  expect(left).toEqual([]);
});

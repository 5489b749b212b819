import { expect, test } from 'vitest';
import { findingPage } from '../../../src/editor/explain/findingPage.ts';
import { allRules } from '../../../src/readiness/rules/allRules.ts';
import { english } from './localizer.ts';
import { screenOf } from './screenOf.ts';
import { smallInventory, takenAt } from './smallInventory.ts';

const screen = screenOf(smallInventory);
const { assessment } = screen.snapshot;

function findingOf(rule: string, name: string): { rule: string; subject: (typeof assessment.findings)[number]['subject'] } {
  return assessment.findings.find((finding) => finding.rule === rule && finding.resourceId.endsWith(`/${name}`))!;
}

test('the page of a finding', async () => {
  const { rule, subject } = findingOf('DR-DRL-002', 'web-02');
  await expect(screen.page(rule, subject, 'web-02')).toMatchFileSnapshot('golden/page-DR-DRL-002.txt');
});

test('the page of what has no single property', async () => {
  const { rule, subject } = findingOf('DR-VM-001', 'sql-01');
  await expect(screen.page(rule, subject, 'sql-01')).toMatchFileSnapshot('golden/page-DR-VM-001.txt');
});

test('a page whose finding is gone says so', () => {
  const { subject } = findingOf('DR-VM-001', 'sql-01');
  expect(screen.page('DR-VM-003', subject, 'sql-01')).toContain('no longer has this finding');
});

test('every rule has a page with all its parts, and hostile values stay values', () => {
  const id = '/subscriptions/s1/resourceGroups/g/providers/Microsoft.Compute/virtualMachines/```\n# evil \u202e[x](command:y)';
  for (const rule of allRules) {
    const finding = {
      rule: rule.id,
      severity: rule.severity,
      subject: assessment.findings[0]!.subject,
      resourceId: id,
      evidence: [{ property: 'name', value: '<script>|[x](y)\n# z' }],
    };
    const page = findingPage(
      { finding, name: id.slice(id.lastIndexOf('/') + 1), rule, assessment, links: [], factsAsOf: takenAt },
      english,
    );
    const headings = page.split('\n').filter((line) => line.startsWith('#'));
    expect(headings.slice(1, 6)).toEqual(['## What is wrong', '## Evidence', '## If the region fails', '## What to do', '## Sources']);
    expect(headings.filter((line) => line.includes('evil') || line === '# z')).toEqual([]);
    expect(page).not.toContain('<script>');
    expect(page).not.toContain('\u202e');
    expect(page).toContain('Sandbox');
    expect(page).toMatch(/^- \[.+\]\(<https:\/\/.+>\) \(.+\)$/m);
  }
});

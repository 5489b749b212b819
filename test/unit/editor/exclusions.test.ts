import { expect, test } from 'vitest';
import { rowKinds } from '../../../src/editor/ids.ts';
import type { TreeNode } from '../../../src/editor/tree/node.ts';
import type { Screen } from '../../../src/editor/tree/screen.ts';
import type { ViewOptions } from '../../../src/editor/tree/viewOptions.ts';
import { toArmId } from '../../../src/model/armId.ts';
import { assess } from '../../../src/readiness/assess.ts';
import type { Exclusion } from '../../../src/readiness/exclusion.ts';
import { defaultPolicy } from '../../../src/readiness/policy.ts';
import { screenOn } from './screenOf.ts';
import { smallInventory, takenAt } from './smallInventory.ts';

const plain = assess(smallInventory, defaultPolicy, takenAt);

function idOf(name: string): string {
  return plain.findings.find(({ resourceId }) => resourceId.endsWith(`/${name}`))!.resourceId;
}

const exclusions: readonly Exclusion[] = [
  { rule: 'DR-VM-001', resourceId: idOf('sql-01'), reason: 'rebuilt [x](command:y)', until: '2999-12-31' },
  { rule: 'DR-DRL-002', resourceId: idOf('web-02'), reason: 'drill is planned', until: '2020-01-01' },
  { rule: 'DR-VM-020', resourceId: idOf('web-02'), reason: 'backed up by its application', until: '2999-12-31' },
  { rule: 'DR-VLT-003', resourceId: idOf('vault-ne'), reason: 'test vault', until: '2999-12-31' },
];

function screenWith(options: Partial<ViewOptions> = {}): Screen {
  return screenOn(assess(smallInventory, { ...defaultPolicy, exclusions }, takenAt), options);
}

function* allNodes(screen: Screen, parent?: TreeNode): Generator<TreeNode> {
  for (const node of screen.children(parent)) {
    yield node;
    yield* allNodes(screen, node);
  }
}

test('the rows: quiet where excluded, and never silent', async () => {
  await expect(screenWith().asText(4)).toMatchFileSnapshot('golden/small-with-exclusions.txt');
});

test('an excluded finding has its own kind of row, an expired exclusion too, and every row is spoken', () => {
  const screen = screenWith();
  const rows = [...allNodes(screen)].map((node) => screen.row(node));
  expect(rows.filter(({ kind }) => kind === rowKinds.excluded)).toHaveLength(3);
  expect(rows.filter(({ kind }) => kind === rowKinds.expired)).toHaveLength(1);
  for (const { label, spoken } of rows) expect(spoken).toContain(label);
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
});

test('the filter finds a rule that is excluded', () => {
  const text = screenWith({ filter: { states: [], text: 'sql dr-vm-001' } }).asText(2);
  expect(text).toContain('sql-01');
  expect(screenWith({ groupBy: 'region', filter: { states: [], text: 'vault-ne' } }).asText(2)).toContain('1 excluded · medium 1');
});

test('card and page say until when and why, and a reason is only words there', () => {
  const screen = screenWith();
  const card = screen.card([...allNodes(screen)].find((node) => node.kind === 'machine' && node.machine.name === 'sql-01')!);
  expect(card).toContain(String.raw`DR\-VM\-001 until 2999\-12\-31\: rebuilt \[x\]\(command\:y\)`);
  const { subject } = plain.findings.find(({ rule, resourceId }) => rule === 'DR-VM-001' && resourceId === idOf('sql-01'))!;
  expect(screen.page('DR-VM-001', subject, 'sql-01')).toContain(String.raw`> Excluded until 2999\-12\-31\: rebuilt \[x\]\(command\:y\)`);
});

test('of several exclusions of one machine that have expired each says which it is, and their page tells all', () => {
  const expired = exclusions.map(({ rule, resourceId, reason }) => ({ rule, resourceId, reason, until: '2020-01-01' }));
  const screen = screenOn(assess(smallInventory, { ...defaultPolicy, exclusions: expired }, takenAt), {});
  const rows = [...allNodes(screen)].filter((node) => node.kind === 'finding' && node.machine?.name === 'web-02');
  const descriptions = rows.map((node) => screen.row(node).description);
  expect(descriptions).toContain('low · DR-EXC-001 · DR-DRL-002 · 2020-01-01');
  expect(descriptions).toContain('low · DR-EXC-001 · DR-VM-020 · 2020-01-01');
  const page = screen.page('DR-EXC-001', toArmId(idOf('web-02')), '');
  for (const reason of ['drill is planned', 'backed up by its application']) expect(page).toContain(reason);
});

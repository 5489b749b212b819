import { expect, test } from 'vitest';
import { accessPage } from '../../../src/editor/explain/accessPage.ts';
import { toArmId } from '../../../src/model/armId.ts';
import type { Gap, Inventory } from '../../../src/model/inventory.ts';
import { assess } from '../../../src/readiness/assess.ts';
import type { Assessment } from '../../../src/readiness/assessment.ts';
import { defaultPolicy } from '../../../src/readiness/policy.ts';
import { english } from './localizer.ts';
import { inventoryOf, machine, smallInventory } from './smallInventory.ts';

const vault = '/subscriptions/s1/resourcegroups/rg/providers/microsoft.recoveryservices/vaults/v1';
const denied = (table: Gap['table'], scope: string | undefined): Gap => ({
  table,
  scope,
  reason: 'denied',
  detail: 'No. (AuthorizationFailed)',
});

const judged = (inventory: Inventory): Assessment => assess(inventory, defaultPolicy, inventory.takenAt);

test('the page names role, scope and the command that assigns it', () => {
  const page = accessPage(judged(smallInventory), 's2', english);
  expect(page).toMatch(/^# How to fix\\: Contoso Dev\n/);
  expect(page).toContain('## Reader');
  expect(page).toContain(String.raw`| Scope | \/subscriptions\/s2 |`);
  expect(page).toContain("acdd72a7-4e5e-48ef-bd42-f606fba81ae7 --scope '/subscriptions/s2'");
  expect(page).toContain(String.raw`Microsoft\.Compute\/virtualMachines\/read`);
  expect(page).toContain(String.raw`No permission\. \(AuthorizationFailed\)`);
});

test('each role has its section; what failed otherwise is not a matter of roles', () => {
  const gaps: Gap[] = [
    denied('protectedItems', vault),
    denied('recoveryPlans', vault),
    denied('links', 's1'),
    { table: 'disks', scope: 's1', reason: 'failed', detail: 'Broken.' },
  ];
  const inventory = inventoryOf([], [], { gaps });
  const all = accessPage(judged(inventory), undefined, english);
  expect(Array.from(all.matchAll(/^## (.+)$/gm), ([, role]) => role)).toEqual(['Site Recovery Reader', 'Reader']);
  expect(all).not.toContain('Broken');
  expect(accessPage(judged(inventory), vault.toUpperCase(), english)).not.toContain('## Reader');
  expect(accessPage(judged(inventory), 's2', english)).toContain('Everything asked for could be read.');
});

test('what Azure leaves out without a word: the vault of a machine that has its mark', () => {
  const hidden = machine('s1', 'legacy', 'westeurope');
  const azureId = `${hidden.azureId}/providers/Microsoft.Resources/links/ASR-Protect-1`;
  const links = [{ id: toArmId(azureId), azureId, machineId: hidden.id, targetId: toArmId(`${vault}/replicationFabrics/f`) }];
  const failover = machine('s1', 'legacy', 'northeurope');
  const assessment = judged(inventoryOf([hidden, failover], [], { links }));
  for (const scope of [undefined, hidden.id, failover.id]) {
    const page = accessPage(assessment, scope, english);
    expect(page).toContain('## Site Recovery Reader');
    expect(page).toContain(`--scope '${vault}'`);
  }
  expect(accessPage(assessment, 's2', english)).toContain('Everything asked for could be read.');
  const marked = judged(inventoryOf([hidden], [], { links: [{ ...links[0]!, targetId: undefined }] }));
  expect(accessPage(marked, hidden.id, english)).toContain('every subscription that is to be read');
});

test('a scope cannot break out of the command', () => {
  const evil = "/subscriptions/s1'; rm -rf ~ #\n```";
  const page = accessPage(judged(inventoryOf([], [], { gaps: [denied('vaults', evil)] })), evil, english);
  const command = page.split('\n').find((line) => line.startsWith('az '));
  expect(command).toMatch(/--scope '[^']*'$/);
  expect(page.split('```')).toHaveLength(3);
});

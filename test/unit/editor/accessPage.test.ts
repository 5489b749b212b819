import { expect, test } from 'vitest';
import { accessPage } from '../../../src/editor/explain/accessPage.ts';
import type { Gap } from '../../../src/model/inventory.ts';
import { english } from './localizer.ts';
import { inventoryOf, smallInventory } from './smallInventory.ts';

const vault = '/subscriptions/s1/resourcegroups/rg/providers/microsoft.recoveryservices/vaults/v1';
const denied = (table: Gap['table'], scope: string | undefined): Gap => ({
  table,
  scope,
  reason: 'denied',
  detail: 'No. (AuthorizationFailed)',
});

test('the page names role, scope and the command that assigns it', () => {
  const page = accessPage(smallInventory, 's2', english);
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
  const all = accessPage(inventory, undefined, english);
  expect(Array.from(all.matchAll(/^## (.+)$/gm), ([, role]) => role)).toEqual(['Site Recovery Reader', 'Reader']);
  expect(all).not.toContain('Broken');
  expect(accessPage(inventory, vault.toUpperCase(), english)).not.toContain('## Reader');
  expect(accessPage(inventory, 's2', english)).toContain('Everything asked for could be read.');
});

test('a scope cannot break out of the command', () => {
  const evil = "/subscriptions/s1'; rm -rf ~ #\n```";
  const page = accessPage(inventoryOf([], [], { gaps: [denied('vaults', evil)] }), evil, english);
  const command = page.split('\n').find((line) => line.startsWith('az '));
  expect(command).toMatch(/--scope '[^']*'$/);
  expect(page.split('```')).toHaveLength(3);
});

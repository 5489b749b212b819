import { expect, test } from 'vitest';
import { sandboxConnection } from '../../../src/azure/wire/connection.ts';
import { readInventory } from '../../../src/azure/inventory/readInventory.ts';
import { fixLinks } from '../../../src/editor/explain/fixLinks.ts';
import { createSandbox } from '../../../src/sandbox/createSandbox.ts';
import { sandboxHttpClient } from '../../../src/sandbox/inProcess.ts';
import { english } from './localizer.ts';
import { screenOf } from './screenOf.ts';

const sandbox = createSandbox({ clock: 'manual', seed: 1 });
const httpClient = sandboxHttpClient((request) => sandbox.handle(request));
const { index } = screenOf(await readInventory(sandboxConnection(httpClient, { kind: 'sandbox', label: 'Sandbox' })));

test.each([
  ['DR-VM-001', 'sql-01', '[Enable Replication…](<command:azureDr.enableReplication'],
  ['DR-VM-003', 'app-05', undefined],
  ['DR-VM-010', 'erp-02', '[Commit…](<command:azureDr.commitFailover'],
  ['DR-VM-010', 'erp-03', '[Re\\-protect…](<command:azureDr.reprotect'],
  ['DR-CAP-002', 'app-03', '[Update Failover Settings…](<command:azureDr.updateFailoverSettings'],
  ['DR-NET-002', 'app-04', '[Update Failover Settings…](<command:azureDr.updateFailoverSettings'],
  ['DR-DRL-001', 'web-04', '[Run Test Failover…](<command:azureDr.testFailover'],
  ['DR-DRL-003', 'app-07', '[Clean Up Test Failover…](<command:azureDr.cleanUpTest'],
  ['DR-BCK-001', 'web-04', undefined],
])('the page of %s of %s leads to what mends it', (rule, name, start) => {
  const machine = index.assessment.machines.find((one) => one.name === name)!;
  const [link] = fixLinks(rule, machine, english);
  if (start === undefined) expect(link).toBeUndefined();
  else expect(link?.startsWith(`${start}?${encodeURIComponent(JSON.stringify([{ machines: [machine.azureId] }]))}`)).toBe(true);
  expect(fixLinks(rule, undefined, english)).toEqual([]);
});

test('the repair of a replication is led to where Azure offers it', () => {
  const machine = index.assessment.machines.find(({ name }) => name === 'app-05')!;
  const item = { ...machine.item!, allowedOperations: [...machine.item!.allowedOperations!, 'RepairReplication'] };
  expect(fixLinks('DR-VM-003', { ...machine, item }, english)).toEqual([expect.stringContaining('azureDr.repairReplication')]);
});

import { expect, test } from 'vitest';
import { sandboxConnection } from '../../../src/azure/wire/connection.ts';
import { readInventory } from '../../../src/azure/inventory/readInventory.ts';
import { commandsOn, machineKind, type MachineCommand } from '../../../src/editor/tree/machineKind.ts';
import { createSandbox } from '../../../src/sandbox/createSandbox.ts';
import { sandboxHttpClient } from '../../../src/sandbox/inProcess.ts';
import { screenOf } from './screenOf.ts';

const sandbox = createSandbox({ clock: 'manual', seed: 1 });
const httpClient = sandboxHttpClient((request) => sandbox.handle(request));
const inventory = await readInventory(sandboxConnection(httpClient, { kind: 'sandbox', label: 'Sandbox' }));

function kindsOf(change: Partial<typeof inventory> = {}): ReadonlyMap<string, string> {
  const { index } = screenOf({ ...inventory, ...change });
  return new Map(index.assessment.machines.map((machine) => [machine.name, machineKind(machine)]));
}

test('a machine’s row offers what its protected item does, and says what waits for a person', () => {
  const kinds = kindsOf();
  const wanted = ['sql-01', 'legacy-9', 'crm-02', 'web-01', 'app-07', 'erp-01', 'erp-03', 'crm-01'];
  expect(Object.fromEntries(wanted.map((name) => [name, kinds.get(name)]))).toEqual({
    'sql-01': 'machine+resource+enable',
    'legacy-9': 'machine+resource+noAccess',
    'crm-02': 'machine+resource+disable',
    'web-01': 'machine+resource+test-failover+failover+update+disable',
    'app-07': 'machine+resource+cleanup-test+next-cleanup-test',
    'erp-01': 'machine+resource+commit+change-point+reprotect+disable+next-commit',
    'erp-03': 'machine+resource+reprotect+disable+next-reprotect',
    'crm-01': 'machine+resource+disable+next-disable',
  });
});

test('lists of machines offer what their rows do', () => {
  const { machines } = screenOf(inventory).index.assessment;
  const offering = (command: MachineCommand): readonly string[] =>
    machines.filter((machine) => commandsOn(machine).includes(command)).map(({ name }) => name);
  expect(offering('add-disk')).toEqual(['dwh-01', 'dwh-02']);
  expect(offering('reprotect')).not.toContain('crm-01');
  expect(offering('failover')).toContain('web-01');
  expect(offering('failback')).toEqual([]);
});

test('a failover that leads back to where the machine was at first is called so', () => {
  const protectedItems = inventory.protectedItems.map((item) => Object.assign({}, item, { initialLocation: item.targetLocation }));
  expect(kindsOf({ protectedItems }).get('web-01')).toBe('machine+resource+test-failover+failback+update+disable');
});

test('a source machine that may only not have been read is not taken for deleted', () => {
  const gaps = [{ table: 'machines', scope: undefined, reason: 'failed', detail: '' }] as const;
  expect(kindsOf({ gaps }).get('crm-01')).toBe('machine+resource+reprotect+disable+next-reprotect');
});

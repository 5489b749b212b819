import { expect, test } from 'vitest';
import { sandboxConnection } from '../../src/azure/wire/connection.ts';
import { readInventory } from '../../src/azure/inventory/readInventory.ts';
import { assess } from '../../src/readiness/assess.ts';
import { defaultPolicy } from '../../src/readiness/policy.ts';
import { createSandbox } from '../../src/sandbox/createSandbox.ts';
import { sandboxHttpClient } from '../../src/sandbox/inProcess.ts';
import { ask } from './sandboxCalls.ts';

test.each([false, true])('a deleted backup is no backup though soft delete keeps it; Resource Graph refused: %s', async (isRefused) => {
  const sandbox = createSandbox({ clock: 'manual' });
  const connection = sandboxConnection(
    sandboxHttpClient((request) => sandbox.handle(request)),
    { kind: 'sandbox', label: 'Sandbox' },
  );
  const whole = await readInventory(connection, { depth: 'inventory' });
  const [backup] = whole.backupItems;
  const machine = whole.machines.find(({ id }) => id === backup?.sourceId);
  expect(judged(whole, machine!.id)).toEqual([]);

  expect((await ask(sandbox, 'DELETE', backup!.azureId)).status).toBe(202);
  sandbox.control.advance(3600);
  expect((await ask(sandbox, 'GET', backup!.azureId)).body).toMatchObject({ properties: { isScheduledForDeferredDelete: true } });
  if (isRefused)
    sandbox.control.addFault({
      path: 'Microsoft.ResourceGraph',
      status: 403,
      body: { error: { code: 'AuthorizationFailed', message: 'x' } },
    });
  const left = await readInventory(connection, { depth: 'inventory' });
  expect(left.backupItems.map(({ id }) => id)).not.toContain(backup!.id);
  expect(left.gaps).toEqual([]);
  expect(judged(left, machine!.id)).toEqual(['DR-VM-020']);
});

function judged(inventory: Awaited<ReturnType<typeof readInventory>>, id: string): string[] {
  const { findings } = assess(inventory, defaultPolicy, inventory.takenAt);
  return findings.filter(({ rule, subject }) => rule === 'DR-VM-020' && subject === id).map(({ rule }) => rule);
}

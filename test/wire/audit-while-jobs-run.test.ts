import { expect, test } from 'vitest';
import { sandboxConnection } from '../../src/azure/wire/connection.ts';
import { readInventory } from '../../src/azure/inventory/readInventory.ts';
import { assess } from '../../src/readiness/assess.ts';
import type { Assessment } from '../../src/readiness/assessment.ts';
import { defaultPolicy } from '../../src/readiness/policy.ts';
import { createSandbox, type Sandbox } from '../../src/sandbox/createSandbox.ts';
import { sandboxHttpClient } from '../../src/sandbox/inProcess.ts';
import { ask } from './sandboxCalls.ts';

async function audit(sandbox: Sandbox): Promise<Assessment> {
  const client = sandboxHttpClient((request) => sandbox.handle(request));
  const inventory = await readInventory(sandboxConnection(client, { kind: 'sandbox', label: 'Sandbox' }), { depth: 'inventory' });
  return assess(inventory, defaultPolicy, inventory.takenAt);
}

test.each([
  ['unplannedFailover', 'failedOver', 'recoveryMachine', {}],
  ['testFailover', 'testRunning', 'testMachine', { networkType: 'VmNetworkAsInput' }],
] as const)(
  '%s: from its first moment the machine is %s, and what it makes is no machine of its own',
  async (operation, state, role, more) => {
    const sandbox = createSandbox({ clock: 'manual' });
    const before = await audit(sandbox);
    const { id, item } = before.machines.find((one) => one.state === 'ready')!;
    const networkId = item!.testNetworkId ?? item!.targetNetworkId;
    const properties = { failoverDirection: 'PrimaryToRecovery', providerSpecificDetails: { instanceType: 'A2A' }, networkId, ...more };
    expect((await ask(sandbox, 'POST', `${item!.azureId}/${operation}`, { body: { properties } })).status).toBe(202);
    const made = new Set<boolean>();
    for (let step = 0; step < 30; step += 1) {
      sandbox.control.advance(10);
      const after = await audit(sandbox);
      expect(after.machines.map((one) => one.id).toSorted()).toEqual(before.machines.map((one) => one.id).toSorted());
      expect(after.machines.find((one) => one.id === id)?.state).toBe(state);
      for (const one of after.companions) if (one.of === id && one.role === role) made.add(one.byName);
    }
    // By its name while the job runs, by its reference then.
    expect([...made]).toEqual([true, false]);
  },
);

test.each([
  ['POST', '/remove'],
  ['DELETE', ''],
] as const)(
  '%s %s: until the item is gone its machine is at risk and not recovered by it, then it is unprotected',
  async (method, path) => {
    const sandbox = createSandbox({ clock: 'manual' });
    const { id, item } = (await audit(sandbox)).machines.find((one) => one.state === 'ready' && one.backup === undefined)!;
    expect((await ask(sandbox, method, `${item!.azureId}${path}`, { body: { properties: {} } })).status).toBe(202);
    const told = new Set<string>();
    for (let step = 0; step < 30; step += 1) {
      const { state, recovery } = (await audit(sandbox)).machines.find((one) => one.id === id)!;
      told.add(`${state} ${recovery}`);
      sandbox.control.advance(10);
    }
    expect([...told]).toEqual(['atRisk wait', 'unprotected wait']);
  },
);

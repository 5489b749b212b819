import { describe, expect, test } from 'vitest';
import { sandboxConnection } from '../../src/azure/wire/connection.ts';
import { readInventory } from '../../src/azure/inventory/readInventory.ts';
import { missingFacts } from '../../src/cli/missingFacts.ts';
import type { Depth, Inventory } from '../../src/model/inventory.ts';
import { assess } from '../../src/readiness/assess.ts';
import type { Assessment } from '../../src/readiness/assessment.ts';
import { defaultPolicy } from '../../src/readiness/policy.ts';
import { createSandbox, type Sandbox } from '../../src/sandbox/createSandbox.ts';
import { sandboxHttpClient } from '../../src/sandbox/inProcess.ts';
import type { OutageAnswers } from '../../src/sandbox/outages.ts';
import { ask, emptySandbox, GROUP, machine, SUBSCRIPTION } from './sandboxCalls.ts';

const region = 'westeurope';

function openEstate(answers?: OutageAnswers): Sandbox {
  const sandbox = createSandbox({ clock: 'manual' });
  if (answers) sandbox.control.setOutage(region, 'down', answers);
  return sandbox;
}

async function audit(sandbox: Sandbox, depth: Depth): Promise<{ readonly inventory: Inventory; readonly assessment: Assessment }> {
  const source = { kind: 'sandbox', label: 'Sandbox' } as const;
  const connection = sandboxConnection(
    sandboxHttpClient((request) => sandbox.handle(request)),
    source,
  );
  // What hangs would take half a minute each.
  const inventory = await readInventory({ ...connection, answerWithinMs: 500 }, { depth });
  return { inventory, assessment: assess(inventory, defaultPolicy, inventory.takenAt) };
}

describe('an audit while a region is down', () => {
  test.each(
    (['inventory', 'full'] as const).flatMap((depth) => (['fail', 'hang', 'partial'] as const).map((answers) => [depth, answers] as const)),
  )('of depth %s, its requests: %s; every machine keeps its row, and none looks better', async (depth, answers) => {
    const sandbox = openEstate(answers);
    const one = await audit(sandbox, depth);
    // The same estate at the same moment, had all of it answered.
    sandbox.world.outages.answersOf = () => undefined;
    const whole = await audit(sandbox, depth);
    const told = new Map(whole.assessment.machines.map((row) => [row.id, row]));
    expect(one.assessment.machines.map(({ id }) => id).toSorted()).toEqual([...told.keys()].toSorted());
    for (const { id, name, state, recovery } of one.assessment.machines) {
      const { state: wholeState, recovery: wholeRecovery } = told.get(id)!;
      expect([wholeState, 'unknown'], name).toContain(state);
      expect([wholeRecovery, 'unknown'], name).toContain(recovery);
    }
    expect(one.assessment.companions).toEqual(whole.assessment.companions);
    const tables = one.inventory.gaps.map(({ table }) => table);
    expect(tables).toContain('containerMappings');
    expect(tables.includes('machineStatus')).toBe(answers !== 'partial');
    expect(tables.includes('eligibility')).toBe(depth === 'full');
    expect(missingFacts(one.inventory).join('\n')).toMatch(
      answers === 'hang' ? /did not answer in time\. .+\(NO_ANSWER\)/ : /\(GatewayTimeout\)/,
    );
    expect(whole.inventory.gaps).toEqual([]);
  });
});

describe('what the sandbox answers while a region is down', () => {
  const there = machine('there');
  const other = machine('other', { location: 'northeurope' });
  const open = (answers: OutageAnswers): Sandbox => {
    const sandbox = emptySandbox();
    sandbox.control.putResources([there, other]);
    sandbox.control.setOutage(region, 'down', answers);
    return sandbox;
  };
  const machines = `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.Compute/virtualMachines`;
  const codeOf = async (sandbox: Sandbox, path: string): Promise<unknown> => {
    const { status, body } = await ask(sandbox, 'GET', path);
    return body?.error ? `${status} ${body.error.code}` : status;
  };

  test('reads of what lies there fail, of all else they go on', async () => {
    const sandbox = open('fail');
    for (const path of [
      there.id,
      `${there.id}/instanceView`,
      `${there.id}/extensions`,
      `${there.id}/providers/Microsoft.RecoveryServices/replicationEligibilityResults`,
    ]) {
      expect(await codeOf(sandbox, path), path).toBe('504 GatewayTimeout');
    }
    const usages = (place: string): string => `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.Compute/locations/${place}/usages`;
    expect(await codeOf(sandbox, usages(region))).toBe('504 GatewayTimeout');
    for (const path of [
      other.id,
      usages('northeurope'),
      GROUP,
      `/subscriptions/${SUBSCRIPTION}/resourceGroups`,
      `/subscriptions/${SUBSCRIPTION}/locations`,
      `${there.id}/providers/Microsoft.ResourceHealth/availabilityStatuses/current`,
      `${there.id}/providers/Microsoft.Resources/links`,
    ]) {
      expect(await codeOf(sandbox, path), path).toBe(200);
    }
  });

  test('a list that spans regions fails as a whole, or comes without what lies there', async () => {
    expect(await codeOf(open('fail'), machines)).toBe('502 ProviderError');
    const partial = open('partial');
    expect((await ask(partial, 'GET', machines)).body.value).toMatchObject([{ name: 'other' }]);
    expect(await codeOf(partial, there.id)).toBe('504 GatewayTimeout');
    partial.control.setOutage(region, 'up');
    expect((await ask(partial, 'GET', machines)).body.value).toHaveLength(2);
    const readOnly = open('readOnly');
    expect([await codeOf(readOnly, machines), await codeOf(readOnly, there.id)]).toEqual([200, 200]);
    expect((await ask(readOnly, 'POST', `${there.id}/start`)).status).toBe(503);
  });

  test('an account that is geo-redundant can be read, and failed over', async () => {
    const sandbox = emptySandbox();
    const account = (name: string, sku: string) => {
      const type = 'Microsoft.Storage/storageAccounts';
      return {
        id: `${GROUP}/providers/${type}/${name}`,
        name,
        type,
        kind: 'StorageV2',
        location: region,
        sku: { name: sku },
        properties: { secondaryLocation: 'northeurope' },
      };
    };
    const [geo, local] = [account('geo', 'Standard_RAGRS'), account('local', 'Standard_LRS')];
    sandbox.control.putResources([geo, local]);
    sandbox.control.setOutage(region, 'down');
    expect(await codeOf(sandbox, `${geo.id}?$expand=geoReplicationStats`)).toBe(200);
    expect((await ask(sandbox, 'POST', `${geo.id}/failover`)).status).toBe(202);
    expect(await codeOf(sandbox, local.id)).toBe('504 GatewayTimeout');
    expect((await ask(sandbox, 'PATCH', geo.id, { body: { tags: {} } })).status).toBe(503);
  });
});

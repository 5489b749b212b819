import { expect, test } from 'vitest';
import { factsJson } from '../../../src/editor/json/factsJson.ts';
import { toArmId } from '../../../src/model/armId.ts';
import { screenOf } from './screenOf.ts';
import { smallInventory } from './smallInventory.ts';

const { assessment } = screenOf(smallInventory).snapshot;

function parsed(id: string): unknown {
  const text = factsJson(assessment, toArmId(id));
  return text === undefined ? undefined : JSON.parse(text);
}

function machineId(name: string): string {
  return assessment.machines.find((machine) => machine.name === name)!.azureId;
}

test('a machine: the judgement, and the facts that it rests on', () => {
  const disks = new Set(smallInventory.machines.find(({ name }) => name === 'web-02')!.disks!.map(({ id }) => id));
  expect(parsed(machineId('web-02'))).toMatchObject({
    source: 'Sandbox',
    factsAsOf: smallInventory.takenAt.toISOString(),
    name: 'web-02',
    state: 'atRisk',
    recovery: 'siteRecovery',
    findings: [{ rule: 'DR-DRL-002' }, { rule: 'DR-VM-020' }],
    excluded: [],
    facts: {
      machine: { name: 'web-02' },
      protectedItem: { protectionState: 'Protected' },
      disks: smallInventory.disks.filter(({ id }) => disks.has(id)).map(({ id }) => ({ id })),
      vault: { name: 'vault-ne' },
    },
  });
});

test('any other resource: its row, and what it fails', () => {
  const [vault] = smallInventory.vaults;
  expect(parsed(vault!.azureId)).toMatchObject({ findings: [{ rule: 'DR-VLT-003' }], facts: { azureId: vault!.azureId } });
  const [subscription] = smallInventory.subscriptions;
  expect(parsed(`/subscriptions/${subscription!.id}`)).toMatchObject({ facts: { name: subscription!.name } });
});

test('what is not known there has no page, and the casing of an id does not matter', () => {
  expect(parsed('/subscriptions/x/resourceGroups/y')).toBeUndefined();
  expect(parsed(machineId('web-02').toUpperCase())).toEqual(parsed(machineId('web-02')));
});

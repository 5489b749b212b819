import { expect, test } from 'vitest';
import { enableReplication } from '../../../../src/operations/enable/enableReplication.ts';
import { someMachine } from '../../editor/enable/someMachine.ts';

const network = {
  ...someMachine('a').network,
  id: '/subscriptions/s1/resourceGroups/rg-net/providers/Microsoft.Network/virtualNetworks/vnet',
};

test('machines of one network meet in one network again, whatever their groups', () => {
  const machines = ['rg-App', 'rg-Data'].map((group) => {
    const machine = someMachine('a');
    return Object.assign(machine, { id: machine.id.replace('rg-App', group), network });
  });
  const plans = machines.map((machine) => enableReplication(machine, { targetRegion: 'northeurope' }, undefined));
  expect(plans.map(({ inputs }) => inputs['targetGroupId'])).toEqual([
    '/subscriptions/s1/resourceGroups/rg-App-asr',
    '/subscriptions/s1/resourceGroups/rg-Data-asr',
  ]);
  const made = '/subscriptions/s1/resourceGroups/rg-net-asr/providers/Microsoft.Network/virtualNetworks/vnet-asr';
  for (const { inputs, steps } of plans) {
    expect(inputs['networkId']).toBe(made);
    const names = steps.map(({ name }) => name);
    expect(names.indexOf('network-group')).toBeLessThan(names.indexOf('network'));
    expect(names).toContain('network-group');
  }
});

test('in a group that is chosen the network lies there, too; one that is mapped or chosen is not made', () => {
  const machine = { ...someMachine('a'), network };
  const targetGroupId = '/subscriptions/s1/resourceGroups/rg-dr';
  const { inputs, steps } = enableReplication(machine, { targetRegion: 'northeurope', targetGroupId }, undefined);
  expect(inputs['networkId']).toBe(`${targetGroupId}/providers/Microsoft.Network/virtualNetworks/vnet-asr`);
  expect(steps.map(({ name }) => name)).not.toContain('network-group');
  const chosen = enableReplication(machine, { targetRegion: 'northeurope', networkId: '/subscriptions/s1/n' }, undefined);
  expect(chosen.steps.map(({ name }) => name).filter((name) => name === 'network' || name === 'network-group')).toEqual([]);
});

import { expect, test } from 'vitest';
import { networkItems } from '../../../src/editor/operations/commands/networkItems.ts';
import { recoveryPointItems } from '../../../src/editor/operations/commands/recoveryPointItems.ts';
import { toArmId } from '../../../src/model/armId.ts';
import type { TestNetwork } from '../../../src/model/testNetwork.ts';
import { isolationOf } from '../../../src/operations/item/networkIsolation.ts';
import { english } from './localizer.ts';

function idOf(name: string): string {
  return `/subscriptions/S/resourceGroups/rg-net/providers/Microsoft.Network/virtualNetworks/${name}`;
}

function network(name: string, ...peers: readonly string[]): TestNetwork {
  return { azureId: idOf(name), name, location: 'northeurope', peers: peers.map((peer) => toArmId(idOf(peer))) };
}

const production = [idOf('vnet-prod'), idOf('VNET-DR')];

test('a network is isolated only when all of production is known and none of it is near', () => {
  expect(isolationOf(network('vnet-test'), production)).toBe('isolated');
  expect(isolationOf(network('vnet-test', 'vnet-other'), production)).toBe('isolated');
  expect(isolationOf(network('vnet-test', 'VNET-PROD'), production)).toBe('peered');
  expect(isolationOf(network('vnet-dr'), production)).toBe('production');
  expect(isolationOf(network('vnet-test'), [undefined, production[1]])).toBe('unknown');
  expect(isolationOf(network('vnet-dr'), [undefined, production[1]])).toBe('production');
});

test('isolated networks stand first, the one chosen for tests before all; then a new one; then those with a warning', () => {
  const networks = [network('vnet-dr'), network('vnet-hub', 'vnet-prod'), network('vnet-a'), network('vnet-test')];
  const shown = (canMake: boolean): readonly string[] =>
    networkItems(networks, production, idOf('VNET-test'), canMake, english).map(({ label, description }) => `${label} ${description}`);
  expect(shown(true)).toEqual([
    '$(shield) vnet-test rg-net · chosen for tests',
    '$(shield) vnet-a rg-net',
    '$(add) New isolated network ',
    '$(warning) vnet-hub rg-net',
    '$(warning) vnet-dr rg-net',
  ]);
  expect(shown(false).some((text) => text.includes('New'))).toBe(false);
});

test('recovery points: three by name with their ages, then all; for several machines by name alone', () => {
  const now = new Date('2026-09-14T08:00:00Z');
  const point = (minutes: number, isAppConsistent: boolean) => ({
    azureId: `/p/${minutes}`,
    time: new Date(now.getTime() - minutes * 60_000),
    isAppConsistent,
    isOfGroup: false,
  });
  const items = recoveryPointItems([point(3, false), point(63, true)], now, english);
  expect(items.map(({ label, description, value }) => `${label} | ${description} | ${value}`)).toEqual([
    'Latest |  | latest',
    'Latest processed | 3 min old | /p/3',
    'Latest app-consistent | 1 h old | /p/63',
    '2026-09-14 07:57 UTC | 3 min old · crash-consistent | /p/3',
    '2026-09-14 06:57 UTC | 1 h old · app-consistent | /p/63',
  ]);
  expect(recoveryPointItems(undefined, now, english).map(({ value }) => value)).toEqual(['latest', 'latest-processed', 'app-consistent']);
  expect(recoveryPointItems([], now, english).map(({ value }) => value)).toEqual(['latest']);
});

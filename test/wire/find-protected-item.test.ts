import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findProtectedItems } from '../../src/azure/siteRecovery/findProtectedItems.ts';
import { toArmId } from '../../src/model/armId.ts';
import { UserError } from '../../src/model/userError.ts';
import { openPlace, openProtected, type Place } from './operationsHarness.ts';

const graph = /^POST \/providers\/Microsoft\.ResourceGraph\/resources$/;
const listOfVaults = /^GET \/subscriptions\/[^/]+\/providers\/Microsoft\.RecoveryServices\/vaults$/;

const rejections: unknown[] = [];
const onRejection = (reason: unknown): void => void rejections.push(reason);
beforeAll(() => void process.on('unhandledRejection', onRejection));
afterAll(() => void process.off('unhandledRejection', onRejection));

async function find({ azure, own }: Place): Promise<string> {
  const item = (await findProtectedItems(azure, [own.machine], [])).get(toArmId(own.machine));
  return item instanceof UserError ? item.message : (item?.friendlyName ?? '');
}

test('either Resource Graph or the list of vaults is enough', async () => {
  const place = await openProtected();
  place.refuse(graph, 'refused');
  expect(await find(place)).toBe('vm-1');
  const other = await openProtected();
  other.refuse(listOfVaults, 'refused');
  expect(await find(other)).toBe('vm-1');
});

test('where nothing is found it is said what was not looked into', async () => {
  const place = openPlace();
  place.refuse(graph, 'refused');
  expect(await find(place)).toMatch(/: 0 vaults were looked into\.$/);
  expect(await find(place)).toMatch(/^No vault has a protected item of /);
  place.refuse(listOfVaults, 'refused');
  expect(await find(place)).toMatch(/^No vault that can be read has .*: 0 vaults were looked into, not all vaults could be listed\.$/);
});

test('who is not signed in is told once: nothing fails behind it', async () => {
  const place = openPlace();
  place.sandbox.control.addFault({
    path: '.',
    times: 99,
    status: 401,
    body: { error: { code: 'InvalidAuthenticationToken', message: 'no' } },
  });
  await expect(find(place)).rejects.toMatchObject({ reason: 'signIn' });
  await setTimeout(50);
  expect(rejections).toEqual([]);
});

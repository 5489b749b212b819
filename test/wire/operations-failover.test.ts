import { expect, test } from 'vitest';
import { findProtectedItems } from '../../src/azure/siteRecovery/findProtectedItem.ts';
import { readRecoveryPoints } from '../../src/azure/siteRecovery/readRecoveryPoints.ts';
import { toArmId } from '../../src/model/armId.ts';
import type { ItemCommand } from '../../src/operations/offeredCommands.ts';
import type { Operation } from '../../src/operations/operation.ts';
import { planItem, type ItemPlanChoices } from '../../src/operations/planItem.ts';
import { openProtected, type Place } from './operationsHarness.ts';
import { theItem } from './theItem.ts';

const requests = {
  failover: /^POST .*\/unplannedFailover$/,
  commit: /^POST .*\/failoverCommit$/,
  'change-point': /^POST .*\/applyRecoveryPoint$/,
  reprotect: /^POST .*\/switchprotection$/,
} as const;

async function planned(place: Place, kind: ItemCommand, choices: ItemPlanChoices = {}): Promise<Operation> {
  return planItem(place.azure, kind, await theItem(place), choices);
}

async function act(place: Place, kind: ItemCommand, choices: ItemPlanChoices = {}): Promise<void> {
  expect(await place.run(await planned(place, kind, choices)), kind).toMatchObject({ kind: 'succeeded' });
}

test('a machine is failed over, its point changed, committed, re-protected, and brought home; each request is taken once', async () => {
  const place = await openProtected();
  const { own, azure } = place;
  await act(place, 'failover', { shutsDownSource: true });
  const over = await theItem(place);
  const recovered = own.machine.replace('/rg-app/', '/rg-app-dr/');
  expect(over).toMatchObject({ activeLocation: 'Recovery', recoveryMachineId: recovered });
  // Found by either machine.
  for (const id of [own.machine, recovered]) {
    expect((await findProtectedItems(azure, [id], [])).get(toArmId(id))).toEqual(over);
  }
  const points = await readRecoveryPoints(azure, over);
  await act(place, 'change-point', { recoveryPoint: points.at(-1)!.azureId.split('/').at(-1) });
  await act(place, 'commit');
  await act(place, 'reprotect', { cacheAccountId: own.cacheBack });

  const turned = await theItem(place);
  expect(turned.azureId).not.toBe(over.azureId);
  expect(turned).toMatchObject({
    protectionState: 'Protected',
    sourceLocation: 'eastus2',
    targetLocation: 'eastus',
    initialLocation: 'eastus',
  });
  await act(place, 'failover');
  await act(place, 'commit');
  const home = await theItem(place);
  expect(home.recoveryMachineId.toLowerCase()).toBe(own.machine.toLowerCase());
  await act(place, 'reprotect');
  expect(await theItem(place)).toMatchObject({ protectionState: 'Protected', azureId: expect.stringContaining(over.azureId) });
  for (const request of [requests.failover, requests.commit, requests.reprotect]) expect(place.taken(request)).toBe(2);
  expect(place.taken(requests['change-point'])).toBe(1);
});

import { expect, test } from 'vitest';
import { findProtectedItems } from '../../src/azure/siteRecovery/findProtectedItem.ts';
import { readFailedOver } from '../../src/azure/siteRecovery/readFailedOver.ts';
import { readRecoveryPoints } from '../../src/azure/siteRecovery/readRecoveryPoints.ts';
import { parseOperateOptions } from '../../src/cli/operate/operateOptions.ts';
import { planOperations } from '../../src/cli/operate/planOperations.ts';
import { readPreviews } from '../../src/cli/operate/readPreviews.ts';
import { toArmId } from '../../src/model/armId.ts';
import type { ItemCommand } from '../../src/operations/offeredCommands.ts';
import type { Operation, OperationKind } from '../../src/operations/operation.ts';
import { consequences } from '../../src/operations/consequences.ts';
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

test.each(['refused', 'hangs'] as const)(
  'with the region of the source down, and all that lies there %s, a failover completes',
  async (how) => {
    const place = await openProtected();
    const { own, azure, sandbox } = place;
    const home = own.machine.replace(/Microsoft.Compute.*$/, 'Microsoft.RecoveryServices/vaults/rsv-home');
    sandbox.control.putResources([
      { id: home, name: 'rsv-home', type: 'Microsoft.RecoveryServices/vaults', location: 'eastus', properties: {} },
    ]);
    sandbox.control.setOutage('eastus', 'down');
    // The machine, its disks, interface, network, cache account, group and the vault beside it, and everything that is asked of the region itself.
    place.refuse(/\/resourceGroups\/rg-app(\/|$)|\/locations\/eastus(\/|$)/i, how);
    const plan = async (kind: OperationKind, ...words: readonly string[]): Promise<Operation> => {
      const options = parseOperateOptions(kind, ['--sandbox', '--vm', own.machine, ...words]);
      const { operations } = await planOperations(azure, [own.machine], options);
      expect(operations).toHaveLength(1);
      return operations[0]!;
    };
    const failover = await plan('failover', '--shutdown-source');
    const [facts] = await readPreviews(azure, [failover.confirmed!], () => sandbox.control.now());
    expect(facts).toMatchObject({ points: expect.arrayContaining([expect.anything()]), room: { offer: { name: 'Standard_D2s_v5' } } });
    // The source cannot be shut down: a warning, no more.
    expect(await place.run(failover)).toMatchObject({ kind: 'succeeded', warnings: [{ code: '28061' }] });
    expect(await place.run(await plan('change-point', '--recovery-point', 'latest-processed'))).toMatchObject({ kind: 'succeeded' });
    expect(await place.run(await plan('commit'))).toMatchObject({ kind: 'succeeded' });
    expect(await theItem(place)).toMatchObject({ protectionState: 'UnplannedFailoverCommitted' });
  },
);

test('re-protection says what became of the old machine: there, gone, or not known while its region is down', async () => {
  const place = await openProtected();
  const { own, azure, sandbox } = place;
  await act(place, 'failover');
  const source = async (): Promise<string> => (await readFailedOver(azure, await theItem(place))).source;
  expect(await source()).toBe('there');
  place.refuse(/\/resourceGroups\/rg-app\//i, 'refused');
  expect(await source()).toBe('unknown');
  const operation = await planned(place, 'reprotect', { cacheAccountId: own.cacheBack });
  expect(consequences(operation).join('\n')).toContain(
    'WARNING: whether the old machine is still there is not known, because eastus does not answer.',
  );
  const gone = await openProtected();
  await act(gone, 'failover');
  gone.sandbox.control.deleteResource(gone.own.machine);
  await expect(planned(gone, 'reprotect')).rejects.toThrow('is gone, and re-protection needs it');
  expect(sandbox.control.requests().some(({ path }) => path.endsWith('/switchprotection'))).toBe(false);
});

import { expect, test } from 'vitest';
import { powerStateOf } from '../../../../src/sandbox/arm/compute/instanceView.ts';
import { HOUR, ProtectionCaller } from './protectionCaller.ts';
import { container } from './vaultCaller.ts';

const figures = async (caller: ProtectionCaller): Promise<unknown> => {
  const { rpoInSeconds, lastRpoCalculatedTime, lastHeartbeat } = (await caller.read()).providerSpecificDetails;
  return { rpoInSeconds, lastRpoCalculatedTime, lastHeartbeat };
};
const health = async (caller: ProtectionCaller): Promise<unknown> => {
  const { replicationHealth, failoverHealth, healthErrors } = await caller.read();
  return [replicationHealth, failoverHealth, healthErrors.map((error: any) => error.errorCode)];
};
/** Also of a machine whose region is down, of which Resource Manager tells nothing. */
const power = ({ sandbox: { world } }: ProtectionCaller, id: string): string | undefined =>
  powerStateOf(world.store.get(id)!, world.clock.now());

test('in an outage of the source figures stand still, events tell, health turns; afterwards all goes on', async () => {
  const caller = new ProtectionCaller();
  await caller.protect();
  caller.sandbox.control.setOutage('eastus', 'down');
  const before = await figures(caller);
  expect(power(caller, caller.own.machine)).toBe('stopped');
  const events = (await caller.get(`replicationEvents?$filter=${encodeURIComponent("eventType eq 'VmHealth'")}`)).body.value;
  expect(events[0].properties).toMatchObject({
    severity: 'Critical',
    affectedObjectFriendlyName: 'vm-1',
    providerSpecificDetails: { instanceType: 'A2A', fabricLocation: 'eastus', remoteFabricLocation: 'eastus2' },
  });
  caller.advance(30 * 60);
  expect([await figures(caller), await health(caller)]).toEqual([before, ['Normal', 'Warning', ['161011']]]);
  caller.advance(HOUR);
  expect([await figures(caller), await health(caller)]).toEqual([before, ['Critical', 'Warning', ['153007', '161011']]]);

  caller.sandbox.control.setOutage('eastus', 'up');
  expect(await health(caller)).toEqual(['Normal', 'Warning', ['161011']]);
  expect(await figures(caller)).not.toEqual(before);
  expect(power(caller, caller.own.machine)).toBe('running');
  // A second outage that is over within the hour is no reason for alarm.
  caller.sandbox.control.setOutage('eastus', 'down');
  caller.advance(60);
  caller.sandbox.control.setOutage('eastus', 'up');
  caller.advance(2 * HOUR);
  expect(await health(caller)).toEqual(['Normal', 'Warning', ['161011']]);
});

test('while the source is down a failover runs and is committed; what needs the source fails, and goes when it is back', async () => {
  const caller = new ProtectionCaller();
  await caller.protect();
  const { own } = caller;
  const recovered = own.machine.replace('/rg-app/', '/rg-app-dr/');
  caller.sandbox.control.setOutage('eastus', 'down');
  expect(await caller.drive('POST', `${caller.item}/testFailover`, caller.testBody())).toMatchObject({ status: 'Succeeded' });
  await caller.drive('POST', `${caller.item}/testFailoverCleanup`, {});
  // The source cannot be shut down: a warning, no more.
  const poll = await caller.drive('POST', `${caller.item}/unplannedFailover`, caller.failoverBody('Required'));
  expect(poll).toMatchObject({ status: 'Succeeded', error: { code: '28020' } });
  expect(power(caller, recovered)).toBe('running');
  expect(await caller.drive('POST', `${caller.item}/failoverCommit`)).toMatchObject({ status: 'Succeeded' });
  expect(await caller.drive('POST', `${container('1')}/switchprotection`, caller.switchBody())).toMatchObject({
    status: 'Failed',
    error: { code: '28020' },
  });
  expect((await caller.read()).allowedOperations).toEqual(['CompleteMigration', 'DisableProtection', 'SwitchProtection']);
  expect((await caller.call('POST', `${own.machine}/start`)).status).toBe(503);

  caller.sandbox.control.setOutage('eastus', 'up');
  // The old source comes back as it was; replicating back takes its place.
  expect(power(caller, own.machine)).toBe('running');
  expect(await caller.drive('POST', `${container('1')}/switchprotection`, caller.switchBody())).toMatchObject({ status: 'Succeeded' });
  expect(caller.sandbox.world.store.has(own.machine)).toBe(false);
});

test('with the target down nothing is failed over, and a first copy waits', async () => {
  const caller = new ProtectionCaller();
  await caller.protect();
  caller.sandbox.control.setOutage('eastus2', 'down');
  for (const [action, body] of [
    ['testFailover', caller.testBody()],
    ['unplannedFailover', caller.failoverBody()],
  ] as const) {
    expect(await caller.drive('POST', `${caller.item}/${action}`, body)).toMatchObject({ status: 'Failed' });
  }
  expect((await caller.read()).protectionState).toBe('Protected');

  const other = new ProtectionCaller();
  await other.setUp();
  await other.drive('PUT', other.item, other.enableBody());
  other.sandbox.control.setOutage('eastus', 'down');
  other.sandbox.control.setOutage('eastus2', 'down');
  other.advance(5 * HOUR);
  expect((await other.read()).protectionState).toBe('InitialReplicationInProgress');
  other.sandbox.control.setOutage('eastus', 'up');
  other.advance(5 * HOUR);
  expect((await other.read()).protectionState).toBe('InitialReplicationInProgress');
  other.sandbox.control.setOutage('eastus2', 'up');
  other.advance(60);
  expect((await other.read()).protectionState).toBe('Protected');
});

test('an outage in the middle of a test failover leaves nothing of it', async () => {
  const caller = new ProtectionCaller();
  await caller.protect();
  const accepted = await caller.call('POST', `${caller.item}/testFailover`, caller.testBody());
  caller.advance(120);
  expect(caller.names('Microsoft.Compute/virtualMachines', caller.own.targetGroup)).toEqual(['vm-1-test']);
  caller.sandbox.control.setOutage('eastus2', 'down');
  caller.advance(600);
  expect((await caller.get(accepted.headers['azure-asyncoperation'] ?? '')).body.status).toBe('Failed');
  expect(caller.names('Microsoft.Compute/virtualMachines', caller.own.targetGroup)).toEqual([]);
  expect(await caller.read()).toMatchObject({ testFailoverState: 'None', currentScenario: { scenarioName: 'None' } });
});

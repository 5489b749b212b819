import { expect, test } from 'vitest';
import { testFailover } from '../../src/operations/item/testFailoverOperations.ts';
import { checkTestMachine } from '../../src/operations/testChecks/checkTestMachine.ts';
import type { TestCheck } from '../../src/operations/testCheck.ts';
import type { ArmResource } from '../../src/sandbox/resource.ts';
import { openProtected, type Place } from './operationsHarness.ts';

interface Drilled extends Place {
  readonly testMachine: string;
  readonly check: (script?: string) => Promise<readonly TestCheck[]>;
}

async function openDrilled(): Promise<Drilled> {
  const place = await openProtected();
  const confirmed = await place.item();
  const outcome = await place.run(testFailover(confirmed, { networkId: place.own.testNetwork, recoveryPointId: undefined }));
  if (outcome.kind !== 'succeeded') throw new Error(JSON.stringify(outcome));
  const item = await place.item();
  const { signal } = new AbortController();
  const clock = {
    now: () => place.sandbox.control.now(),
    sleep: async (ms: number) => void place.sandbox.control.advance(Math.max(1, ms / 1000)),
  };
  return { ...place, testMachine: item.testMachineId, check: (script) => checkTestMachine(place.azure, item, { script, clock, signal }) };
}

const level = (checks: readonly TestCheck[], id: string): string | undefined => checks.find(({ check }) => check === id)?.level;

function change({ sandbox }: Drilled, id: string, make: (properties: NonNullable<ArmResource['properties']>) => object): void {
  const resource = sandbox.world.store.get(id)!;
  sandbox.control.putResources([{ ...resource, properties: { ...resource.properties, ...make(resource.properties ?? {}) } }]);
}

const writes = ({ sandbox }: Drilled, since: number): readonly string[] =>
  sandbox.control
    .requests()
    .slice(since)
    .filter(({ method }) => method !== 'GET')
    .map(({ method, path }) => `${method} ${path.slice(path.lastIndexOf('/') + 1)}`);

test('a test machine that runs passes all that Azure shows, and nothing is changed', async () => {
  const place = await openDrilled();
  const since = place.sandbox.control.requests().length;
  const checks = await place.check();
  expect(checks.map(({ check, level: shown }) => [check, shown])).toEqual([
    ['running', 'pass'],
    ['agent', 'pass'],
    ['disks', 'pass'],
    ['interfaces', 'pass'],
    ['addresses', 'pass'],
    ['boot', 'notRun'],
  ]);
  expect(writes(place, since)).toEqual([]);
});

test('boot diagnostics: there, refused', async () => {
  const place = await openDrilled();
  change(place, place.testMachine, () => ({ diagnosticsProfile: { bootDiagnostics: { enabled: true } } }));
  const checks = await place.check();
  expect(level(checks, 'boot')).toBe('pass');
  // The signed addresses are nobody's to see.
  expect(JSON.stringify(checks)).not.toMatch(/sig=|blob\.core/);
  place.sandbox.control.addFault({
    path: 'retrieveBootDiagnosticsData',
    status: 403,
    body: { error: { code: 'AuthorizationFailed', message: 'no' } },
  });
  expect(level(await place.check(), 'boot')).toBe('unknown');
});

test('a script is run once, and what it wrote is told', async () => {
  const place = await openDrilled();
  const since = place.sandbox.control.requests().length;
  const checks = await place.check('systemctl is-active shop\nexit 0');
  expect(checks.at(-1)).toMatchObject({ check: 'script', level: 'pass', text: expect.stringContaining('systemctl is-active shop') });
  expect(writes(place, since)).toEqual(['POST runCommand']);
});

test('without a way out a script is not run, and that is no failure', async () => {
  const place = await openDrilled();
  const subnet = (more: object) => () => ({
    subnets: [
      {
        id: `${place.own.testNetwork}/subnets/default`,
        name: 'default',
        properties: { addressPrefix: '10.3.1.0/24', defaultOutboundAccess: false, ...more },
      },
    ],
  });
  change(place, place.own.testNetwork, subnet({}));
  const since = place.sandbox.control.requests().length;
  const checks = await place.check('true');
  expect(checks.at(-1)).toEqual({ check: 'script', level: 'notRun', text: 'not run: no outbound path' });
  expect(writes(place, since)).toEqual([]);
  change(
    place,
    place.own.testNetwork,
    subnet({ natGateway: { id: `${place.own.targetGroup}/providers/Microsoft.Network/natGateways/nat` } }),
  );
  expect(level(await place.check('true'), 'script')).toBe('pass');
});

test('a script that does not end is left after 5 minutes', async () => {
  const place = await openDrilled();
  place.sandbox.control.addFault({ path: 'locations/eastus2/operations', status: 200, times: 1000, body: { status: 'InProgress' } });
  const begun = place.sandbox.control.now().getTime();
  expect((await place.check('sleep 3600')).at(-1)).toMatchObject({ level: 'warning', text: expect.stringContaining('5 minutes') });
  expect((place.sandbox.control.now().getTime() - begun) / 60_000).toBeLessThan(6);
});

test('a script that Azure refuses, or of which the answer is lost', async () => {
  const place = await openDrilled();
  place.sandbox.control.addFault({ path: 'runCommand', status: 403, body: { error: { code: 'AuthorizationFailed', message: 'no' } } });
  expect((await place.check('true')).at(-1)).toMatchObject({ level: 'failed', text: expect.stringContaining('AuthorizationFailed') });
  place.cut(/runCommand$/, 'after');
  expect((await place.check('true')).at(-1)).toMatchObject({ level: 'unknown' });
});

test('a machine that does not run, has lost a disk, or cannot be read', async () => {
  const place = await openDrilled();
  change(place, place.testMachine, ({ storageProfile }) => ({ storageProfile: { ...(storageProfile as object), dataDisks: [] } }));
  const stopped = await place.azure.send({ method: 'POST', path: `${place.testMachine}/powerOff`, apiVersion: '2024-07-01', body: {} });
  expect(stopped.kind).toBe('accepted');
  place.sandbox.control.advance(60);
  const checks = await place.check();
  expect([level(checks, 'running'), level(checks, 'disks'), level(checks, 'agent')]).toEqual(['failed', 'failed', 'unknown']);
  place.sandbox.control.addFault({
    path: 'virtualMachines/vm-1-test',
    times: 9,
    status: 403,
    body: { error: { code: 'AuthorizationFailed', message: 'no' } },
  });
  expect((await place.check()).map((one) => one.level)).toEqual(['unknown', 'unknown', 'unknown', 'unknown', 'unknown', 'unknown']);
});

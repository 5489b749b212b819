import { beforeAll, expect, test } from 'vitest';
import { createSandbox, type Sandbox } from '../../src/sandbox/createSandbox.ts';
import { HOUR, ProtectionCaller } from '../unit/sandbox/recovery/protectionCaller.ts';
import { container, VAULT } from '../unit/sandbox/recovery/vaultCaller.ts';
import { compareWithModel } from './sdkModels.ts';

/** The model of Microsoft's client for each kind of resource, by the last type of its path. */
const MODELS: Readonly<Record<string, string>> = {
  replicationAlertSettings: 'Alert',
  replicationEvents: 'Event',
  replicationFabrics: 'Fabric',
  replicationJobs: 'Job',
  replicationNetworkMappings: 'NetworkMapping',
  replicationNetworks: 'Network',
  replicationPolicies: 'Policy',
  replicationProtectedItems: 'ReplicationProtectedItem',
  replicationProtectionContainerMappings: 'ProtectionContainerMapping',
  replicationProtectionContainers: 'ProtectionContainer',
  replicationRecoveryPlans: 'RecoveryPlan',
  replicationVaultHealth: 'VaultHealthDetails',
  replicationVaultSettings: 'VaultSetting',
  recoveryPoints: 'RecoveryPoint',
  targetComputeSizes: 'TargetComputeSize',
};

/** Where Azure itself was recorded to go beyond the published models. */
const BEYOND: readonly RegExp[] = [
  /^Policy\.properties\.providerSpecificDetails\.(status|associatedItemsCount|dataSourceType)$/,
  /^Job\.properties\.tasks\[\]\.customDetails TaskDetails$/,
  /^Job\.properties\.tasks\[\]\.groupTaskCustomDetails GroupTaskDetails$/,
  // The client takes it for a job's task, with a job.
  /^Job\.properties\.tasks\[\]\..*\.customDetails( VirtualMachineTaskDetails|\.(skippedReason|skippedReasonString|jobTask))$/,
];

type Reader = (path: string) => Promise<{ readonly status: number; readonly body: any }>;

const found = { wrong: new Set<string>(), unknown: new Set<string>(), models: new Set<string>() };

function check(model: string, body: unknown): void {
  const { wrong, unknown } = compareWithModel(model, body);
  found.models.add(model);
  for (const one of wrong) found.wrong.add(one);
  for (const one of unknown) if (!BEYOND.some((known) => known.test(one))) found.unknown.add(one);
}

/** Reads all lists of a vault, what lies in each of its resources, and each by itself. */
async function readAll(read: Reader, vault: string): Promise<void> {
  const lists = Object.keys(MODELS).filter((kind) => kind.startsWith('replication') && kind !== 'replicationVaultHealth');
  for (const kind of lists) {
    const { status, body } = await read(`${vault}/${kind}`);
    if (status !== 200) continue;
    for (const entry of body.value) {
      check(MODELS[kind]!, entry);
      const single = await read(entry.id);
      // A list of the vault also names what only its fabrics know.
      if (single.status === 200) check(MODELS[kind]!, single.body);
      if (kind !== 'replicationProtectedItems') continue;
      for (const below of ['recoveryPoints', 'targetComputeSizes']) {
        for (const one of (await read(`${entry.id}/${below}`)).body.value.slice(0, 3)) check(MODELS[below]!, one);
      }
    }
  }
  check('VaultHealthDetails', (await read(`${vault}/replicationVaultHealth`)).body);
  check('SupportedOperatingSystems', (await read(`${vault}/replicationSupportedOperatingSystems`)).body);
}

function readerOf(sandbox: Sandbox): Reader {
  return async (path) => {
    const url = `https://sandbox.test${path}?api-version=2023-06-01`;
    const { status, body } = await sandbox.handle({ method: 'GET', url, headers: { authorization: 'Bearer test' }, body: '' });
    return { status, body: JSON.parse(body) };
  };
}

/** A machine's life there and back, read at every stop. */
async function liveThere(caller: ProtectionCaller): Promise<void> {
  const read = (): Promise<void> => readAll((path) => caller.get(path), VAULT);
  await caller.protect();
  const eligibility = await caller.get(`${caller.own.machine}/providers/Microsoft.RecoveryServices/replicationEligibilityResults/default`);
  check('ReplicationEligibilityResults', eligibility.body);
  const network = (side: string, other: string): Promise<unknown> =>
    caller.drive('PUT', `replicationFabrics/fabric-${side}/replicationNetworks/azureNetwork/replicationNetworkMappings/map`, {
      properties: {
        recoveryFabricName: `fabric-${other}`,
        recoveryNetworkId: caller.own.targetNetwork,
        fabricSpecificDetails: { instanceType: 'AzureToAzure', primaryNetworkId: caller.own.sourceNetwork },
      },
    });
  await network('1', '2');
  await caller.call('PUT', 'replicationAlertSettings/defaultAlertSetting', { properties: { sendToOwners: 'Send' } });
  await caller.call('PUT', 'replicationVaultSettings/default', { properties: {} });
  await caller.drive('PUT', 'replicationRecoveryPlans/plan', {
    properties: {
      primaryFabricId: `${VAULT}/replicationFabrics/fabric-1`,
      recoveryFabricId: `${VAULT}/replicationFabrics/fabric-2`,
      groups: [{ groupType: 'Boot', replicationProtectedItems: [{ id: `${VAULT}/${caller.item}` }] }],
    },
  });
  await read();
  const plan = (body: any): unknown => ({ properties: { ...body.properties, providerSpecificDetails: [] } });
  for (const [path, body] of [
    ['replicationRecoveryPlans/plan/testFailover', plan(caller.testBody())],
    ['replicationRecoveryPlans/plan/testFailoverCleanup', {}],
    [`${caller.item}/unplannedFailover`, caller.failoverBody()],
    [`${caller.item}/failoverCommit`, undefined],
    [`${container('1')}/switchprotection`, caller.switchBody()],
  ] as const) {
    expect(await caller.drive('POST', path, body), path).toMatchObject({ status: 'Succeeded' });
    await read();
  }
  caller.sandbox.control.addFault({ operation: 'UnplannedFailover', errorCode: '150097' });
  caller.advance(2 * HOUR);
  await caller.drive('POST', `${caller.itemBack}/unplannedFailover`, caller.failoverBody());
  await read();
}

beforeAll(async () => {
  await liveThere(new ProtectionCaller());
  const story = createSandbox({ clock: 'manual' });
  for (const { id } of story.world.store.list('Microsoft.RecoveryServices/vaults')) await readAll(readerOf(story), id);
});

test("whatever the sandbox shows of Site Recovery has the types and values of Microsoft's models", () => {
  expect([...found.models].toSorted()).toEqual(
    [...new Set([...Object.values(MODELS), 'ReplicationEligibilityResults', 'SupportedOperatingSystems'])].toSorted(),
  );
  expect([...found.wrong]).toEqual([]);
});

test('and nothing that they do not have, but for what Azure was recorded to add', () => {
  expect([...found.unknown]).toEqual([]);
});

test('a wrong answer would be noticed', () => {
  const item = {
    properties: { allowedOperations: 'Commit', providerSpecificDetails: { instanceType: 'A2A', rpoInSeconds: '7', more: 1 } },
  };
  expect(compareWithModel('ReplicationProtectedItem', item)).toEqual({
    wrong: [
      'ReplicationProtectedItem.properties.allowedOperations: "Commit" is no Sequence',
      'ReplicationProtectedItem.properties.providerSpecificDetails.rpoInSeconds: "7" is no Number',
    ],
    unknown: ['ReplicationProtectedItem.properties.providerSpecificDetails.more'],
  });
  const job = { properties: { customDetails: { instanceType: 'Nonsense' }, startTime: 'soon' } };
  expect(compareWithModel('Job', job)).toMatchObject({
    wrong: ['Job.properties.startTime: "soon" is no DateTime'],
    unknown: ['Job.properties.customDetails Nonsense'],
  });
});

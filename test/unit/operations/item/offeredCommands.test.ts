import { expect, test } from 'vitest';
import { itemCommands, offeredCommands, operationNeeded, type SituationFacts } from '../../../../src/operations/item/offeredCommands.ts';

/** States of items of all kinds of replication (OpenAPI 2023-06-01, recordings), and one that nobody knows. */
const states =
  'UnprotectedStatesBegin EnableProtectionPending EnableProtectionFailed InitialReplicationInProgress InitialReplicationRecoveryCompletionPending InitialReplicationFailed Protected PlannedFailoverInProgress UnplannedFailoverCommitPendingStatesBegin UnplannedFailoverCommitted UnplannedFailoverFailed ReverseReplicationInProgress SwitchProtectionFailed Novel'.split(
    ' ',
  );
/** Everything that Azure can offer, by the OpenAPI. */
const everything =
  'ReverseReplicate Commit PlannedFailover UnplannedFailover DisableProtection TestFailover TestFailoverCleanup Failback FinalizeFailback CancelFailover ChangePit RepairReplication SwitchProtection CompleteMigration'.split(
    ' ',
  );
const recorded = {
  copying: ['DisableProtection'],
  protected: ['UnplannedFailover', 'DisableProtection', 'TestFailover'],
  testOpen: ['TestFailoverCleanup'],
  failedOver: ['CompleteMigration', 'Commit', 'DisableProtection', 'ChangePit', 'SwitchProtection'],
  committed: ['CompleteMigration', 'DisableProtection', 'SwitchProtection'],
};
const sets: readonly (readonly [string, readonly string[]])[] = [...Object.entries(recorded), ['everything', everything], ['nothing', []]];

function facts(more: Partial<SituationFacts> = {}): SituationFacts {
  return {
    protectionState: 'Protected',
    activeLocation: 'Primary',
    testFailoverState: 'None',
    allowedOperations: recorded.protected,
    scenario: 'None',
    ...more,
  };
}

test('the whole table: what is offered, and for all else nothing', async () => {
  const lines: string[] = [];
  let left = 0;
  for (const protectionState of states) {
    for (const activeLocation of ['Primary', 'Recovery', 'Elsewhere']) {
      for (const testFailoverState of ['None', 'WaitingForCompletion', '']) {
        for (const scenario of ['None', 'TestFailover', 'UnplannedFailover', '']) {
          for (const [name, allowedOperations] of sets) {
            const offered = offeredCommands({ protectionState, activeLocation, testFailoverState, scenario, allowedOperations });
            if (offered.commands.length === 0) {
              left++;
              continue;
            }
            const words = [protectionState, activeLocation, `test ${testFailoverState}`, `job ${scenario}`, `Azure offers: ${name}`];
            const portal = offered.inPortal.map(({ command }) => command).join(', ');
            lines.push(
              `${words.join(' | ')}\n  ${offered.situation}: ${offered.commands.join(', ')}; in the portal: ${portal || 'nothing'}`,
            );
          }
        }
      }
    }
  }
  lines.push(`all other ${left}: refresh and portal`);
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('golden/offered-commands.txt');
});

test('each state that Azure was seen in offers what Azure offers, and what is done to it', () => {
  const commands = (more: Partial<SituationFacts>): readonly string[] => offeredCommands(facts(more)).commands;
  expect(commands({})).toEqual(['test-failover', 'failover', 'update', 'add-disk', 'disable']);
  expect(commands({ testFailoverState: 'WaitingForCompletion', scenario: 'TestFailover', allowedOperations: recorded.testOpen })).toEqual([
    'cleanup-test',
  ]);
  const over = { protectionState: 'UnplannedFailoverCommitPendingStatesBegin', activeLocation: 'Recovery' };
  expect(commands({ ...over, allowedOperations: recorded.failedOver })).toEqual(['commit', 'change-point', 'reprotect', 'disable']);
  const committed = { protectionState: 'UnplannedFailoverCommitted', activeLocation: 'Recovery' };
  expect(commands({ ...committed, allowedOperations: recorded.committed })).toEqual(['reprotect', 'disable']);
  expect(commands({ protectionState: 'InitialReplicationInProgress', allowedOperations: recorded.copying })).toEqual(['disable']);
});

test('a fact that was not read, or a job that runs, leaves nothing to offer', () => {
  for (const key of Object.keys(facts())) {
    expect(offeredCommands(facts({ [key]: undefined }))).toEqual({ situation: undefined, isBusy: false, commands: [], inPortal: [] });
  }
  expect(offeredCommands(facts({ scenario: 'UnplannedFailover' }))).toMatchObject({ situation: 'protected', isBusy: true, commands: [] });
});

test('an open test is one by whatever word Azure has for it, with a job that is named or none', () => {
  for (const [testFailoverState, scenario] of [
    ['WaitingForCompletion', 'TestFailover'],
    ['WaitingForCleanup', 'None'],
  ]) {
    const open = facts({ testFailoverState, scenario, allowedOperations: ['TestFailoverCleanup'] });
    expect(offeredCommands(open)).toMatchObject({ situation: 'testOpen', isBusy: false, commands: ['cleanup-test'] });
  }
});

test('repair is offered where Azure offers it, and explained where not; the agent is explained', () => {
  const mends = (allowedOperations: readonly string[]) => {
    const { commands, inPortal } = offeredCommands(facts({ allowedOperations }));
    return [commands.includes('repair'), inPortal.map(({ command }) => command)];
  };
  expect(mends(recorded.protected)).toEqual([false, ['repair', 'update-agent']]);
  expect(mends([...recorded.protected, 'RepairReplication'])).toEqual([true, ['update-agent']]);
});

test('every command needs an operation of the OpenAPI', () => {
  expect(Object.keys(operationNeeded).toSorted()).toEqual(itemCommands.toSorted());
  for (const operation of Object.values(operationNeeded)) expect(everything).toContain(operation);
});

import { expect, test } from 'vitest';
import { whereItStands, type StandingFacts } from '../../../../src/operations/item/whereItStands.ts';

const failedOverAt = new Date('2026-03-01T03:10:00Z');
const base: StandingFacts = {
  protectionState: 'Protected',
  activeLocation: 'Primary',
  testFailoverState: 'None',
  allowedOperations: ['UnplannedFailover', 'DisableProtection', 'TestFailover'],
  scenario: 'None',
  lastTest: null,
  lastFailover: null,
  scenarioSince: null,
  sourceLocation: 'eastus',
  initialLocation: 'eastus',
  isSourceThere: true,
};
const copying = { protectionState: 'InitialReplicationInProgress', allowedOperations: ['DisableProtection'] };
const tested = { lastTest: new Date('2026-02-01T00:00:00Z') };
const testOpen = {
  testFailoverState: 'WaitingForCompletion',
  allowedOperations: ['TestFailoverCleanup'],
  scenario: 'TestFailover',
  scenarioSince: new Date('2026-02-28T00:00:00Z'),
};
const failedOver = {
  protectionState: 'UnplannedFailoverCommitPendingStatesBegin',
  activeLocation: 'Recovery',
  allowedOperations: ['CompleteMigration', 'Commit', 'DisableProtection', 'ChangePit', 'SwitchProtection'],
  lastFailover: failedOverAt,
};
const committed = {
  ...failedOver,
  protectionState: 'UnplannedFailoverCommitted',
  allowedOperations: ['CompleteMigration', 'DisableProtection', 'SwitchProtection'],
};
const turned = { sourceLocation: 'westus' };
const running = (scenario: string) => ({ scenario, allowedOperations: [], scenarioSince: failedOverAt });

const stories: Readonly<Record<string, Partial<StandingFacts>>> = {
  'being enabled': { protectionState: 'UnprotectedStatesBegin', allowedOperations: [] },
  'first copy': copying,
  'protected, never tested': {},
  'protected, tests not read': { lastTest: undefined },
  'test failover running': running('TestFailover'),
  'test open': testOpen,
  'test being cleaned up': { ...testOpen, ...running('TestFailoverCleanup') },
  'protected and tested': tested,
  'failover running': { ...tested, ...running('UnplannedFailover') },
  'failed over': { ...tested, ...failedOver },
  'failed over, never tested, source gone': { ...failedOver, isSourceThere: false },
  'commit running': { ...failedOver, ...running('CommitFailover') },
  'change of the point running': { ...failedOver, ...running('ChangePit') },
  committed,
  'committed, source gone': { ...committed, isSourceThere: false },
  're-protection running': { ...committed, ...running('SwitchReplicationGroupProtection') },
  'copying back': { ...turned, ...copying },
  'protected the other way': turned,
  'test of the way back open': { ...turned, ...testOpen },
  'failed back': { ...turned, ...tested, ...failedOver },
  'failed back, committed': { ...turned, ...committed },
  'home again': { lastTest: null },
  'where it began is not known': { initialLocation: undefined, ...committed },
  'a state that nobody knows': { protectionState: 'Novel' },
  'a change of properties running': { ...tested, ...running('UpdateVmProperties') },
};

test('where machines stand, what is next, and what waits for a person', async () => {
  const pages = Object.entries(stories).map(([name, more]) => {
    const { situation, isBusy, isTurned, steps, next, waits } = whereItStands({ ...base, ...more });
    return [
      `${name}: ${situation ?? 'not known'}${isBusy ? ', busy' : ''}${isTurned === true ? ', turned' : ''}`,
      `  ${steps.map(({ step, state }) => `${step} ${state}`).join(' → ')}`,
      `  next: ${next ?? 'nothing'}`,
      ...waits.map((wait) => `  waits for ${wait.for} since ${wait.since?.toISOString() ?? 'nobody knows when'}`),
    ].join('\n');
  });
  await expect(`${pages.join('\n\n')}\n`).toMatchFileSnapshot('golden/where-it-stands.txt');
});

test('a fact that is missing never makes a machine stand further', () => {
  const order = ['later', 'next', 'waiting', 'running', 'skipped', 'done'];
  const far = (facts: StandingFacts): number => whereItStands(facts).steps.reduce((sum, { state }) => sum + order.indexOf(state), 0);
  for (const more of Object.values(stories)) {
    const facts = { ...base, ...more };
    for (const key of Object.keys(base)) {
      if (key === 'initialLocation' || key === 'sourceLocation') continue;
      expect(far({ ...facts, [key]: undefined }), key).toBeLessThanOrEqual(far(facts));
    }
  }
});

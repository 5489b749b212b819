import { expect, test } from 'vitest';
import { UserError } from '../../../src/model/userError.ts';
import type { JobTask } from '../../../src/model/recoveryJob.ts';
import { confirmText } from '../../../src/editor/operations/confirmText.ts';
import { endText } from '../../../src/editor/operations/endText.ts';
import { operationCard } from '../../../src/editor/operations/operationCard.ts';
import type { OperationEntry } from '../../../src/editor/operations/operationEntry.ts';
import { rowsText } from '../../../src/editor/operations/operationsRow.ts';
import { operationsTree } from '../../../src/editor/operations/operationsTree.ts';
import { progressText } from '../../../src/editor/operations/progressText.ts';
import { TrackedOperation, type RunEnd } from '../../../src/editor/operations/trackedOperation.ts';
import type { Journal, JournalEntry, NewEntry } from '../../../src/operations/journal/journal.ts';
import type { Operation, OperationKind } from '../../../src/operations/operation.ts';
import { operationKinds } from '../../../src/operations/operation.ts';
import { someJob } from '../operations/someJob.ts';
import { english } from './localizer.ts';

const now = new Date('2026-09-14T08:30:00Z');
const vault = '/subscriptions/s/resourceGroups/rg-dr/providers/Microsoft.RecoveryServices/vaults/rsv-neu';

function minute(at: number): string {
  return new Date(Date.UTC(2026, 8, 14, 8, at)).toISOString();
}

function task(title: string, state: string, from?: number, to?: number): JobTask {
  const date = (at: number | undefined): Date | null => (at === undefined ? null : new Date(minute(at)));
  return { title, state, startedAt: date(from), endedAt: date(to) };
}

function operation(kind: OperationKind, machine: string, ...steps: readonly (readonly [name: string, title: string])[]): Operation {
  const call = { method: 'POST', path: '/x', apiVersion: '1', body: {} } as const;
  return {
    kind,
    subject: `/subscriptions/s/resourcegroups/rg/providers/microsoft.compute/virtualmachines/${machine}`,
    machine,
    vaultId: vault,
    inputs: { networkId: '/n/vnet-test', notes: '' },
    steps: steps.map(([name, title]) => ({ kind: 'post', name, title, call, needs: '', search: { scenarios: [], itemId: '' } })),
  };
}

const drill = ['test-failover', 'Test failover of web-01 to northeurope'] as const;

/** An operation as a window knows it that has read its journal; each entry a minute after the other. */
function tracked(of: Operation, ...entries: readonly NewEntry[]): TrackedOperation {
  const all = [{ type: 'started', operation: of, who: 'ops@desk' } as const, ...entries];
  return new TrackedOperation(
    `${of.kind} ${of.machine}`,
    all.map((entry, at): JournalEntry => Object.assign({ at: minute(at) }, entry)),
  );
}

/** The same, held and running. */
function running(of: TrackedOperation): TrackedOperation {
  const journal: Journal = { id: of.id, entries: of.entries, append: () => Promise.resolve(), close: () => Promise.resolve() };
  of.hold(journal);
  of.begin();
  return of;
}

async function ended(of: TrackedOperation, end: RunEnd): Promise<OperationEntry> {
  await running(of).release(end, minute(9));
  return of.entry;
}

const accepted = (step: string, jobId?: string): NewEntry => ({ type: 'accepted', step, jobId });
const done = (step: string, jobSeconds?: number): NewEntry => ({ type: 'done', step, warnings: [], jobSeconds });
const problem = { code: '151037', message: 'The machine\u202E cannot be registered.', causes: 'No way out.', action: 'Open port 443.' };

async function everyEntry(): Promise<readonly OperationEntry[]> {
  const step = operation('test-failover', 'web-01', drill).steps[0]!;
  const atWork = running(
    tracked(operation('test-failover', 'web-01', drill), { type: 'intended', step: 'test-failover' }, accepted('test-failover', 'j1')),
  );
  atWork.hear({ type: 'step', step });
  const tasks = [
    task('Prerequisites check', 'Succeeded', 20, 21),
    task('Create test virtual machine', 'InProgress', 21),
    task('Start it', 'NotStarted'),
  ];
  atWork.hear({ type: 'job', step, job: someJob('j1', { tasks }) });
  const copying = running(
    tracked(
      operation('enable', 'sql-01', ['protect', 'Replicate sql-01'], ['first-copy', 'First copy']),
      accepted('protect', 'j2'),
      done('protect', 300),
    ),
  );
  copying.hear({ type: 'state', step: copying.entry.operation.steps[1]!, state: 'InitialReplicationInProgress', percent: 43 });
  return [
    atWork.entry,
    copying.entry,
    tracked(
      operation('test-failover', 'web-02', drill),
      accepted('test-failover', 'j3'),
      done('test-failover', 209),
      { type: 'ended', ending: 'succeeded' },
      {
        type: 'checked',
        checks: [
          { check: 'running', level: 'pass', text: 'The test machine is running.' },
          { check: 'agent', level: 'warning', text: 'The VM agent has not reported.' },
        ],
      },
    ).entry,
    tracked(
      operation('enable', 'app-03', ['vault', 'Create the vault rsv-neu'], ['protect', 'Replicate app-03']),
      { type: 'done', step: 'vault', wasThere: true, warnings: [] },
      { type: 'failed', step: 'protect', problem },
      { type: 'ended', ending: 'failed' },
    ).entry,
    await ended(
      tracked(operation('disable', 'old-1', ['disable', 'Disable the replication of old-1']), { type: 'intended', step: 'disable' }),
      {
        kind: 'uncertain',
        step: 'disable',
      },
    ),
    await ended(tracked(operation('cleanup-test', 'web-03', ['cleanup-test', 'Clean up']), accepted('cleanup-test', 'j4')), {
      kind: 'paused',
      step: 'cleanup-test',
      error: new UserError('signIn', 'The sign-in has expired.', 'Sign in.'),
    }),
    await ended(tracked(operation('disable', 'web-04', ['disable', 'Disable']), { type: 'ended', ending: 'changed' }), {
      kind: 'changed',
      step: 'disable',
      differences: [{ property: 'protectionState', confirmed: 'Protected', now: '' }],
    }),
    tracked(operation('disable', 'web-05', ['disable', 'Disable']), accepted('disable', 'j5'), { type: 'stopped' }).entry,
  ];
}

test('every standing of an operation, its steps, tasks, problems and checks; the jobs of vaults', async () => {
  const entries = await everyEntry();
  const tasks = [task('Create test virtual machine', 'Failed', 1, 3)];
  const jobs = [
    someJob('j9', { standing: 'failed', endedAt: new Date(minute(25)), allowedActions: ['Restart'] }),
    someJob('j1', { allowedActions: ['Cancel'] }),
  ];
  const rows = operationsTree(
    {
      entries,
      vaults: [
        { id: vault, name: 'rsv-neu', jobs, trouble: '' },
        { id: '/v2', name: 'rsv-weu', jobs: undefined, trouble: '' },
        { id: '/v3', name: 'rsv-x', jobs: [], trouble: 'You may not read this. Ask its owner for a role.' },
      ],
      jobs: new Map([['j9', { ...jobs[0]!, tasks, errors: [problem] }]]),
      now,
    },
    english,
  );
  await expect(rowsText(rows)).toMatchFileSnapshot('golden/operations.txt');
  const own = rows.at(-3)!;
  expect(own.children.map(({ kind }) => kind)).toEqual(['job+restart', 'job+cancel']);
  const kinds = ['operation+cancel', 'operation+cancel', 'operation', ...Array.from({ length: 5 }, () => 'operation+retry')];
  expect(rows.slice(0, -3).map(({ kind }) => kind)).toEqual(kinds);
  expect(JSON.stringify(rows)).not.toContain('\u202E');
  const spoken = rows.flatMap(({ children }) => children.map((row) => row.spoken));
  expect(spoken).toEqual(expect.arrayContaining(['Prerequisites check, succeeded, 1 min', 'Replicate app-03, failed · 151037']));
  expect(spoken).toEqual(expect.arrayContaining(['Replicate sql-01, done, 5 min']));
});

test('what was done before the step that counts stands behind one row', () => {
  const { entry } = tracked(
    operation('enable', 'app-03', ['group', 'Resource group'], ['vault', 'Vault'], ['protect', 'Replicate app-03'], ['copy', 'First copy']),
    done('group'),
    done('vault'),
    { type: 'failed', step: 'protect', problem },
    { type: 'ended', ending: 'failed' },
  );
  const [row] = operationsTree({ entries: [entry], vaults: [], jobs: new Map(), now }, english);
  expect(row?.children.map(({ label, expansion }) => `${label} ${expansion}`)).toEqual([
    '2 steps done collapsed',
    'Replicate app-03 expanded',
    'First copy none',
  ]);
  expect(row?.children[0]?.children.map(({ label }) => label)).toEqual(['Resource group', 'Vault']);
});

test('rows of machines say what is done on them now', async () => {
  const entries = await everyEntry();
  expect(entries.slice(0, 2).map((entry) => progressText(entry, english))).toEqual([
    'test failover: Create test virtual machine (2/3)',
    'enable replication: first copy 43 %',
  ]);
});

test('the end is told in one sentence a kind, with what is in the way of each', async () => {
  const [, , well, failed, uncertain, paused, changed] = await everyEntry();
  const ran = [
    { entry: well!, end: { kind: 'succeeded', warnings: [] } },
    { entry: failed!, end: { kind: 'failed', step: 'protect', problem } },
    { entry: uncertain!, end: { kind: 'uncertain', step: 'disable' } },
    { entry: paused!, end: { kind: 'paused', step: 'x', error: new UserError('signIn', 'The sign-in has expired.', 'Sign in.') } },
    { entry: changed!, end: { kind: 'changed', step: 'x', differences: [] } },
  ] as const;
  expect(endText(ran, english)).toEqual({
    text: [
      'The test machine runs: web-02. Clean it up when you have looked at it.',
      'app-03, enable replication failed: The machine  cannot be registered. (151037)',
      'old-1: the answer of Azure was lost, and no job tells whether it took the request.',
      'web-03 is paused: The sign-in has expired. Sign in.',
      'web-04: nothing was sent, because somebody else has changed its replication meanwhile.',
    ].join(' '),
    isGood: false,
    helps: 'signIn',
  });
  expect(endText(ran.slice(0, 1), english).isGood).toBe(true);
});

test.each(operationKinds)(
  '%s: what it does is named, for one machine and for many; what takes something away is not the default',
  (kind) => {
    const one = confirmText([operation(kind, 'web-01')], english);
    expect(one.title).toMatch(/web-01.*\?$/);
    expect(one.detail).toMatch(/^In the resource group rg\.\n\n./);
    const many = confirmText(
      Array.from({ length: 7 }, (_, at) => operation(kind, `web-0${at}`)),
      english,
    );
    expect(many.title).toContain('7 machines');
    expect(many.detail.endsWith('The same for web-05, web-06.')).toBe(true);
    const takesAway = ['disable', 'failover', 'commit', 'change-point'].includes(kind);
    expect(one.buttons).toHaveLength(takesAway ? 2 : 1);
  },
);

test('the card names who, when, where and what was chosen; nothing in it is markup', () => {
  const entry = tracked({ ...operation('test-failover', '[x](http://y)', drill) }, accepted('test-failover', 'j1')).entry;
  const card = operationCard(entry, english);
  expect(card).toContain('ops\\@desk');
  expect(card).toContain('vnet\\-test');
  expect(card).not.toContain('](http');
});

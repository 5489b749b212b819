import { expect, test } from 'vitest';
import { noDetails } from '../../../src/model/details.ts';
import { keepUnread } from '../../../src/azure/inventory/keepUnread.ts';
import type { Gap, Inventory } from '../../../src/model/inventory.ts';
import { assess } from '../../../src/readiness/assess.ts';
import { defaultPolicy } from '../../../src/readiness/policy.ts';
import type { Choice, Estate } from '../../../src/editor/estate.ts';
import { Session } from '../../../src/editor/session.ts';
import { account } from '../readiness/facts.ts';
import { inventoryOf, machine, smallInventory } from './smallInventory.ts';

const sandbox: Choice = { kind: 'sandbox', options: {} };
const takenAt = smallInventory.takenAt.getTime();

function unread(...subscriptions: readonly string[]): readonly Gap[] {
  return subscriptions.map((scope) => ({ table: 'machines', scope, reason: 'failed', detail: 'No answer.' }));
}

/** A session over an estate whose readings the test answers by hand. */
function sessionOf(readAll: (signal: AbortSignal, before?: Inventory) => Promise<Inventory>): {
  session: Session;
  log: string[];
  clock: { now: number };
} {
  const log: string[] = [];
  const clock = { now: 0 };
  const estate: Estate = {
    readAll: (signal, _asking, before) => readAll(signal, before),
    readSubscription: async (inventory, id) => {
      log.push(`subscription ${id}`);
      return inventory;
    },
    readMachine: async (inventory, id) => {
      log.push(`machine ${id}`);
      return inventory;
    },
    readDetails: () => Promise.resolve(noDetails),
    connectionTo: () => undefined,
    close: async () => {
      log.push('closed');
    },
  };
  const session = new Session({
    openEstate: () => Promise.resolve(estate),
    loadKept: () => Promise.resolve(undefined),
    keep: () => {},
    judge: (inventory, now) => Promise.resolve(assess(inventory, defaultPolicy, now)),
    now: () => clock.now,
  });
  let last = '';
  session.onDidChange(() => {
    const state = `${session.state.kind}${session.isBusy ? ', busy' : ''}`;
    if (state !== last) log.push((last = state));
  });
  return { session, log, clock };
}

function untilAborted(signal: AbortSignal): Promise<Inventory> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error));
  });
}

test('opening goes through loading to open; closing ends the estate', async () => {
  const { session, log } = sessionOf(() => Promise.resolve(smallInventory));
  await session.open(sandbox, 'never');
  await session.close();
  expect(log).toEqual(['loading', 'loading, busy', 'open, busy', 'open', 'open, busy', 'closed', 'closed, busy', 'closed']);
});

test('where no list of machines answers, those that were read before stay', async () => {
  let inventory = smallInventory;
  const { session } = sessionOf((_, before) => (before ? keepUnread(inventory, before) : Promise.resolve(inventory)));
  await session.open(sandbox, 'never');
  inventory = { ...smallInventory, machines: [], gaps: unread('s1', 's2') };
  await expect(session.refresh({ kind: 'all' })).rejects.toThrow('No machines could be read: No answer.');
  expect(session.state).toMatchObject({
    kind: 'open',
    snapshot: { trouble: 'failed', assessment: { inventory: { machines: smallInventory.machines } } },
  });
  inventory = { ...inventory, gaps: [] };
  await session.refresh({ kind: 'all' });
  expect(session.state).toMatchObject({ kind: 'open', snapshot: { trouble: undefined, assessment: { machines: [] } } });
});

test('where some lists of machines answer, those of the others stay, marked as old, until they are read again', async () => {
  const [mine, other] = [machine('s1', 'mine', 'westeurope'), machine('s2', 'other', 'westeurope')];
  const whole = inventoryOf([mine, other], []);
  const partly = { ...whole, machines: [mine], takenAt: new Date(takenAt + 60_000), gaps: unread('s2') };
  const readings = [whole, partly, partly, whole];
  const { session } = sessionOf((_, before) => (before ? keepUnread(readings.shift()!, before) : Promise.resolve(readings.shift()!)));
  const old = (): readonly string[] =>
    session.state.kind === 'open'
      ? session.state.snapshot.assessment.machines.flatMap(({ name, asOf }) => (asOf ? [`${name} ${asOf.toISOString()}`] : []))
      : ['not open'];
  await session.open(sandbox, 'never');
  for (let times = 0; times < 2; times += 1) {
    await session.refresh({ kind: 'all' });
    expect(old()).toEqual([`other ${smallInventory.takenAt.toISOString()}`]);
    expect(session.state).toMatchObject({ snapshot: { trouble: undefined, assessment: { now: partly.takenAt } } });
  }
  await session.refresh({ kind: 'all' });
  expect(old()).toEqual([]);
});

test('an opening that fails ends as failed, and a refresh opens again', async () => {
  let works = false;
  const { session } = sessionOf(() => (works ? Promise.resolve(smallInventory) : Promise.reject(new Error('no'))));
  await expect(session.open(sandbox, 'never')).rejects.toThrow('no');
  expect(session.state.kind).toBe('failed');
  works = true;
  await session.refresh({ kind: 'all' });
  expect(session.state.kind).toBe('open');
});

test('an opening that is cancelled ends with nothing open', async () => {
  const { session } = sessionOf(untilAborted);
  const opening = session.open(sandbox, 'never');
  await expect.poll(() => session.isBusy).toBe(true);
  session.cancel();
  await expect(opening).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
  expect(session.state.kind).toBe('closed');
});

test('rows stay while a refresh runs, and after it is cancelled or fails', async () => {
  const readings = [() => Promise.resolve(smallInventory), untilAborted, () => Promise.reject(new Error('gone'))];
  const { session } = sessionOf((signal) => readings.shift()!(signal));
  await session.open(sandbox, 'never');
  const before = session.state;
  const refresh = session.refresh({ kind: 'all' });
  await expect.poll(() => session.isBusy).toBe(true);
  expect(session.state).toBe(before);
  session.cancel();
  await expect(refresh).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
  expect(session.state).toBe(before);
  await expect(session.refresh({ kind: 'all' })).rejects.toThrow('gone');
  if (session.state.kind !== 'open' || before.kind !== 'open') throw new Error('not open');
  expect(session.state.snapshot).toEqual({ ...before.snapshot, trouble: 'failed' });
});

test('a part read again is judged at its own time, the whole keeps its age', async () => {
  const { session, clock, log } = sessionOf(() => Promise.resolve(smallInventory));
  await session.open(sandbox, 'never');
  clock.now = 5 * 60_000;
  await session.refresh({ kind: 'subscription', id: 'S1' });
  expect(log).toContain('subscription S1');
  if (session.state.kind !== 'open') throw new Error('not open');
  const { snapshot } = session.state;
  expect(snapshot.readAt).toBe(0);
  expect(snapshot.readAgain.get('s1')?.getTime()).toBe(takenAt + 5 * 60_000);
  expect(snapshot.assessment.now.getTime()).toBe(takenAt + 5 * 60_000);
});

test('what is asked for at the same time happens one after the other', async () => {
  let running = 0;
  let most = 0;
  const { session } = sessionOf(async () => {
    most = Math.max(most, ++running);
    await new Promise((resolve) => setTimeout(resolve, 5));
    running--;
    return smallInventory;
  });
  await session.open(sandbox, 'never');
  await Promise.all([session.refresh({ kind: 'all' }), session.refresh({ kind: 'all' }), session.refresh({ kind: 'all' })]);
  expect(most).toBe(1);
});

test('what was geo-redundant at the reading before, and is no more, is known after a refresh', async () => {
  const reading = (sku: string): Inventory => ({ ...smallInventory, storageAccounts: [account('acc', { sku })] });
  const readings = [reading('Standard_GRS'), reading('Standard_LRS'), reading('Standard_LRS')];
  const { session } = sessionOf(() => Promise.resolve(readings.shift()!));
  const lost = (): boolean =>
    session.state.kind === 'open' && session.state.snapshot.assessment.findings.some(({ rule }) => rule === 'DR-STO-005');
  await session.open(sandbox, 'ifNeeded');
  expect(lost()).toBe(false);
  for (let times = 0; times < 2; times += 1) {
    await session.refresh({ kind: 'all' });
    expect(lost()).toBe(true);
  }
});

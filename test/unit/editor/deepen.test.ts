import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { deepenInBackground, nextPart } from '../../../src/editor/deepenInBackground.ts';
import type { Choice, Estate } from '../../../src/editor/estate.ts';
import type { SafeLog } from '../../../src/editor/safeLog.ts';
import { Session } from '../../../src/editor/session.ts';
import { toArmId, type ArmId } from '../../../src/model/armId.ts';
import { noDetails, type Details } from '../../../src/model/details.ts';
import type { Inventory } from '../../../src/model/inventory.ts';
import { subjectsIn, type Subjects } from '../../../src/model/subjects.ts';
import { assess } from '../../../src/readiness/assess.ts';
import type { Assessment } from '../../../src/readiness/assessment.ts';
import { defaultPolicy } from '../../../src/readiness/policy.ts';
import { inventory, item, vm } from '../readiness/facts.ts';

const sandbox: Choice = { kind: 'sandbox', options: {} };
const facts = inventory({ machines: [vm('a'), vm('b'), vm('c')] });
const [a, b, c] = facts.machines.map(({ id }) => id) as [ArmId, ArmId, ArmId];
const only = (...machines: ArmId[]): Subjects => ({ machines, accounts: [], plans: [] });
const refused: Details = { ...noDetails, eligibility: new Map([[a, { value: [{ code: '150019', message: '' }] }]]) };

/** A session over an estate that answers with these details, whatever it is asked, and the parts that it was asked for. */
function sessionOf(readDetails: Estate['readDetails'], readAll: Estate['readAll'] = () => Promise.resolve(facts)): Session {
  const read = (): Promise<Inventory> => Promise.resolve(facts);
  const estate: Estate = {
    readAll,
    readSubscription: read,
    readMachine: read,
    readDetails,
    connectionTo: () => undefined,
    close: () => Promise.resolve(),
  };
  let clock = 1000;
  return new Session({
    openEstate: () => Promise.resolve(estate),
    loadKept: () => Promise.resolve(undefined),
    keep: () => {},
    judge: (one, now) => Promise.resolve(assess(one, defaultPolicy, now)),
    now: () => clock++,
  });
}

function assessmentOf({ state }: Session): Assessment {
  if (state.kind !== 'open') throw new Error(`It is ${state.kind}.`);
  return state.snapshot.assessment;
}

const found = (session: Session): string[] =>
  assessmentOf(session)
    .findings.filter(({ rule }) => rule === 'DR-VM-002')
    .map(({ subject }) => subject);
const left = (session: Session): number | undefined =>
  assessmentOf(session).notEvaluated.find(({ rule }) => rule === 'DR-VM-002')?.machines;

/** Eligible, but for the first. */
const answer: Estate['readDetails'] = (_, { machines }) =>
  Promise.resolve({ ...noDetails, eligibility: new Map(machines.map((id) => [id, refused.eligibility.get(id) ?? { value: [] }])) });

test('what was read of full depth is judged, the rest is counted, and in the end the depth is full', async () => {
  const session = sessionOf(answer);
  await session.open(sandbox, 'never');
  expect([found(session), left(session), assessmentOf(session).depth]).toEqual([[], 3, 'inventory']);
  expect(session.unread).toEqual(only(a, b, c));
  await session.deepen(only(a));
  expect([found(session), left(session), assessmentOf(session).depth]).toEqual([[a], 2, 'inventory']);
  await session.deepen(only(b, c));
  expect([found(session), left(session), assessmentOf(session).depth]).toEqual([[a], undefined, 'full']);
  expect(session.unread).toEqual(only());
});

test('a refresh keeps what was found until it is read again, and has it read again', async () => {
  let isWell = false;
  const session = sessionOf((rows, subjects, signal) => {
    if (!isWell) return answer(rows, subjects, signal);
    return Promise.resolve({ ...noDetails, eligibility: new Map(subjects.machines.map((id) => [id, { value: [] }])) });
  });
  await session.open(sandbox, 'never');
  await session.deepen(only(a, b, c));
  isWell = true;
  await session.refresh({ kind: 'all' });
  expect(found(session)).toEqual([a]);
  expect(session.unread).toEqual(only(a, b, c));
  await session.deepen(only(a));
  expect(found(session)).toEqual([]);
  await session.deepen(only(b, c));
  await session.refresh({ kind: 'machine', id: b });
  expect(session.unread).toEqual(only(b));
});

test('whatever is asked for calls it off, and nothing of it is kept', async () => {
  const session = sessionOf((_, __, signal) => {
    const { promise, reject } = Promise.withResolvers<Details>();
    signal.addEventListener('abort', () => reject(signal.reason as Error));
    return promise;
  });
  await session.open(sandbox, 'never');
  const deepening = session.deepen(only(a));
  const refreshing = session.refresh({ kind: 'all' });
  expect(session.isBusy || session.unread !== undefined).toBe(true);
  await expect(deepening).rejects.toMatchObject({ name: 'AbortError' });
  await refreshing;
  expect(session.unread).toEqual(only(a, b, c));
  const again = session.deepen(only(a));
  await session.close();
  await expect(again).rejects.toMatchObject({ name: 'AbortError' });
  expect(session.state.kind).toBe('closed');
});

test('who gives up a reading is read nothing in the background either, until they ask again', async () => {
  let delayMs = 0;
  const session = sessionOf(answer, (signal) => setTimeout(delayMs, facts, { signal }));
  await session.open(sandbox, 'never');
  delayMs = 60_000;
  const refreshing = session.refresh({ kind: 'all' });
  await setTimeout(0);
  session.cancel();
  await expect(refreshing).rejects.toMatchObject({ name: 'AbortError' });
  expect([session.state.kind, session.isBusy, session.unread]).toEqual(['open', false, undefined]);
  delayMs = 0;
  await session.refresh({ kind: 'all' });
  expect(session.unread).toEqual(only(a, b, c));
});

test('an answer that brings nothing is not asked for again and again', async () => {
  let asked = 0;
  const session = sessionOf(() => {
    asked++;
    return Promise.resolve(noDetails);
  });
  const view = { drawnMachines: new Set<ArmId>(), askedAt: 0 };
  const log = { write: () => {} } as unknown as SafeLog;
  const background = deepenInBackground({ session, view, log, now: () => 1000 });
  await session.open(sandbox, 'never');
  const pausesMs = 1000;
  await setTimeout(pausesMs);
  expect(asked).toBe(1);
  await session.refresh({ kind: 'all' });
  await expect.poll(() => asked, { timeout: pausesMs }).toBe(2);
  background.dispose();
});

test('whoever shows the protected item alone is asked about its machine too', () => {
  expect(subjectsIn(inventory({ protectedItems: [item('a')] }), only(a, b))).toEqual(only(a));
});

test('rows that are drawn come first, then the rest, part by part', () => {
  const many = Array.from({ length: 500 }, (_, i) => toArmId(`/subscriptions/s/vm${i}`));
  const unread: Subjects = { machines: many, accounts: many, plans: [] };
  const drawn = new Set(many.slice(100, 160));
  expect(nextPart(unread, drawn)).toEqual(only(...many.slice(100, 150)));
  expect(nextPart(unread, new Set())).toEqual({ machines: many.slice(0, 200), accounts: many.slice(0, 200), plans: [] });
  expect(nextPart(only(), drawn)).toBeUndefined();
  const thousands = Array.from({ length: 10_000 }, (_, i) => toArmId(`/subscriptions/s/vm${i}`));
  expect(nextPart(only(...thousands), new Set())).toEqual(only(...thousands.slice(0, 2000)));
});

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { picked, type Pick } from '../../../src/editor/azure/subscriptionPicks.ts';

const row = (id: string): { id: string; name: string } => ({ id, name: `name of ${id}` });
const pick = (id: string, tenant = 't1'): Pick => ({ ...row(id), tenant });
const nothing = (): undefined => undefined;
const none = new Set<string>();

test('without a choice all are read, up to a limit', () => {
  const few = [{ account: 'a', tenant: 't1', subscriptions: [row('s1'), row('s2')] }];
  expect(picked(few, nothing, [], none)).toEqual({ ofEach: [['s1', 's2']], missing: [], notPicked: 0 });
  const many = [{ account: 'a', tenant: 't1', subscriptions: Array.from({ length: 250 }, (_, at) => row(`s${at}`)) }];
  const { ofEach, notPicked } = picked(many, nothing, [], none);
  expect([ofEach[0]?.length, notPicked]).toEqual([200, 50]);
});

test('the neighbour’s choice is the first default, unless none of it is here', () => {
  const readable = [{ account: 'a', tenant: 't1', subscriptions: [row('s1'), row('s2')] }];
  expect(picked(readable, nothing, ['s2', 's9'], none)).toEqual({ ofEach: [['s2']], missing: [], notPicked: 1 });
  expect(picked(readable, nothing, ['s9'], none).ofEach).toEqual([['s1', 's2']]);
  expect(picked(readable, () => [pick('s1')], ['s2'], none).ofEach).toEqual([['s1']]);
});

test('what is picked and not readable is missing, unless its tenant is locked', () => {
  const readable = [{ account: 'a', tenant: 't1', subscriptions: [row('s1')] }];
  const chosen = (): readonly Pick[] => [pick('s1'), pick('gone'), pick('locked', 't2')];
  expect(picked(readable, chosen, [], new Set(['t2'])).missing).toEqual([pick('gone')]);
});

test('picking nothing reads nothing', () => {
  const readable = [{ account: 'a', tenant: 't1', subscriptions: [row('s1')] }];
  expect(picked(readable, () => [], [], none)).toEqual({ ofEach: [[]], missing: [], notPicked: 1 });
});

test('no subscription is read twice, whatever accounts and tenants show', () => {
  const id = fc.constantFrom('s1', 's2', 's3', 's4', 's5');
  const readable = fc.array(
    fc.record({
      account: fc.constantFrom('a', 'b'),
      tenant: fc.constantFrom('t1', 't2'),
      subscriptions: fc.uniqueArray(id).map((ids) => ids.map(row)),
    }),
  );
  const choice = fc.option(
    fc.uniqueArray(id).map((ids) => ids.map((each) => pick(each))),
    { nil: undefined },
  );
  fc.assert(
    fc.property(readable, choice, choice, fc.array(id), (ways, ofA, ofB, default_) => {
      const { ofEach, notPicked } = picked(ways, (account) => (account === 'a' ? ofA : ofB), default_, none);
      const all = ofEach.flat();
      const shown = new Set(ways.flatMap(({ subscriptions }) => subscriptions.map(({ id: each }) => each)));
      expect(new Set(all).size).toBe(all.length);
      expect(all.length + notPicked).toBe(shown.size);
      for (const [at, ids] of ofEach.entries()) {
        for (const each of ids) expect(ways[at]?.subscriptions.map((one) => one.id)).toContain(each);
      }
    }),
  );
});

import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { RecoveryAccess } from '../../src/azure/siteRecovery/recoveryAccess.ts';
import { isFollowed } from '../../src/editor/operations/operationEntry.ts';
import { OperationRuns, type OperationRunsParts } from '../../src/editor/operations/operationRuns.ts';
import { operationsTree } from '../../src/editor/operations/operationsTree.ts';
import { rowsText } from '../../src/editor/operations/operationsRow.ts';
import { progressText } from '../../src/editor/operations/progressText.ts';
import { endText } from '../../src/editor/operations/endText.ts';
import { UserError } from '../../src/model/userError.ts';
import { FileJournals } from '../../src/operations/journal/fileJournals.ts';
import { cleanUpTest, testFailover } from '../../src/operations/item/testFailoverOperations.ts';
import type { Operation } from '../../src/operations/operation.ts';
import { english } from '../unit/editor/localizer.ts';
import { openProtected, type Place } from './operationsHarness.ts';

const drillPosts = /^POST .*\/testFailover$/;

async function drill({ item, own }: Place): Promise<Operation> {
  return testFailover(await item(), { networkId: own.testNetwork, recoveryPointId: undefined });
}

/** What a window of the editor knows and does. `onSleep` is called whenever it waits. */
function openWindow(place: Place, more: Partial<OperationRunsParts> = {}, onSleep: () => void = () => {}): OperationRuns {
  const { sandbox, folder, azure } = place;
  return new OperationRuns({
    journals: new FileJournals(folder),
    who: 'tester',
    clock: {
      now: () => sandbox.control.now(),
      async sleep(ms, signal) {
        onSleep();
        // As a timer would: others get their turn.
        await new Promise((resolve) => setTimeout(resolve, 1));
        signal.throwIfAborted();
        sandbox.control.advance(Math.max(30, ms / 1000));
      },
    },
    withAccess: (_machine, use) => use(azure),
    ...more,
  });
}

/** Of test failovers: the journals tell of the enabling, too. */
function standings({ entries }: OperationRuns): readonly string[] {
  return entries.filter(({ operation }) => operation.kind === 'test-failover').map(({ standing }) => standing);
}

test('a test failover is followed task by task, and its measured time is kept', async () => {
  const place = await openProtected();
  const seen: string[] = [];
  const window = openWindow(place);
  window.onDidChange(() => {
    const text = window.entries.map((entry) => `${entry.standing} ${progressText(entry, english)}`).join();
    if (text !== seen.at(-1)) seen.push(text);
  });
  const { begun, busy, ran } = await window.start([await drill(place)]);
  expect([begun.length, busy]).toEqual([1, []]);
  const [end] = await ran;
  expect(end?.end.kind).toBe('succeeded');
  expect(seen[0]).toBe('running test failover');
  expect(seen).toContain('running test failover: Create test virtual machine (2/4)');
  const [entry] = window.entries;
  expect(entry?.record.steps[0]?.jobSeconds).toBeGreaterThan(60);
  expect(endText([end!], english)).toEqual({
    text: 'The test machine runs: vm-1. Clean it up when you have looked at it.',
    isGood: true,
    helps: undefined,
  });
  const rows = operationsTree({ entries: window.entries, vaults: [], jobs: new Map(), now: place.sandbox.control.now() }, english);
  expect(rowsText(rows)).toMatch(
    /^\[pass\] \S+ {2}test failover · running after \d min( \d+ s)? · just now\n {2}\[pass\] The test machine is running\./,
  );
});

test('a window that ends leaves it to the next one; the request is sent once', async () => {
  const place = await openProtected();
  let sleeps = 0;
  const first: OperationRuns = openWindow(place, {}, () => {
    if (++sleeps === 2) void first.close();
  });
  const { ran } = await first.start([await drill(place)]);
  expect((await ran)[0]?.end.kind).toBe('stopped');
  const second = openWindow(place);
  await second.load();
  expect(standings(second)).toEqual(['paused']);
  expect((await second.goOn())[0]?.end.kind).toBe('succeeded');
  expect(place.taken(drillPosts)).toBe(1);
});

test('two windows never run the same operation', async () => {
  const place = await openProtected();
  const operation = await drill(place);
  const second = openWindow(place);
  const outcomes: unknown[] = [];
  let asked = false;
  const first = openWindow(place, {}, () => {
    if (asked) return;
    asked = true;
    outcomes.push(
      (async () => {
        await second.load();
        const ran = await second.goOn();
        return [ran.length, second.entries[0]?.standing, (await second.start([operation])).busy];
      })(),
    );
  });
  const { ran } = await first.start([operation]);
  expect((await ran)[0]?.end.kind).toBe('succeeded');
  expect(await outcomes[0]).toEqual([0, 'elsewhere', [operation.machine]]);
  await second.load();
  expect(standings(second)).toEqual(['succeeded']);
  expect(place.taken(drillPosts)).toBe(1);
});

test('a sign-in that has ended pauses it; it goes on after the next one', async () => {
  const place = await openProtected();
  let isSignedIn = true;
  const guarded = new Proxy(place.azure, {
    get(azure, name: keyof RecoveryAccess) {
      return (...args: readonly never[]): unknown => {
        if (!isSignedIn && name !== 'send') return Promise.reject(new UserError('signIn', 'The sign-in has expired.', 'Sign in.'));
        return (azure[name] as (...all: readonly never[]) => unknown)(...args);
      };
    },
  });
  const window = openWindow(place, { withAccess: (_machine, use) => use(guarded) }, () => (isSignedIn = false));
  const { ran } = await window.start([await drill(place)]);
  expect((await ran)[0]?.end.kind).toBe('paused');
  expect(window.entries[0]).toMatchObject({ standing: 'paused', needsSignIn: true, trouble: 'The sign-in has expired. Sign in.' });
  const again = openWindow(place);
  await again.load();
  expect((await again.goOn())[0]?.end.kind).toBe('succeeded');
  expect(place.taken(drillPosts)).toBe(1);
});

test('what nobody knows is asked about: it is neither sent again by itself nor lost', async () => {
  const place = await openProtected();
  const operation = await drill(place);
  place.cut(drillPosts, 'before');
  const window = openWindow(place);
  const { ran } = await window.start([operation]);
  expect((await ran)[0]?.end.kind).toBe('uncertain');
  const id = window.entries[0]!.id;
  expect(window.entries[0]?.standing).toBe('uncertain');
  expect(await window.goOn()).toEqual([]);
  expect(place.taken(drillPosts)).toBe(0);
  expect((await window.goOn(id, 'test-failover'))[0]?.end.kind).toBe('succeeded');
  expect(place.taken(drillPosts)).toBe(1);
});

test('what nobody knows can be given up', async () => {
  const place = await openProtected();
  place.cut(drillPosts, 'before');
  const window = openWindow(place);
  await (
    await window.start([await drill(place)])
  ).ran;
  expect(await window.giveUp(window.entries[0]!.id)).toBe(true);
  expect(window.entries[0]?.standing).toBe('failed');
  expect(window.entries[0]?.record.steps[0]?.problem?.code).toBe('GivenUp');
});

test('what somebody does not want followed is not gone on with by itself', async () => {
  const place = await openProtected();
  let sleeps = 0;
  const window: OperationRuns = openWindow(place, {}, () => {
    if (++sleeps === 1) for (const { id } of window.entries.filter(isFollowed)) window.stop(id);
  });
  const { ran } = await window.start([await drill(place)]);
  expect((await ran)[0]?.end.kind).toBe('stopped');
  expect(await window.goOn()).toEqual([]);
  const next = openWindow(place);
  await next.load();
  expect(await next.goOn()).toEqual([]);
  expect(standings(next)).toEqual(['stopped']);
  const [entry] = window.entries;
  expect((await window.goOn(entry!.id))[0]?.end.kind).toBe('succeeded');
  expect((await (await window.start([cleanUpTest(await place.item(), '')])).ran)[0]?.end.kind).toBe('succeeded');
  expect(window.entries.map(({ operation }) => operation.kind)).toEqual(['cleanup-test', 'test-failover']);
});

test('a damaged record of one machine keeps no other from beginning', async () => {
  const place = await openProtected();
  const operation = await drill(place);
  const other: Operation = { ...operation, subject: `${operation.subject}-2`, machine: 'vm-2' };
  const journal = await place.journals.open(other, 'tester', place.sandbox.control.now());
  await journal!.close();
  writeFileSync(path.join(place.folder, `${journal!.id}.jsonl`), '{\n');
  const { begun, unrecorded, ran } = await openWindow(place).start([operation, other]);
  expect(begun).toHaveLength(1);
  expect([...unrecorded]).toEqual([[expect.stringContaining('is damaged'), ['vm-2']]]);
  expect((await ran).map(({ end }) => end.kind)).toEqual(['succeeded']);
});

test('what cannot be gone on with says why, and goes on once it can', async () => {
  const place = await openProtected();
  const first = openWindow(place, {}, () => void first.close());
  await (
    await first.start([await drill(place)])
  ).ran;
  const damaged = path.join(place.folder, `${first.entries[0]!.id.slice(0, -8)}00000000.jsonl`);
  writeFileSync(damaged, '{\n');
  const second = openWindow(place);
  await second.load();
  expect(await second.goOn()).toEqual([]);
  expect(second.entries[0]).toMatchObject({ standing: 'paused', trouble: expect.stringContaining('is damaged') });
  await expect(second.goOn(second.entries[0]!.id)).rejects.toThrow('is damaged');
  rmSync(damaged);
  expect((await second.goOn())[0]?.end.kind).toBe('succeeded');
  expect(place.taken(drillPosts)).toBe(1);
});

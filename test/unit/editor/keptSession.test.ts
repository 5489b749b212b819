import { expect, test } from 'vitest';
import type { Choice, Estate } from '../../../src/editor/estate.ts';
import { KeptScreen } from '../../../src/editor/kept/keptScreen.ts';
import { Session, type SessionParts, type Snapshot } from '../../../src/editor/session.ts';
import { noDetails } from '../../../src/model/details.ts';
import type { Inventory } from '../../../src/model/inventory.ts';
import type { KeptInventory } from '../../../src/model/keptInventory.ts';
import { UserError } from '../../../src/model/userError.ts';
import { assess } from '../../../src/readiness/assess.ts';
import { defaultPolicy } from '../../../src/readiness/policy.ts';
import { english } from './localizer.ts';
import { smallInventory } from './smallInventory.ts';

const azure: Choice = { kind: 'azure' };
const fresh: Inventory = { ...smallInventory, otherItems: 99 };
const signedOut = new UserError('signIn', 'You are not signed in to Azure.', 'Sign in.');

/** A session over an Azure that answers with these, one after the other, and what is kept of it. */
function sessionOf(
  kept: KeptInventory | SessionParts['loadKept'] | undefined,
  ...answers: readonly (Inventory | Error)[]
): { session: Session; saved: KeptInventory[] } {
  const rest = [...answers];
  const saved: KeptInventory[] = [];
  const read = (): Promise<Inventory> => {
    const answer = rest.shift();
    return answer instanceof Error || !answer ? Promise.reject(answer ?? new Error('asked too often')) : Promise.resolve(answer);
  };
  const estate: Estate = {
    readAll: read,
    readSubscription: read,
    readMachine: read,
    readDetails: () => Promise.resolve(noDetails),
    connectionTo: () => undefined,
    close: () => Promise.resolve(),
  };
  const session = new Session({
    openEstate: () => Promise.resolve(estate),
    loadKept: typeof kept === 'function' ? kept : () => Promise.resolve(kept),
    keep: (choice, { assessment: { inventory }, readAt }) => {
      expect(choice).toBe(azure);
      saved.push({ inventory, readAt });
    },
    judge: (inventory, now) => Promise.resolve(assess(inventory, defaultPolicy, now)),
    now: () => 1000,
  });
  return { session, saved };
}

function snapshotOf({ state }: Session): Snapshot {
  if (state.kind !== 'open') throw new Error(`It is ${state.kind}.`);
  return state.snapshot;
}

const kept: KeptInventory = { inventory: smallInventory, readAt: 5 };

test('what is kept shows first, then what is read, which is kept in its turn', async () => {
  const { session, saved } = sessionOf(kept, fresh);
  const shown: (readonly [boolean, number])[] = [];
  session.onDidChange(() => {
    if (session.state.kind === 'open') shown.push([session.state.snapshot.kept, session.state.snapshot.readAt]);
  });
  await session.open(azure, 'never');
  expect(shown[0]).toEqual([true, 5]);
  expect(shown.at(-1)).toEqual([false, 1000]);
  expect(saved).toEqual([{ inventory: fresh, readAt: 1000 }]);
});

test('without a sign-in the kept inventory stays, says so, and nobody is bothered', async () => {
  const { session, saved } = sessionOf(kept, signedOut, fresh);
  await session.open(azure, 'never');
  expect(snapshotOf(session)).toMatchObject({ kept: true, readAt: 5, trouble: 'signIn' });
  expect(saved).toEqual([]);
  await session.refresh({ kind: 'all' });
  expect(snapshotOf(session)).toMatchObject({ kept: false, readAt: 1000, trouble: undefined });
});

test('a person who asked hears of the missing sign-in', async () => {
  const { session } = sessionOf(kept, signedOut, signedOut);
  await expect(session.open(azure, 'ifNeeded')).rejects.toBe(signedOut);
  expect(snapshotOf(session)).toMatchObject({ kept: true, trouble: 'signIn' });
  await expect(session.refresh({ kind: 'all' })).rejects.toBe(signedOut);
});

test('what can be shown of it already shows first, and goes with a file that turns out damaged', async () => {
  const screen = new KeptScreen({ with: '', rows: [], label: 'Azure', scope: [], remarks: [], critical: 0 }, 5, english);
  for (const found of [kept, undefined]) {
    const { session } = sessionOf((_choice, _signal, onScreen) => {
      onScreen(screen);
      return Promise.resolve(found);
    }, fresh);
    const states: unknown[] = [];
    session.onDidChange(() => {
      const { state } = session;
      const shown = state.kind === 'loading' ? state.kept : state.kind === 'open' ? state.snapshot.kept : state.kind;
      if (states.at(-1) !== shown) states.push(shown);
    });
    await session.open(azure, 'never');
    expect(states).toEqual(['sought', screen, found ? true : undefined, false]);
  }
});

test('without a sign-in and without anything kept the view is as new', async () => {
  const { session } = sessionOf(undefined, signedOut);
  await session.open(azure, 'never');
  expect(session.state.kind).toBe('closed');
  const asked = sessionOf(undefined, signedOut);
  await expect(asked.session.open(azure, 'ifNeeded')).rejects.toBe(signedOut);
  expect(asked.session.state.kind).toBe('failed');
});

test('a part of what is kept is never read alone: the rest would be as old as it was', async () => {
  const { session } = sessionOf(kept, signedOut, fresh);
  await session.open(azure, 'never');
  await session.refresh({ kind: 'subscription', id: 's1' });
  expect(snapshotOf(session)).toMatchObject({ kept: false, readAt: 1000 });
});

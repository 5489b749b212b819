import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RecoveryAccess } from '../../src/azure/siteRecovery/recoveryAccess.ts';
import { cleanUpTest, disableReplication, testFailover } from '../../src/operations/itemOperations.ts';
import type { Operation, OperationKind } from '../../src/operations/operation.ts';
import type { Outcome } from '../../src/operations/outcome.ts';
import { openProtected, type Place } from './operationsHarness.ts';

type Kind = Extract<OperationKind, 'test-failover' | 'cleanup-test' | 'disable'>;
/** What becomes of the request and its process; `dies…`: the process ends there, as by `kill -9`. */
type Fate = 'well' | 'before' | 'after' | 'half' | 'dies before' | 'dies after';
interface Move {
  readonly kind: Kind;
  readonly fate: Fate;
}

const requests: Readonly<Record<Kind, RegExp>> = {
  'test-failover': /^POST .*\/testFailover$/,
  'cleanup-test': /^POST .*\/testFailoverCleanup$/,
  disable: /^POST .*\/remove$/,
};
/** The small model: in which state what is legal, and what it leads to. */
const legal: Readonly<Record<string, Partial<Record<Kind, string>>>> = {
  protected: { 'test-failover': 'testOpen', disable: 'gone' },
  testOpen: { 'cleanup-test': 'protected' },
};

class Death extends Error {}

async function made({ item, own }: Place, kind: Kind): Promise<Operation> {
  if (kind === 'test-failover') return testFailover(await item(), { networkId: own.testNetwork, recoveryPointId: undefined });
  return kind === 'disable' ? disableReplication(await item()) : cleanUpTest(await item(), '');
}

/** One run, of a process that may die. */
async function runOnce(place: Place, operation: Operation, kind: Kind, fate: Fate, resume?: string): Promise<Outcome | 'died'> {
  if (fate === 'before' || fate === 'after' || fate === 'half') place.cut(requests[kind], fate);
  const mortal: RecoveryAccess = {
    ...place.azure,
    async send(call) {
      if (fate === 'dies before') throw new Death();
      const sent = await place.azure.send(call);
      if (fate === 'dies after') throw new Death();
      return sent;
    },
  };
  try {
    return await place.run(operation, { azure: mortal, ...(resume !== undefined && { resume }) });
  } catch (error) {
    if (error instanceof Death) return 'died';
    throw error;
  }
}

const moves = fc.array(
  fc.record<Move>({
    kind: fc.constantFrom('test-failover', 'cleanup-test', 'disable'),
    fate: fc.constantFrom('well', 'before', 'after', 'half', 'dies before', 'dies after'),
  }),
  { minLength: 1, maxLength: 6 },
);

test('whatever breaks, each request is taken once, and only what is legal is taken', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(moves, async (sequence) => {
      const place = await openProtected();
      let state = 'protected';
      for (const { kind, fate } of sequence) {
        if (state === 'gone') break;
        const next = legal[state]?.[kind];
        const before = place.taken(requests[kind]);
        const operation = await made(place, kind);
        // A request that is not legal never leaves, so nothing can become of it.
        let outcome = await runOnce(place, operation, kind, next === undefined ? 'well' : fate);
        if (outcome === 'died') outcome = await runOnce(place, operation, kind, 'well');
        if (typeof outcome === 'object' && outcome.kind === 'uncertain') {
          expect(place.taken(requests[kind])).toBe(before);
          outcome = await runOnce(place, operation, kind, 'well', outcome.step);
        }
        expect(outcome).toMatchObject(next === undefined ? { kind: 'failed', problem: { code: 'NotOffered' } } : { kind: 'succeeded' });
        expect(place.taken(requests[kind])).toBe(before + (next === undefined ? 0 : 1));
        state = next ?? state;
      }
    }),
    { numRuns: 40 },
  );
});

import { expect, test } from 'vitest';
import type { JobStanding, RecoveryJob } from '../../../src/model/recoveryJob.ts';
import { UserError } from '../../../src/model/userError.ts';
import { JobLists } from '../../../src/editor/operations/jobLists.ts';
import { someJob } from '../operations/someJob.ts';

const job = (id: string, standing: JobStanding): RecoveryJob => someJob(id, { standing });

/** Lists over vaults whose jobs a test sets; timers run when it says so. */
function listsOver(vaults: Record<string, readonly RecoveryJob[]>) {
  const calls: string[] = [];
  const waits: number[] = [];
  let due: (() => void) | undefined;
  const lists = new JobLists({
    list: async (vaultId) => {
      calls.push(`list ${vaultId}`);
      const jobs = vaults[vaultId];
      if (!jobs) throw new UserError('denied', 'You may not read this.', 'Ask its owner for a role.');
      return jobs;
    },
    read: async (vaultId, jobId) => {
      calls.push(`read ${jobId}`);
      return vaults[vaultId]?.find(({ id }) => id === jobId);
    },
    later: (ms, run) => {
      waits.push(ms);
      due = run;
      return () => (due = undefined);
    },
  });
  const tick = async (): Promise<void> => {
    const run = due;
    due = undefined;
    run?.();
    await new Promise((resolve) => setTimeout(resolve, 5));
  };
  return { lists, calls, waits, tick, isWaiting: () => due !== undefined };
}

test('nobody looks: nothing is read; one list a vault and poll while somebody does', async () => {
  const { lists, calls, tick, isWaiting } = listsOver({ '/v1': [], '/v2': [] });
  expect(isWaiting()).toBe(false);
  await lists.need('/v1');
  await lists.need('/v1');
  expect(calls).toEqual(['list /v1']);
  lists.watch(new Set(['/v1', '/v2']));
  await tick();
  expect(calls).toEqual(['list /v1', 'list /v1', 'list /v2']);
  lists.watch(new Set());
  expect(isWaiting()).toBe(false);
  await tick();
  expect(calls).toHaveLength(3);
});

test('polls become rarer while nothing moves, up to five minutes, and frequent again when something does', async () => {
  const vaults = { '/v1': [job('a', 'succeeded')] };
  const { lists, waits, tick } = listsOver(vaults);
  lists.watch(new Set(['/v1']));
  for (let polls = 0; polls < 9; polls++) await tick();
  expect(waits.slice(0, 4)).toEqual([30_000, 30_000, 45_000, 67_500]);
  expect(waits.at(-1)).toBe(300_000);
  vaults['/v1'] = [job('b', 'running'), job('a', 'succeeded')];
  await tick();
  expect(waits.at(-1)).toBe(30_000);
  await tick();
  expect(waits.at(-1)).toBe(30_000);
  lists.hurry();
  expect(waits.at(-1)).toBe(3000);
  await tick();
  expect(waits.at(-1)).toBe(30_000);
});

test('an opened job is read again as long as it runs; what cannot be read says so and keeps what was there', async () => {
  const vaults: Record<string, readonly RecoveryJob[]> = { '/v1': [job('a', 'running')] };
  const { lists, calls, tick } = listsOver(vaults);
  await lists.open('/v1', 'a');
  lists.watch(new Set(['/v1']));
  await tick();
  expect(calls).toEqual(['read a', 'list /v1', 'read a']);
  vaults['/v1'] = [job('a', 'succeeded')];
  await tick();
  await tick();
  expect(calls.filter((call) => call === 'read a')).toHaveLength(3);
  expect(lists.openedBut(new Set(['a'])).get('a')?.standing).toBe('succeeded');
  await lists.open('/v1', 'a');
  expect(calls.filter((call) => call === 'read a')).toHaveLength(3);
  delete vaults['/v1'];
  await tick();
  expect(lists.listOf('/v1')).toEqual({ jobs: [job('a', 'succeeded')], trouble: 'You may not read this. Ask its owner for a role.' });
});

test('what was read of a job before its end is not shown for its end', async () => {
  const vaults: Record<string, readonly RecoveryJob[]> = { '/v1': [job('a', 'running')] };
  const { lists, calls } = listsOver(vaults);
  await lists.open('/v1', 'a');
  expect(lists.openedBut(new Set()).has('a')).toBe(true);
  expect(lists.openedBut(new Set(['a'])).has('a')).toBe(false);
  vaults['/v1'] = [job('a', 'succeeded')];
  await lists.open('/v1', 'a');
  expect(calls).toEqual(['read a', 'read a']);
  expect(lists.openedBut(new Set(['a'])).get('a')?.standing).toBe('succeeded');
});

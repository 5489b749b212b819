import type { RecoveryJob } from '../../../src/model/recoveryJob.ts';

/** A test failover of web-01 that runs. */
export function someJob(id: string, more: Partial<RecoveryJob> = {}): RecoveryJob {
  return {
    id,
    scenario: 'TestFailover',
    title: 'Test failover',
    standing: 'running',
    startedAt: new Date('2026-09-14T08:20:00Z'),
    endedAt: null,
    targetId: 'guid-of-web-01',
    targetName: 'web-01',
    newItemId: '',
    tasks: [],
    warnings: [],
    errors: [],
    allowedActions: [],
    ...more,
  };
}

import { readRecoveryPoints } from '../../azure/siteRecovery/readRecoveryPoints.ts';
import type { RecoveryAccess } from '../../azure/siteRecovery/recoveryAccess.ts';
import { UserError } from '../../model/userError.ts';
import type { Operation } from '../../operations/operation.ts';
import type { SameCommand } from './sameCommand.ts';

/** What a person needs to know when an operation has succeeded. `machineId`: of the machine that it has made; '' where there is none. */
export interface NextSteps {
  readonly event: 'testMachine' | 'recoveryMachine' | 'next';
  readonly machineId: string;
  readonly lines: readonly string[];
}

/** What comes next; undefined where nothing does. Reads the item where the operation has made a machine, and does without where it cannot. */
export async function nextSteps(operation: Operation, azure: RecoveryAccess, same: SameCommand): Promise<NextSteps | undefined> {
  const { kind, subject, confirmed } = operation;
  const command = (name: string, ...more: readonly string[]): string => same(name, '--vm', subject, ...more);
  switch (kind) {
    case 'enable': {
      const { itemId } = operation.steps.findLast((step) => step.kind === 'wait') ?? { itemId: '' };
      const newest = (await ifRead(readRecoveryPoints(azure, { azureId: itemId })))?.[0]?.time;
      const point = newest
        ? `its newest recovery point is of ${newest.toISOString()}`
        : 'it has no recovery point yet, and cannot fail over before it has';
      return {
        event: 'next',
        machineId: '',
        lines: [point, `rehearse its failover with: ${command('test-failover', '--network', 'new')}`],
      };
    }
    case 'test-failover': {
      const machineId = await madeBy(operation, azure, 'testMachineId');
      return { event: 'testMachine', machineId, lines: [`test machine: ${machineId}`, `clean it up with: ${command('cleanup-test')}`] };
    }
    case 'failover':
    case 'change-point': {
      const machineId = await madeBy(operation, azure, 'recoveryMachineId');
      const lines = [
        `it runs as: ${machineId}`,
        `if it is as it should be: ${command('commit')}; if not: ${command('change-point', '--recovery-point', '…')}`,
        'until it is committed and re-protected it has no protection',
      ];
      return { event: 'recoveryMachine', machineId, lines };
    }
    case 'commit':
      return { event: 'next', machineId: '', lines: [`it has no protection until it is re-protected: ${command('reprotect')}`] };
    case 'reprotect': {
      const machineId = confirmed?.recoveryMachineId ?? '';
      return { event: 'next', machineId, lines: [`to bring it home later: ${same('failover', '--vm', machineId)}`] };
    }
    default:
      return undefined;
  }
}

async function madeBy({ confirmed }: Operation, azure: RecoveryAccess, key: 'testMachineId' | 'recoveryMachineId'): Promise<string> {
  return (await ifRead(azure.readItem(confirmed?.azureId ?? '')))?.[key] ?? '';
}

/** Undefined where Azure does not tell: the operation has succeeded all the same. */
async function ifRead<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

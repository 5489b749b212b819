import { operationUrl } from '../../armOperations.ts';
import { retryAfter } from '../../retryAfter.ts';
import { ArmError, type Call, type Reply } from '../../wire.ts';
import type { World } from '../../world.ts';
import { fieldAt, textAt } from '../field.ts';
import { childId } from '../registerReads.ts';
import { requireVault, VAULT } from '../vaultScope.ts';
import { startBackupJob, type BackupJobPlan } from './backupJob.ts';

/** Read on accepted requests of Azure Backup (pulumi-azure-native #1420). */
const RETRY_SECONDS = 60;

/** .NET's earliest time stands for none [recorded]. */
const NO_TIME = '0001-01-01T00:00:00';

/**
 * Azure Backup's one answer to a change of an item: 202 without a body, and where to poll [recorded]. The operation lasts as long as its job,
 * but for a backup and a restore: that operation ends with the start of the job.
 */
export function acceptBackupJob(world: World, call: Call, itemId: string, plan: Omit<BackupJobPlan, 'activityId'>): Reply {
  const activityId = call.headers['x-ms-client-request-id'] ?? world.newRequestId();
  const job = startBackupJob(world, { ...plan, activityId });
  const seconds = ['Backup', 'Restore'].includes(plan.operation) ? 0 : plan.steps.reduce((sum, step) => sum + step.seconds, 0);
  // Scheduled after the job's steps, so it ends after the last of them.
  const finish = (): string => {
    const failed = fieldAt(world.store.get(`${plan.vaultId}/backupJobs/${job}`), 'properties', 'errorDetails', '0');
    if (failed === undefined) return job;
    const code = textAt(failed, 'errorTitle') ?? String(fieldAt(failed, 'errorCode'));
    throw new ArmError(400, code, textAt(failed, 'errorString') ?? '');
  };
  const { id } = world.operations.start({ seconds, finish });
  return accepted(world, call, `${itemId}/operationsStatus/${id}`, `${itemId}/operationResults/${id}`);
}

/** 202 without a body, and where to poll [recorded]. */
export function accepted(world: World, call: Call, statusPath: string, resultPath: string): Reply {
  return {
    status: 202,
    headers: {
      'Azure-AsyncOperation': operationUrl(call, statusPath),
      Location: operationUrl(call, resultPath),
      'Retry-After': retryAfter(world, RETRY_SECONDS),
    },
  };
}

/**
 * Polls of operations: those that the answer named, and those of the vault, which clients ask with the same id [recorded]. The operation's
 * result holds the name of its job.
 */
export function registerBackupOperations(world: World, item: string): void {
  const status = (call: Call): Reply => {
    const operation = operationOf(world, call);
    const { id: name, startTime, error, result } = operation;
    const running = operation.status === 'InProgress';
    const jobId = result?.body;
    return {
      status: 200,
      headers: running ? { 'Retry-After': retryAfter(world, RETRY_SECONDS) } : {},
      body: {
        id: name,
        name,
        status: operation.status,
        startTime: startTime.toISOString(),
        // The end is that of the request, not of the job [recorded].
        endTime: running ? NO_TIME : startTime.toISOString(),
        ...(typeof jobId === 'string' && { properties: { objectType: 'OperationStatusJobExtendedInfo', jobId } }),
        ...(error && { error }),
      },
    };
  };
  const result =
    (show: (call: Call) => unknown) =>
    (call: Call): Reply => {
      const { id, status: state, result: ended } = operationOf(world, call);
      if (state === 'InProgress')
        return accepted(world, call, call.path.replace(/operationResults\/[^/]+$/i, `operationsStatus/${id}`), call.path);
      if (state === 'Failed' && ended) return ended;
      const body = show(call);
      return body === undefined ? { status: 204 } : { status: 200, body };
    };
  const shownItem = (call: Call): unknown => world.store.get(childId(call, item));
  world.router
    .add('GET', `${VAULT}/${item}/operationsStatus/{operation}`, status)
    .add('GET', `${VAULT}/${item}/operationResults/{operation}`, result(shownItem))
    .add('GET', `${VAULT}/backupOperations/{operation}`, status);
  for (const path of ['backupOperationResults', 'backupFabrics/{fabric}/operationResults', 'backupJobs/{job}/operationResults']) {
    world.router.add(
      'GET',
      `${VAULT}/${path}/{operation}`,
      result(() => undefined),
    );
  }
}

function operationOf(world: World, call: Call) {
  requireVault(world, call);
  const id = call.params['operation'] ?? '';
  const operation = world.operations.get(id);
  if (!operation) throw new ArmError(404, 'OperationNotFound', `The operation '${id}' could not be found.`);
  return operation;
}

import type { ArmResource } from '../../resource.ts';
import { ArmError } from '../../wire.ts';
import type { World } from '../../world.ts';
import { preciseTime } from '../azureTime.ts';
import { fieldAt, listAt, textAt } from '../field.ts';
import { patchProperties } from '../patchProperties.ts';
import { VAULT_TYPE } from '../vaultScope.ts';
import { isoDuration } from './isoDuration.ts';

export const BACKUP_JOB_TYPE = `${VAULT_TYPE}/backupJobs`;

/** A part of a job that ends at its own time. */
export interface BackupStep {
  /** Of the sandbox's clock. */
  readonly seconds: number;
  /** Its name in the job's list of tasks; most jobs list none [recorded]. */
  readonly task?: string;
  /** What the step leaves. An `ArmError` thrown fails the job. */
  readonly complete: (jobId: string) => void;
}

export interface BackupJobPlan {
  readonly vaultId: string;
  /** `iaasvmcontainerv2;rg;vm`. */
  readonly key: string;
  readonly machineName: string;
  readonly operation: 'Backup' | 'ConfigureBackup' | 'DeleteBackupData' | 'DisableBackup' | 'Restore' | 'Undelete';
  /** What the job tells besides the machine's name. */
  readonly propertyBag: Readonly<Record<string, string>>;
  readonly internalPropertyBag?: Readonly<Record<string, string>>;
  readonly activityId: string;
  readonly steps: readonly BackupStep[];
  /** What a failure leaves. */
  readonly failed?: () => void;
}

/** Starts a job of Azure Backup and answers its name. Bodies, operations and properties: recorded by Azure CLI's own tests (2022). */
export function startBackupJob(world: World, plan: BackupJobPlan): string {
  const { clock, store } = world;
  const name = world.newGuid();
  const id = `${plan.vaultId}/backupJobs/${name}`;
  const start = clock.now();
  store.put(newJob(id, name, start, plan), withDuration);
  const fault = world.takeJobFault(plan.operation);
  let at = start.getTime();
  for (const [number, step] of plan.steps.entries()) {
    at += step.seconds * 1000;
    clock.schedule(at, () => {
      if (!isRunning(store.get(id))) return;
      try {
        // [GAP] The texts of Azure Backup's numeric codes are not at hand: the number stands for them.
        if (fault) throw new ArmError(400, fault.errorCode, `The operation failed with error ${fault.errorCode}.`);
        assertRegionUp(world, plan.vaultId);
        step.complete(id);
        endStep(world, id, number);
      } catch (error) {
        if (!(error instanceof ArmError)) throw error;
        endJob(world, id, 'Failed', { errorDetails: [errorDetail(error)] });
        plan.failed?.();
      }
    });
  }
  return name;
}

/** [GAP] What a job says that its region's end has caught was never read. */
function assertRegionUp(world: World, vaultId: string): void {
  const region = world.store.get(vaultId)?.location;
  if (world.outages.isDown(region)) throw new ArmError(503, 'ServiceUnavailable', `The service in the region '${region}' is unavailable.`);
}

/** A job that still does something; one that is being cancelled no longer does. */
export function isRunning(job: ArmResource | undefined): boolean {
  return textAt(job, 'properties', 'status') === 'InProgress';
}

/** Ends a job, and the task that it was at with it. */
export function endJob(world: World, id: string, status: 'Completed' | 'Failed' | 'Cancelled', more: object = {}): void {
  const end = world.clock.now();
  patchProperties(world, id, (job) => ({
    ...more,
    status,
    duration: durationSince(job, end),
    endTime: preciseTime(end),
    actionsInfo: undefined,
    ...(status !== 'Completed' && { extendedInfo: withTasks(job, (task) => (task.status === 'InProgress' ? { ...task, status } : task)) }),
  }));
}

interface Task {
  readonly taskId: string;
  readonly duration: string;
  readonly status: string;
}

function newJob(id: string, name: string, start: Date, plan: BackupJobPlan): ArmResource {
  const tasks = plan.steps.flatMap(({ task }) => task ?? []);
  return {
    id,
    name,
    type: BACKUP_JOB_TYPE,
    properties: {
      jobType: 'AzureIaaSVMJob',
      // 1: it can be cancelled.
      ...(tasks.length > 0 && { actionsInfo: [1] }),
      containerName: plan.key,
      duration: 'PT0S',
      virtualMachineVersion: 'Compute',
      extendedInfo: {
        tasksList: tasks.map((taskId, i) => ({ taskId, duration: 'PT0S', status: i === 0 ? 'InProgress' : 'NotStarted' })),
        // A restore does not name the machine [recorded].
        propertyBag: { ...(plan.operation !== 'Restore' && { 'VM Name': plan.machineName }), ...plan.propertyBag },
        ...(plan.internalPropertyBag && { internalPropertyBag: plan.internalPropertyBag }),
      },
      entityFriendlyName: plan.machineName,
      backupManagementType: 'AzureIaasVM',
      operation: plan.operation,
      status: 'InProgress',
      startTime: preciseTime(start),
      activityId: plan.activityId,
    },
  };
}

function endStep(world: World, id: string, number: number): void {
  patchProperties(world, id, (job) => ({
    extendedInfo: withTasks(job, (task, i) => ({ ...task, status: ['Completed', 'InProgress'][i - number] ?? task.status })),
  }));
  const steps = listAt(world.store.get(id), 'properties', 'extendedInfo', 'tasksList').length;
  if (number + 1 >= steps) endJob(world, id, 'Completed');
}

function withTasks(job: object, change: (task: Task, number: number) => Task): unknown {
  const info = fieldAt(job, 'extendedInfo') as { readonly tasksList: readonly Task[] };
  return { ...info, tasksList: info.tasksList.map(change) };
}

/** While it runs, a job tells how long it has. */
function withDuration(job: ArmResource, now: Date): ArmResource {
  return isRunning(job) ? { ...job, properties: { ...job.properties, duration: durationSince(job.properties, now) } } : job;
}

function durationSince(properties: unknown, now: Date): string {
  return isoDuration(now.getTime() - Date.parse(textAt(properties, 'startTime') ?? ''));
}

/** The form is that of the OpenAPI's `AzureIaaSVMErrorInfo`. */
function errorDetail({ code, message }: ArmError): unknown {
  const number = Number(code);
  return { ...(Number.isFinite(number) ? { errorCode: number } : { errorTitle: code }), errorString: message, recommendations: [] };
}

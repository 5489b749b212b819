import { cleanUpTest, commitFailover, enableReplication, testFailover, unplannedFailover } from '../recovery/jobs/itemScenarios.ts';
import { itemJobDetails } from '../recovery/items/itemJobDetails.ts';
import { taskNames } from '../recovery/jobs/jobTasks.ts';
import type { ScenarioTask } from '../recovery/jobs/scenarios.ts';
import type { EstateBuilder } from './estateBuilder.ts';
import type { ProtectedItem } from './protectedItem.ts';

/** Kinds of finished jobs, with Azure's `customDetails`. */
const kinds = {
  EnableDr: { ...enableReplication, customDetails: 'AsrJobDetails' },
  TestFailover: { ...testFailover, customDetails: 'TestFailoverJobDetails' },
  TestFailoverCleanup: { ...cleanUpTest, customDetails: 'TestFailoverJobDetails' },
  UnplannedFailover: { ...unplannedFailover, customDetails: 'FailoverJobDetails' },
  CommitFailover: { ...commitFailover, customDetails: 'AsrJobDetails' },
} as const;

const jobHours = 0.06;

/** The id that a job of the item's vault will have. */
export function jobId(b: EstateBuilder, vaultSpelt: string): string {
  return `${vaultSpelt}/replicationJobs/${b.guid()}`;
}

/** A job of the item's vault that ended well. Lists strip it to its head; that is the reader's side. */
export function finishedJob(
  b: EstateBuilder,
  item: ProtectedItem,
  kind: keyof typeof kinds,
  startedHoursAgo: number,
  id = jobId(b, item.pair.vault.spelt),
): void {
  const { friendlyName, customDetails, tasks } = kinds[kind];
  const startTime = b.hoursAgo(startedHoursAgo);
  // Ends of jobs are whole seconds (recorded).
  const endTime = b.hoursAgo(startedHoursAgo - jobHours).replace(/\.\d+Z$/, 'Z');
  b.add({
    id,
    name: id.slice(id.lastIndexOf('/') + 1),
    type: 'Microsoft.RecoveryServices/vaults/replicationJobs',
    properties: {
      activityId: `${b.guid()} ActivityId: ${b.guid()}`,
      scenarioName: kind,
      friendlyName,
      state: 'Succeeded',
      stateDescription: 'Completed',
      tasks: tasks.map((task) => finishedTask(id, task, startTime, endTime)),
      errors: [],
      startTime,
      endTime,
      allowedActions: [],
      targetObjectId: item.entityId,
      targetObjectName: item.machine.name,
      targetInstanceType: 'ProtectionEntity',
      customDetails: itemJobDetails(item.body, customDetails),
    },
  });
}

function finishedTask(job: string, task: ScenarioTask, startTime: string, endTime: string): Record<string, unknown> {
  return {
    ...taskNames(job, task),
    startTime,
    endTime,
    allowedActions: [],
    friendlyName: task.friendlyName,
    state: 'Succeeded',
    stateDescription: 'Completed',
    taskType: 'TaskDetails',
    customDetails: { instanceType: 'TaskDetails' },
    groupTaskCustomDetails: null,
    errors: [],
  };
}

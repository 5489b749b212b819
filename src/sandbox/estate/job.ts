import type { EstateBuilder } from './estateBuilder.ts';
import type { ProtectedItem } from './protectedItem.ts';

/** Kinds of finished jobs: Azure's names, task trees and customDetails (documented and recorded; UnplannedFailover's tree is a [GAP]). */
const kinds = {
  EnableDr: {
    friendlyName: 'Enable replication',
    customDetails: 'AsrJobDetails',
    tasks: [
      ['EnableProtectionPreflightChecksTask', 'Prerequisites check for enabling protection'],
      ['CreateProtectionTargetTask', 'Installing Mobility Service and preparing target'],
      ['EnableProtectionTask', 'Enable replication'],
      ['StartInitialReplicationTask', 'Starting initial replication'],
      ['UpdateDraStateTask', 'Updating the provider states'],
    ],
  },
  TestFailover: {
    friendlyName: 'Test failover',
    customDetails: 'TestFailoverJobDetails',
    tasks: [
      ['PrerequisitesCheckForTestFailoverTask', 'Prerequisites check for test failover'],
      ['CreateTestVirtualMachineTask', 'Create test virtual machine'],
      ['PrepareVirtualMachineTask', 'Preparing the virtual machine'],
      ['StartVirtualMachineTask', 'Start the virtual machine'],
    ],
  },
  TestFailoverCleanup: {
    friendlyName: 'Cleanup test failover',
    customDetails: 'AsrJobDetails',
    tasks: [['CleanupTestFailoverTask', 'Cleanup test virtual machine']],
  },
  UnplannedFailover: {
    friendlyName: 'Failover',
    customDetails: 'FailoverJobDetails',
    tasks: [
      ['PrerequisitesCheckForFailoverTask', 'Prerequisites check for failover'],
      ['FailoverTask', 'Failover'],
    ],
  },
  CommitFailover: {
    friendlyName: 'Commit',
    customDetails: 'AsrJobDetails',
    tasks: [
      ['PrerequisitesCheckForCommitTask', 'Prerequisite check'],
      ['CommitFailoverTask', 'Commit'],
    ],
  },
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
      tasks: tasks.map(([taskId, taskName]) => ({
        taskId,
        name: taskId,
        startTime,
        endTime,
        allowedActions: [],
        friendlyName: taskName,
        state: 'Succeeded',
        stateDescription: 'Completed',
        taskType: 'TaskDetails',
        customDetails: { instanceType: 'TaskDetails' },
        groupTaskCustomDetails: null,
        errors: [],
      })),
      errors: [],
      startTime,
      endTime,
      allowedActions: [],
      targetObjectId: item.entityId,
      targetObjectName: item.machine.name,
      targetInstanceType: 'ProtectionEntity',
      customDetails: {
        instanceType: customDetails,
        affectedObjectDetails: { primaryVmId: item.entityId, replicationProtectedItemId: item.id },
      },
    },
  });
}

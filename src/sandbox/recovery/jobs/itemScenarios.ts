import { named, numbered, scenario, type Scenario } from './scenarios.ts';

const TARGET = 'ProtectionEntity';

/*
 * Jobs about one protected machine. Recorded by the tests of Azure PowerShell for machines in Azure, 2022 to 2025: names and tasks of EnableDr,
 * UnplannedFailover, CommitFailover, SwitchReplicationGroupProtection, UpdateVmProperties and AddDisks, the names of PrimaryIrCompletion and
 * ChangePit. Recorded there for other machines: TestFailoverCleanup (Hyper-V), DisableDr and RepairVMReplication (VMM, VMware), the names of
 * SecondaryIrCompletion and UpdateMobilityService (VMware). Documented: TestFailover. Recorded: how long each takes, but for the test failover
 * (documented: 3.5 minutes). [GAP] All other names and tasks were never read.
 */
export const enableReplication = scenario('EnableDr', 'Enable replication', TARGET, 420, {
  EnableProtectionPreflightChecksTask: named('EnableProtectionPrerequisitesCheck', 'Prerequisites check for enabling protection'),
  CreateProtectionTargetTask: named('CreateProtectionTarget', 'Installing Mobility Service and preparing target'),
  EnableProtectionTask: named('EnableProtection', 'Enable replication'),
  StartInitialReplicationTask: named('VmStartInitialReplication', 'Starting initial replication'),
  UpdateDraStateTask: named('UpdateDraState', 'Updating the provider states'),
});
export const finalizeOnPrimary = scenario('PrimaryIrCompletion', 'Finalize protection on the primary virtual machine', TARGET, 1, {
  PrimaryIrCompletionTask: 'Completing initial replication',
});
export const finalizeProtection = scenario('SecondaryIrCompletion', 'Finalize protection on the recovery virtual machine', TARGET, 60, {
  SecondaryIrCompletionTask: 'Completing initial replication',
});
export const testFailover = scenario('TestFailover', 'Test failover', TARGET, 210, {
  PrerequisitesCheckForTestFailoverTask: 'Prerequisites check for test failover',
  CreateTestVirtualMachineTask: 'Create test virtual machine',
  PrepareVirtualMachineTask: 'Preparing the virtual machine',
  StartVirtualMachineTask: 'Start the virtual machine',
});
export const commitFailover = scenario('CommitFailover', 'Commit', TARGET, 8, {
  CommitPrerequisitesCheckTask: numbered('VmCommitPrerequisitesCheck', 'Prerequisite check'),
  CommitTask: numbered('VmCommit', 'Commit'),
});
export const reprotect = scenario('SwitchReplicationGroupProtection', 'Reprotect', TARGET, 506, {
  SwitchReplicationGroupProtectionPreflightTask: 'Prerequisite check',
  CommitFailoverTask: named('VmCommitFailover', 'Committing failover'),
  DiscoverReplicaTask: 'Discovering replica virtual machine',
  GetSwitchProtectionRequirementsTask: 'Getting reprotection requirements',
  ProtectReplicaTask: {
    friendlyName: 'Reprotecting virtual machine (1)',
    shows: {
      taskType: 'GroupTaskDetails',
      customDetails: null,
      groupTaskCustomDetails: { instanceType: 'GroupTaskDetails', childTasks: [] },
    },
  },
});

export const unplannedFailover = scenario('UnplannedFailover', 'Failover', TARGET, 139, {
  UnplannedFailoverPreflightChecksTask: named('VmUfoPrerequisitesCheck', 'Prerequisites check for failover'),
  ShutdownVmOnPrimaryForUFO: named('VmShutdownVmOnPrimary', 'Shut down the virtual machine'),
  PrepareForUnPlannedFailoverTask: named('VmPrepareForUnPlannedFailover', 'Synchronizing the latest changes'),
  FailoverTask: named('VmFailover', 'Start failover'),
  StartVmOnSecondary: named('VmFoStartVmOnSecondary', 'Start the replica virtual machine'),
});
/** The parts in which a recovery plan fails a machine over, each by a job of its own; tasks of {@link unplannedFailover}. Recorded: their seconds. */
export const failoverPhases = {
  shutdown: { seconds: 64, tasks: ['UnplannedFailoverPreflightChecksTask', 'ShutdownVmOnPrimaryForUFO'] },
  failover: { seconds: 95, tasks: ['PrepareForUnPlannedFailoverTask', 'FailoverTask'] },
  start: { seconds: 40, tasks: ['StartVmOnSecondary'] },
} as const;

export type FailoverPhase = keyof typeof failoverPhases;

export const cleanUpTest = scenario('TestFailoverCleanup', 'Test failover cleanup', TARGET, 62, {
  TestFailoverCleanupPreflightChecksTask: named('VmTfoCleanupPreflightsCheck', 'Prerequisites check for test failover cleanup', 1),
  EndTestFailoverTask: named('VmTfoEndFailover', 'Ending test failover', 1),
  CleanupTestProtectedEntitiesTask: named('VmTfoDeleteTestVm', 'Clean up the test virtual machine', 60),
});
export const changeRecoveryPoint = scenario('ChangePit', 'Change the recovery point', TARGET, 139, {
  PrerequisitesCheckForChangePitTask: 'Prerequisites check for changing the recovery point',
  ChangePitTask: 'Change recovery point',
});
export const disableReplication = scenario('DisableDr', 'Disable replication', TARGET, 205, {
  DisableProtectionOnPrimaryTask: 'Disable replication on the source location',
  DisableProtectionOnSecondaryTask: 'Disable replication on the target location',
  UpdateDraStateTask: 'Updating the provider states',
});
export const purgeReplication = scenario('PurgeDr', 'Remove replicated item', TARGET, 112, {
  PurgeProtectionTask: 'Remove replicated item',
});
export const updateMachine: Scenario = {
  ...scenario('UpdateVmProperties', 'Update the virtual machine', TARGET, 3, {
    UpdateVmPropertiesTask: { friendlyName: 'Update the virtual machine properties', hasGuid: true },
  }),
  isUncancellable: true,
};
export const addDisks = scenario('AddDisks', 'Add disks', TARGET, 287, {
  AddDisksPreflightTask: 'Prerequisites check to add disk(s) for protection',
  AddDisksTask: 'Adding disk(s) for protection',
  StartDisksReplicationTask: 'Starting disk(s) initial replication',
});
export const removeDisks = scenario('RemoveDisks', 'Remove disks', TARGET, 60, { RemoveDisksTask: 'Removing disks' });
export const resolveErrors = scenario('ResolveHealthErrors', 'Resolve health errors', TARGET, 5, {
  ResolveHealthErrorsTask: 'Resolving health errors',
});
export const repairReplication = scenario('RepairVMReplication', 'Resynchronize the virtual machine', TARGET, 55, {
  RepairVmReplicationTask: 'Starting resynchronization for the virtual machine',
});
export const updateAgent = scenario('UpdateMobilityService', 'Update Mobility Service', TARGET, 180, {
  PrerequisitesCheckForUpdateTask: 'Prerequisites check for updating the mobility service',
  UpdateMobilityServiceTask: 'Updating the mobility service',
});

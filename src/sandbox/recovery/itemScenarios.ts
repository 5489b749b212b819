import { scenario } from './scenarios.ts';

const TARGET = 'ProtectionEntity';

/*
 * Jobs about one protected machine. Read: the names and tasks of EnableDr, TestFailover and CommitFailover; the names of
 * SecondaryIrCompletion and SwitchReplicationGroupProtection. Recorded: how long each takes, but for the test failover (documented: 3.5
 * minutes). [GAP] All other names and tasks were never read.
 */
export const enableReplication = scenario('EnableDr', 'Enable replication', TARGET, 420, {
  EnableProtectionPreflightChecksTask: 'Prerequisites check for enabling protection',
  CreateProtectionTargetTask: 'Installing Mobility Service and preparing target',
  EnableProtectionTask: 'Enable replication',
  StartInitialReplicationTask: 'Starting initial replication',
  UpdateDraStateTask: 'Updating the provider states',
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
  PrerequisitesCheckForCommitTask: 'Prerequisite check',
  CommitFailoverTask: 'Commit',
});
export const reprotect = scenario('SwitchReplicationGroupProtection', 'Reprotect', TARGET, 506, {
  PrerequisitesCheckForReprotectTask: 'Prerequisites check for reprotect',
  CommitFailoverTask: 'Committing failover',
  PrepareReverseReplicationTask: 'Installing Mobility Service and preparing target',
  StartReverseReplicationTask: 'Starting reverse replication',
});

export const unplannedFailover = scenario('UnplannedFailover', 'Failover', TARGET, 139, {
  PrerequisitesCheckForFailoverTask: 'Prerequisites check for failover',
  ShutDownSourceTask: 'Shut down the virtual machine',
  FailoverTask: 'Failover',
  StartVirtualMachineTask: 'Start the virtual machine',
});
export const cleanUpTest = scenario('TestFailoverCleanup', 'Cleanup test failover', TARGET, 60, {
  CleanupTestFailoverTask: 'Cleanup test virtual machine',
});
export const changeRecoveryPoint = scenario('ChangePit', 'Change recovery point', TARGET, 139, {
  PrerequisitesCheckForChangePitTask: 'Prerequisites check for changing the recovery point',
  ChangePitTask: 'Change recovery point',
});
export const disableReplication = scenario('DisableDr', 'Disable replication', TARGET, 205, {
  PrerequisitesCheckForDisableTask: 'Prerequisites check for disabling replication',
  DisableProtectionTask: 'Disable replication',
});
export const purgeReplication = scenario('PurgeDr', 'Remove replicated item', TARGET, 112, {
  PurgeProtectionTask: 'Remove replicated item',
});
export const updateMachine = scenario('UpdateVmProperties', 'Update the virtual machine', TARGET, 10, {
  UpdateVmPropertiesTask: 'Updating the virtual machine',
});
export const addDisks = scenario('AddDisks', 'Add disks', TARGET, 120, {
  PrerequisitesCheckForAddDisksTask: 'Prerequisites check for adding disks',
  AddDisksTask: 'Adding disks',
});
export const removeDisks = scenario('RemoveDisks', 'Remove disks', TARGET, 60, { RemoveDisksTask: 'Removing disks' });
export const resolveErrors = scenario('ResolveHealthErrors', 'Resolve health errors', TARGET, 5, {
  ResolveHealthErrorsTask: 'Resolving health errors',
});
export const repairReplication = scenario('RepairReplication', 'Repair replication', TARGET, 120, {
  RepairReplicationTask: 'Repairing replication',
});
export const updateAgent = scenario('UpdateMobilityService', 'Update mobility service', TARGET, 180, {
  PrerequisitesCheckForUpdateTask: 'Prerequisites check for updating the mobility service',
  UpdateMobilityServiceTask: 'Updating the mobility service',
});

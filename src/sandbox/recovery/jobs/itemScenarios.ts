import { scenario } from './scenarios.ts';

const TARGET = 'ProtectionEntity';

/*
 * Jobs about one protected machine. Read: names and tasks of EnableDr, TestFailover and CommitFailover (documents); of UnplannedFailover,
 * SwitchReplicationGroupProtection and AddDisks, and the names of TestFailoverCleanup and ChangePit (recorded by the tests of Azure PowerShell
 * for machines in Azure, 2022 to 2025); of DisableDr and RepairVMReplication (recorded there for machines of VMM and VMware); the name of
 * UpdateVmProperties (document about Hyper-V); the name of SecondaryIrCompletion. Recorded: how long each takes, but for the test failover
 * (documented: 3.5 minutes). [GAP] All other names and tasks were never read.
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
  SwitchReplicationGroupProtectionPreflightTask: 'Prerequisite check',
  CommitFailoverTask: 'Committing failover',
  DiscoverReplicaTask: 'Discovering replica virtual machine',
  GetSwitchProtectionRequirementsTask: 'Getting reprotection requirements',
  ProtectReplicaTask: 'Reprotecting virtual machine (1)',
});

export const unplannedFailover = scenario('UnplannedFailover', 'Failover', TARGET, 139, {
  UnplannedFailoverPreflightChecksTask: 'Prerequisites check for failover',
  ShutdownVmOnPrimaryForUFO: 'Shut down the virtual machine',
  PrepareForUnPlannedFailoverTask: 'Synchronizing the latest changes',
  FailoverTask: 'Start failover',
  StartVmOnSecondary: 'Start the replica virtual machine',
});
export const cleanUpTest = scenario('TestFailoverCleanup', 'Test failover cleanup', TARGET, 60, {
  CleanupTestFailoverTask: 'Cleanup test virtual machine',
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
export const updateMachine = scenario('UpdateVmProperties', 'Update the virtual machine', TARGET, 10, {
  UpdateVmPropertiesTask: 'Updating the virtual machine',
});
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
export const updateAgent = scenario('UpdateMobilityService', 'Update mobility service', TARGET, 180, {
  PrerequisitesCheckForUpdateTask: 'Prerequisites check for updating the mobility service',
  UpdateMobilityServiceTask: 'Updating the mobility service',
});

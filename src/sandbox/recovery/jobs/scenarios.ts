/** One kind of Site Recovery job: its names, its tasks in order, and how long it takes. */
export interface Scenario {
  readonly scenarioName: string;
  readonly friendlyName: string;
  readonly targetInstanceType: string;
  readonly tasks: readonly ScenarioTask[];
  /** Seconds of the sandbox's clock, within what was recorded; tasks share them equally. */
  readonly seconds: number;
}

export interface ScenarioTask {
  /** `RefreshFailoverHealthTask`. */
  readonly id: string;
  /** For people. */
  readonly friendlyName: string;
  /** Its user has to say that it is done: the job is suspended until it is resumed. */
  readonly waits?: boolean;
  /** Where it is more than an ordinary task: `taskType`, `customDetails`, `groupTaskCustomDetails`. */
  readonly shows?: Readonly<Record<string, unknown>>;
}

export function scenario(
  scenarioName: string,
  friendlyName: string,
  targetInstanceType: string,
  seconds: number,
  tasks: Readonly<Record<string, string>>,
): Scenario {
  const list = Object.entries(tasks).map(([id, name]) => ({ id, friendlyName: name }));
  return { scenarioName, friendlyName, targetInstanceType, seconds, tasks: list };
}

/*
 * Recorded or documented (the protocol's list of scenarios): names, target types and durations; of the tasks only the one of
 * RefreshVaultHealth. [GAP] The task trees of the other set-up jobs were never read; one task a job stands in for them.
 */
export const createFabric = scenario('CreateSite', 'Create a site', 'Server', 70, { CreateSiteTask: 'Creating the site' });
export const createContainer = scenario('CreateCloud', 'Create protection container', 'ProtectionContainer', 1, {
  CreateCloudTask: 'Creating protection container',
});
export const createPolicy = scenario('AddProtectionProfile', 'Create replication policy', 'ProtectionProfile', 1, {
  AddProtectionProfileTask: 'Creating replication policy',
});
export const associatePolicy = scenario('AssociateProtectionProfile', 'Associate replication policy', 'ProtectionProfile', 65, {
  AssociateProtectionProfileTask: 'Associating replication policy',
});
export const mapNetworks = scenario('NetworkPairing', 'Map Networks', 'Network', 3, { NetworkPairingTask: 'Mapping networks' });
export const refreshVaultHealth = scenario('RefreshVaultHealth', 'Refresh vault health', 'Vault', 1, {
  RefreshFailoverHealthTask: 'Refreshing failover health',
});
export const deletePlan = scenario('DeleteRecoveryPlan', 'Delete a recovery plan', 'RecoveryPlan', 1, {
  DeleteRecoveryPlanTask: 'Deleting the recovery plan',
});

/* [GAP] The names of these scenarios were never read; the durations are recorded. */
export const updatePolicy = scenario('UpdateProtectionProfile', 'Update replication policy', 'ProtectionProfile', 1, {
  UpdateProtectionProfileTask: 'Updating replication policy',
});
export const removePolicy = scenario('RemoveProtectionProfile', 'Delete replication policy', 'ProtectionProfile', 1, {
  RemoveProtectionProfileTask: 'Deleting replication policy',
});
export const removeFabric = scenario('DeleteSite', 'Delete a site', 'Server', 2, { DeleteSiteTask: 'Deleting the site' });
export const removeContainer = scenario('RemoveCloud', 'Delete protection container', 'ProtectionContainer', 1, {
  RemoveCloudTask: 'Deleting protection container',
});
export const dissociatePolicy = scenario('DissociateProtectionProfile', 'Dissociate replication policy', 'ProtectionProfile', 1, {
  DissociateProtectionProfileTask: 'Dissociating replication policy',
});
export const updateMapping = scenario('UpdateMapping', 'Update replication policy association', 'ProtectionProfile', 5, {
  UpdateMappingTask: 'Updating the association of the replication policy',
});
export const unmapNetworks = scenario('NetworkUnpairing', 'Unmap Networks', 'Network', 2, {
  NetworkUnpairingTask: 'Removing the mapping of networks',
});
export const createPlan = scenario('CreateRecoveryPlan', 'Create a recovery plan', 'RecoveryPlan', 3, {
  CreateRecoveryPlanTask: 'Creating the recovery plan',
});
export const updatePlan = scenario('UpdateRecoveryPlan', 'Update a recovery plan', 'RecoveryPlan', 3, {
  UpdateRecoveryPlanTask: 'Updating the recovery plan',
});
export const updateVaultSettings = scenario('UpdateVaultSettings', 'Update vault settings', 'Vault', 1, {
  UpdateVaultSettingsTask: 'Updating vault settings',
});
export const checkConsistency = scenario('CheckConsistency', 'Check the consistency of a site', 'Server', 5, {
  CheckConsistencyTask: 'Checking the consistency of the site',
});
export const exportJobs = scenario('ExportJobs', 'Export jobs', 'Vault', 1, { ExportJobsTask: 'Exporting jobs' });

/* [GAP] What Azure shows of a request to cancel or resume a job was never read: a job of its own stands for it. */
export const cancelJobs = scenario('CancelJob', 'Cancel job', 'Job', 2, { CancelJobTask: 'Cancelling the job' });
export const resumeJobs = scenario('ResumeJob', 'Resume job', 'Job', 2, { ResumeJobTask: 'Resuming the job' });

/** One kind of Site Recovery job: its names, its tasks in order, and how long it takes. */
export interface Scenario {
  readonly scenarioName: string;
  readonly friendlyName: string;
  readonly targetInstanceType: string;
  readonly tasks: readonly ScenarioTask[];
  /** Seconds of the sandbox's clock, within what was recorded; tasks share them equally, but for those that have their own. */
  readonly seconds: number;
  /** While it runs it does not offer `Cancel`. */
  readonly isUncancellable?: boolean;
}

export interface ScenarioTask {
  /** `RefreshFailoverHealthTask`: how steps name it, and clients as `taskId`. */
  readonly id: string;
  /** Azure's `name` of it, where that is not its id. */
  readonly name?: string;
  /** Of the sandbox's clock, where it has no equal share in the scenario's. */
  readonly seconds?: number;
  /** Clients know it by a GUID of the job's own. */
  readonly hasGuid?: boolean;
  /** For people. */
  readonly friendlyName: string;
  /** Its user has to say that it is done: the job is suspended until it is resumed. */
  readonly waits?: boolean;
  /** Where it is more than an ordinary task: `taskType`, `customDetails`, `groupTaskCustomDetails`. */
  readonly shows?: Readonly<Record<string, unknown>>;
}

/** A task by what people read, or whole but for its id. */
type TaskSpec = string | Omit<ScenarioTask, 'id'>;

export function scenario(
  scenarioName: string,
  friendlyName: string,
  targetInstanceType: string,
  seconds: number,
  tasks: Readonly<Record<string, TaskSpec>>,
): Scenario {
  const whole = (id: string, spec: TaskSpec): ScenarioTask => ({ id, ...(typeof spec === 'string' ? { friendlyName: spec } : spec) });
  const list = Object.entries(tasks).map(([id, spec]) => whole(id, spec));
  return { scenarioName, friendlyName, targetInstanceType, seconds, tasks: list };
}

/** A task with a `name` that is not its id. */
export const named = (name: string, friendlyName: string, seconds?: number): TaskSpec => ({
  name,
  friendlyName,
  ...(seconds !== undefined && { seconds }),
});

/** A task that clients know by a GUID, and by its `name`. */
export const numbered = (name: string, friendlyName: string): TaskSpec => ({ name, friendlyName, hasGuid: true });

/*
 * Recorded (tests of Azure PowerShell for machines in Azure, 2022) or documented: names, target types, durations and tasks. [GAP] The task of
 * DeleteRecoveryPlan.
 */
export const createFabric: Scenario = {
  ...scenario('CreateSite', 'Create a site', 'Server', 70, { RegisterVMMTask: named('RegisterVmmTask', 'Registering the server') }),
  isUncancellable: true,
};
export const createContainer = scenario('CreateCloud', 'Create protection container', 'ProtectionContainer', 1, {
  CreateCloudPreflightChecksTask: 'Prerequisites check for protection container creation',
  CreateCloudTask: 'Creating protection container',
});
export const createPolicy = scenario('AddProtectionProfile', 'Create replication policy', 'ProtectionProfile', 1, {
  AddProtectionProfilePreflightsCheckTask: 'Prerequisites check for creating the replication policy',
  AddProtectionProfileTask: 'Creating the replication policy',
});
export const associatePolicy = scenario('AssociateProtectionProfile', 'Associate replication policy', 'ProtectionProfile', 65, {
  CloudPairingWfPreflightChecksTask: named('CloudPairingPrerequisitesCheck', 'Check protection prerequisites'),
  CloudPairingWfPrepareSiteTask: named('CloudPairingPrepareSite', 'Prepare the server'),
  CloudPairingWfPrepareCloudForPairingTask: named('CloudPairingPrepareCloud', 'Prepare for configuring protection'),
  CloudPairingWfPairCloudsTask: named('CloudPairingPairClouds', 'Configure the protection settings'),
});
export const mapNetworks = scenario('NetworkPairing', 'Map Networks', 'Network', 3, {
  ModifyVMNetworksPairingStatusTask: { friendlyName: 'Map network', hasGuid: true },
  VMNetworksUpdateVMNicsTask: {
    friendlyName: 'Attach network (0)',
    hasGuid: true,
    shows: {
      taskType: 'GroupTaskDetails',
      customDetails: null,
      groupTaskCustomDetails: { instanceType: 'GroupTaskDetails', childTasks: [] },
    },
  },
});
export const savePlan = scenario('SaveRecoveryPlan', 'Save a recovery plan', 'RecoveryPlan', 1, {
  SaveRecoveryPlanTask: { friendlyName: 'Save a recovery plan task', hasGuid: true },
});
export const refreshVaultHealth = scenario('RefreshVaultHealth', 'Refresh vault health', 'Vault', 1, {
  RefreshFailoverHealthTask: 'Refreshing failover health',
});
export const deletePlan = scenario('DeleteRecoveryPlan', 'Delete a recovery plan', 'RecoveryPlan', 1, {
  DeleteRecoveryPlanTask: 'Deleting the recovery plan',
});

/* Names are recorded (a vault of VMware's, 2021), and durations. [GAP] Tasks. */
export const updatePolicy = scenario('ModifyProtectionProfile', 'Modify settings of the replication policy', 'ProtectionProfile', 1, {
  ModifyProtectionProfileTask: 'Modifying settings of the replication policy',
});
export const removePolicy = scenario('RemoveProtectionProfile', 'Remove the replication policy', 'ProtectionProfile', 1, {
  RemoveProtectionProfileTask: 'Removing the replication policy',
});
export const dissociatePolicy = scenario('DissociateProtectionProfile', 'Dissociate replication policy', 'ProtectionProfile', 1, {
  DissociateProtectionProfileTask: 'Dissociating replication policy',
});

/* [GAP] The names of these scenarios were never read; the durations are recorded. */
export const removeFabric = scenario('DeleteSite', 'Delete a site', 'Server', 2, { DeleteSiteTask: 'Deleting the site' });
export const removeContainer = scenario('RemoveCloud', 'Delete protection container', 'ProtectionContainer', 1, {
  RemoveCloudTask: 'Deleting protection container',
});
export const updateMapping = scenario('UpdateMapping', 'Update replication policy association', 'ProtectionProfile', 5, {
  UpdateMappingTask: 'Updating the association of the replication policy',
});
export const unmapNetworks = scenario('NetworkUnpairing', 'Unmap Networks', 'Network', 2, {
  NetworkUnpairingTask: 'Removing the mapping of networks',
});
export const checkConsistency = scenario('CheckConsistency', 'Check the consistency of a site', 'Server', 5, {
  CheckConsistencyTask: 'Checking the consistency of the site',
});
export const exportJobs = scenario('ExportJobs', 'Export jobs', 'Vault', 1, { ExportJobsTask: 'Exporting jobs' });

/* [GAP] What Azure shows of a request to cancel or resume a job was never read: a job of its own stands for it. */
export const cancelJobs = scenario('CancelJob', 'Cancel job', 'Job', 2, { CancelJobTask: 'Cancelling the job' });
export const resumeJobs = scenario('ResumeJob', 'Resume job', 'Job', 2, { ResumeJobTask: 'Resuming the job' });

/**
 * Every id that the manifest and the code share. A unit test holds `package.json` against this table, both ways: what stands
 * here is contributed, and what is contributed stands here.
 */
export const commandIds = {
  signIn: 'azureDr.signIn',
  signInToTenant: 'azureDr.signInToTenant',
  selectSubscriptions: 'azureDr.selectSubscriptions',
  closeAzure: 'azureDr.closeAzure',
  openSandbox: 'azureDr.openSandbox',
  closeSandbox: 'azureDr.closeSandbox',
  failRegion: 'azureDr.failRegion',
  endOutage: 'azureDr.endOutage',
  refresh: 'azureDr.refresh',
  cancelRefresh: 'azureDr.cancelRefresh',
  refreshSubscription: 'azureDr.refreshSubscription',
  refreshMachine: 'azureDr.refreshMachine',
  filter: 'azureDr.filter',
  clearFilter: 'azureDr.clearFilter',
  groupBy: 'azureDr.groupBy',
  sortBy: 'azureDr.sortBy',
  explainFinding: 'azureDr.explainFinding',
  excludeFinding: 'azureDr.excludeFinding',
  removeExclusion: 'azureDr.removeExclusion',
  showJson: 'azureDr.showJson',
  openInPortal: 'azureDr.openInPortal',
  copyResourceId: 'azureDr.copyResourceId',
  howToFix: 'azureDr.howToFix',
  revealInAzureResources: 'azureDr.revealInAzureResources',
  enableReplication: 'azureDr.enableReplication',
  startEnabling: 'azureDr.startEnabling',
  checkEnabling: 'azureDr.checkEnabling',
  copyEnableCommands: 'azureDr.copyEnableCommands',
  fixEnabling: 'azureDr.fixEnabling',
  leaveOutOfEnabling: 'azureDr.leaveOutOfEnabling',
  addDisk: 'azureDr.addDisk',
  testFailover: 'azureDr.testFailover',
  cleanUpTest: 'azureDr.cleanUpTest',
  disableReplication: 'azureDr.disableReplication',
  showOperations: 'azureDr.showOperations',
  cancelOperation: 'azureDr.cancelOperation',
  retryOperation: 'azureDr.retryOperation',
  exportOperations: 'azureDr.exportOperations',
  cancelJob: 'azureDr.cancelJob',
  restartJob: 'azureDr.restartJob',
  resumeJob: 'azureDr.resumeJob',
  failOver: 'azureDr.failOver',
  failBack: 'azureDr.failBack',
  commitFailover: 'azureDr.commitFailover',
  changeRecoveryPoint: 'azureDr.changeRecoveryPoint',
  reprotect: 'azureDr.reprotect',
  updateFailoverSettings: 'azureDr.updateFailoverSettings',
  repairReplication: 'azureDr.repairReplication',
  changeFailover: 'azureDr.changeFailover',
  openOutageGuide: 'azureDr.openOutageGuide',
  showLog: 'azureDr.showLog',
} as const;
export type CommandId = (typeof commandIds)[keyof typeof commandIds];

export const viewContainerId = 'azureDr';

export const viewIds = { readiness: 'azureDr.readiness', operations: 'azureDr.operations' } as const;

/** Types of the tabs with pages, as `activeWebviewPanelId` names them. Pages of one tab take each other's place. */
export const panelIds = { explanation: 'azureDr.explanation', enable: 'azureDr.enable', failover: 'azureDr.failover' } as const;
export type PageSlot = keyof typeof panelIds;

export const settingIds = {
  /** `GroupBy` */
  groupBy: 'azureDr.groupBy',
  /** Name of a tag */
  groupByTag: 'azureDr.groupByTag',
  /** `SortBy` */
  sortBy: 'azureDr.sortBy',
  /** boolean: the person's own alone counts, as of all that follow up to `exclusions` */
  judgeRebuiltMachines: 'azureDr.judgeRebuiltMachines',
  /** The limits of `Policy`, whole numbers, and `severities` */
  rpoMinutes: 'azureDr.rpoMinutes',
  drillDays: 'azureDr.drillDays',
  openTestHours: 'azureDr.openTestHours',
  failedOverHours: 'azureDr.failedOverHours',
  agentExpiryDays: 'azureDr.agentExpiryDays',
  retentionHours: 'azureDr.retentionHours',
  appConsistentHours: 'azureDr.appConsistentHours',
  backupRetentionDays: 'azureDr.backupRetentionDays',
  storageLagMinutes: 'azureDr.storageLagMinutes',
  severities: 'azureDr.severities',
  /** `Exclusion[]` */
  exclusions: 'azureDr.exclusions',
  /** `vscode`, or a `CredentialKind` */
  credential: 'azureDr.credential',
  /** `CloudName` */
  cloud: 'azureDr.cloud',
  /** Origin of the Resource Manager of a private cloud */
  endpoint: 'azureDr.endpoint',
  /** What the tokens of that private cloud are made for */
  audience: 'azureDr.audience',
  /** Id or domain */
  tenant: 'azureDr.tenant',
} as const;

/** The settings that decide how the view looks. */
export const viewSettingIds = [settingIds.groupBy, settingIds.groupByTag, settingIds.sortBy] as const;

/** The settings that decide where requests and tokens go: the person's own alone count. */
export const azureSettingIds = [
  settingIds.credential,
  settingIds.cloud,
  settingIds.endpoint,
  settingIds.audience,
  settingIds.tenant,
] as const;

/** The settings that decide what is a finding, and how grave: a change is judged by at once. */
export const policySettingIds = [
  settingIds.judgeRebuiltMachines,
  settingIds.rpoMinutes,
  settingIds.drillDays,
  settingIds.openTestHours,
  settingIds.failedOverHours,
  settingIds.agentExpiryDays,
  settingIds.retentionHours,
  settingIds.appConsistentHours,
  settingIds.backupRetentionDays,
  settingIds.storageLagMinutes,
  settingIds.severities,
  settingIds.exclusions,
] as const;

/** The neighbour with a view of all resources. */
export const azureResourcesId = 'ms-azuretools.vscode-azureresourcegroups';

/** Keys for `when` clauses. Unset until the extension is activated, which the clauses reckon with. */
export const contextKeys = {
  /** `SessionState['kind']` */
  state: 'azureDr.state',
  /** true while facts are read */
  busy: 'azureDr.busy',
  /** true while a filter is set */
  filtered: 'azureDr.filtered',
  /** true when the filter leaves no row */
  nothingMatches: 'azureDr.nothingMatches',
  /** `Choice['kind']` of what is open or was to be opened; undefined: nothing */
  source: 'azureDr.source',
  /** true when Azure was not read for want of a sign-in */
  signInNeeded: 'azureDr.signInNeeded',
  /** true when no subscription is picked, or none can be read */
  noSubscriptions: 'azureDr.noSubscriptions',
  /** true when there are subscriptions, and without any filter no row: no machines */
  noMachines: 'azureDr.noMachines',
  /** true when a region of the sandbox is down */
  regionDown: 'azureDr.regionDown',
  /** true when the Azure Resources extension is installed */
  azureResources: 'azureDr.azureResources',
} as const;

/**
 * `contextValue`s of rows: a kind and flags, matched by `viewItem =~ /^machine\b/` or `/\+resource\b/`.
 * `+resource`: the row stands for a resource of Azure, with an id to copy and a page in the portal.
 * `+noAccess`: a part of it may not be read, for want of a role.
 * Rows of machines have a flag for each command that is offered: `machineKind`.
 */
export const rowKinds = {
  subscription: 'subscription+resource',
  subscriptionWithoutAccess: 'subscription+resource+noAccess',
  group: 'group',
  machine: 'machine+resource',
  fact: 'fact',
  finding: 'finding+resource',
  /** The finding that an exclusion has expired. */
  expired: 'expired+resource',
  excluded: 'excluded+resource',
  resource: 'resource+resource',
  note: 'note',
  noteWithoutAccess: 'note+noAccess',
  lockedTenant: 'lockedTenant',
  notPicked: 'notPicked',
  regionDown: 'regionDown',
  operation: 'operation',
  operationFollowed: 'operation+cancel',
  operationToRetry: 'operation+retry',
  vaultJobs: 'vaultJobs',
  /** With a flag for each action that Azure allows: `job+cancel`, `job+restart`, `job+resume`. */
  job: 'job',
} as const;

/** Commands that a page may run: it is made of names that are not to be trusted. */
export const pageCommandIds: readonly CommandId[] = [
  commandIds.enableReplication,
  commandIds.startEnabling,
  commandIds.checkEnabling,
  commandIds.copyEnableCommands,
  commandIds.fixEnabling,
  commandIds.leaveOutOfEnabling,
  commandIds.addDisk,
  commandIds.testFailover,
  commandIds.cleanUpTest,
  commandIds.changeFailover,
  commandIds.commitFailover,
  commandIds.changeRecoveryPoint,
  commandIds.reprotect,
  commandIds.updateFailoverSettings,
  commandIds.repairReplication,
  commandIds.openOutageGuide,
  commandIds.showOperations,
];

/** Scheme of the virtual JSON documents. */
export const jsonScheme = 'azure-dr-json';

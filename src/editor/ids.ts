/**
 * Every id that the manifest and the code share. A unit test holds `package.json` against this table, both ways: what stands
 * here is contributed, and what is contributed stands here.
 */
export const commandIds = {
  openSandbox: 'azureDr.openSandbox',
  closeSandbox: 'azureDr.closeSandbox',
  refresh: 'azureDr.refresh',
  cancelRefresh: 'azureDr.cancelRefresh',
  refreshSubscription: 'azureDr.refreshSubscription',
  refreshMachine: 'azureDr.refreshMachine',
  filter: 'azureDr.filter',
  clearFilter: 'azureDr.clearFilter',
  groupBy: 'azureDr.groupBy',
  explainFinding: 'azureDr.explainFinding',
  openInPortal: 'azureDr.openInPortal',
  copyResourceId: 'azureDr.copyResourceId',
  showLog: 'azureDr.showLog',
} as const;
export type CommandId = (typeof commandIds)[keyof typeof commandIds];

export const viewContainerId = 'azureDr';

export const viewIds = { readiness: 'azureDr.readiness' } as const;

export const settingIds = {
  /** `GroupBy` */
  groupBy: 'azureDr.groupBy',
  /** boolean */
  judgeRebuiltMachines: 'azureDr.judgeRebuiltMachines',
} as const;

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
} as const;

/**
 * `contextValue`s of rows: a kind and flags, matched by `viewItem =~ /^machine\b/` or `/\+resource\b/`.
 * `+resource`: the row stands for a resource of Azure, with an id to copy and a page in the portal.
 */
export const rowKinds = {
  subscription: 'subscription+resource',
  group: 'group',
  machine: 'machine+resource',
  fact: 'fact',
  finding: 'finding+resource',
  note: 'note',
} as const;

/** Scheme of the virtual pages. */
export const pageScheme = 'azure-dr';

import { groupOfKey } from '../resource.ts';

/**
 * Types below another resource that Azure tracks like top-level ones. Microsoft's list of tables and types puts them into
 * `resources`; it is longer, these are those that the estate may hold.
 */
const TRACKED_CHILDREN = new Set([
  'microsoft.compute/virtualmachines/extensions',
  'microsoft.compute/virtualmachines/runcommands',
  'microsoft.compute/galleries/images',
  'microsoft.compute/galleries/images/versions',
  'microsoft.automation/automationaccounts/runbooks',
  'microsoft.sql/servers/databases',
  'microsoft.sql/servers/elasticpools',
  'microsoft.recoveryservices/vaults/replicationfabrics',
  'microsoft.recoveryservices/vaults/replicationfabrics/replicationprotectioncontainers',
  'microsoft.recoveryservices/vaults/replicationfabrics/replicationprotectioncontainers/replicationprotectioncontainermappings',
]);

/** Providers whose things are records about resources, not resources. */
const RECORDS =
  /^microsoft\.(?:(?:advisor|authorization|management|policyinsights|resourcehealth|resources|security|support)\/|alertsmanagement\/alerts)/;

/** Tables other than `resources` and `resourcecontainers`, by the types that they hold; a table without any is always empty. */
const TABLES: Readonly<Record<string, RegExp | undefined>> = {
  advisorresources: /^microsoft\.advisor\//,
  alertsmanagementresources: /^microsoft\.alertsmanagement\/alerts$/,
  appserviceresources: /^microsoft\.web\/sites\/.+/,
  authorizationresources: /^microsoft\.authorization\/(?:roleassignments|roledefinitions|classicadministrators)$/,
  azurebusinesscontinuityresources: /^microsoft\.azurebusinesscontinuity\//,
  awsresources: /^microsoft\.awsconnector\//,
  chaosresources: /^microsoft\.chaos\/.+\/.+/,
  communitygalleryresources: /^microsoft\.compute\/locations\/communitygalleries/,
  computeresources: /^microsoft\.compute\/virtualmachinescalesets\/.+/,
  desktopvirtualizationresources: /^microsoft\.desktopvirtualization\/.+\/.+/,
  dnsresources: /^microsoft\.network\/(?:private)?dnszones\/.+/,
  edgeorderresources: /^microsoft\.edgeorder\//,
  elasticsanresources: /^microsoft\.elasticsan\/.+\/.+/,
  extendedlocationresources: /^microsoft\.extendedlocation\/.+\/.+/,
  featureresources: /^microsoft\.features\//,
  guestconfigurationresources: /^microsoft\.guestconfiguration\//,
  healthresourcechanges: undefined,
  healthresources: /^microsoft\.resourcehealth\/(?:availabilitystatuses|resourceannotations)$/,
  insightsresources: /^microsoft\.insights\/(?:datacollectionruleassociations|tenantactiongroups)$/,
  iotsecurityresources: /^microsoft\.iotsecurity\//,
  kubernetesconfigurationresources: /^microsoft\.kubernetesconfiguration\//,
  kustoresources: /^microsoft\.kusto\/.+\/.+/,
  maintenanceresources: /^microsoft\.maintenance\/(?:applyupdates|configurationassignments|updates)$/,
  managedservicesresources: /^microsoft\.managedservices\//,
  migrateresources: /^microsoft\.migrate\/.+\/.+/,
  networkresources: /^microsoft\.network\/(?:networkgroups|networkmanagers)\/.+/,
  orbitalresources: /^microsoft\.orbital\//,
  patchassessmentresources: /^microsoft\.compute\/virtualmachines\/patchassessmentresults/,
  patchinstallationresources: /^microsoft\.compute\/virtualmachines\/patchinstallationresults/,
  policyresources: /^microsoft\.(?:authorization\/policy|policyinsights\/)/,
  quotaresources: /^microsoft\.quota\//,
  recoveryservicesresources:
    /^microsoft\.(?:recoveryservices\/vaults(?:$|\/(?:replicationfabrics\/replicationprotectioncontainers\/replicationprotecteditems|replicationjobs|replicationpolicies|replicationrecoveryplans|backupjobs|backuppolicies|backupfabrics\/protectioncontainers\/protecteditems|alerts)$)|dataprotection\/backupvaults\/.+)/,
  resourcechanges: undefined,
  resourcecontainerchanges: undefined,
  securityresources: /^microsoft\.security\//,
  servicehealthresources: /^microsoft\.resourcehealth\/events(?:\/impactedresources)?$/,
  spotresources: undefined,
  supportresources: /^microsoft\.support\//,
  tagsresources: undefined,
  workloadmonitorresources: /^microsoft\.workloadmonitor\//,
};

/** Whether a table of this name (lower-case) holds resources of a type (lower-case); undefined: there is no such table. */
export function typesOfTable(table: string): ((type: string) => boolean) | undefined {
  if (table === 'resources') return (type) => (isTopLevel(type) && !RECORDS.test(type)) || TRACKED_CHILDREN.has(type);
  if (!Object.hasOwn(TABLES, table)) return undefined;
  const types = TABLES[table];
  return (type) => types?.test(type) ?? false;
}

const isTopLevel = (type: string): boolean => type.split('/').length === 2;

/** What `resources` shows stands in a resource group, and not upon another resource. */
export const isTrackedKey = (key: string): boolean =>
  groupOfKey(key) !== undefined && key.indexOf('/providers/') === key.lastIndexOf('/providers/');

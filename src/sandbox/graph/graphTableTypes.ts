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
  aksresources: /^microsoft\.containerservice\/fleets\/.+/,
  alertsmanagementresources: /^microsoft\.alertsmanagement\/alerts$/,
  appserviceresources: /^microsoft\.web\/sites\/.+/,
  authorizationresources: /^microsoft\.authorization\/(?:roleassignments|roledefinitions|classicadministrators)$/,
  azurebusinesscontinuityresources: /^microsoft\.azurebusinesscontinuity\//,
  awsresources: /^microsoft\.awsconnector\//,
  azuredevopsplatformresources: /^microsoft\.azuredevopsplatform\//,
  batchresources: /^microsoft\.batch\/batchaccounts\/pools$/,
  capabilityresources: /^microsoft\.resources\/capabilities$/,
  chaosresources: /^microsoft\.chaos\/.+\/.+/,
  communitygalleryresources: /^microsoft\.compute\/locations\/communitygalleries/,
  computeresources: /^microsoft\.compute\/virtualmachinescalesets\/.+/,
  deploymentresources: /^microsoft\.resources\/deploymentstacks$/,
  desktopvirtualizationresources: /^microsoft\.desktopvirtualization\/.+\/.+/,
  dnsresources: /^microsoft\.network\/(?:private)?dnszones\/.+/,
  edgeorderresources: /^microsoft\.edgeorder\//,
  elasticsanresources: /^microsoft\.elasticsan\//,
  extensibilityresourcechanges: undefined,
  extendedlocationresources: /^microsoft\.extendedlocation\/.+\/.+/,
  featureresources: /^microsoft\.features\//,
  guestconfigurationresources: /^microsoft\.guestconfiguration\//,
  healthresourcechanges: undefined,
  healthresources: /^microsoft\.resourcehealth\/(?:availabilitystatuses|resourceannotations)$/,
  impactreportresources: /^microsoft\.impact\//,
  insightsresources: /^microsoft\.insights\/(?:datacollectionruleassociations|tenantactiongroups)$/,
  iotsecurityresources: /^microsoft\.iotsecurity\//,
  kubernetesconfigurationresources: /^microsoft\.kubernetesconfiguration\//,
  kustoresources: /^microsoft\.kusto\/.+\/.+/,
  maintenanceresourcechanges: undefined,
  maintenanceresources:
    /^microsoft\.(?:maintenance\/(?:applyupdates|configurationassignments|maintenanceconfigurations\/applyupdates|updates)|containerservice\/managedclusters\/scheduledevents)$/,
  managedservicesresources: /^microsoft\.managedservices\//,
  migrateresources: /^microsoft\.migrate\/.+\/.+/,
  networkresourcechanges: undefined,
  networkresources:
    /^microsoft\.network\/(?:effective(?:connectivityconfigurations|securityadminrules)$|firewallpolicies\/rulecollectiongroups$|networkgroupmemberships$|networkmanagerconnections$|rulecollectiongroups$|virtualnetworks\/subnets\/effective|(?:networkgroups|networkmanagers|networksecurityperimeters)\/.+)/,
  orbitalresources: /^microsoft\.orbital\//,
  patchassessmentresources: /^microsoft\.(?:compute|connectedvmwarevsphere|hybridcompute)\/(?:virtual)?machines\/patchassessmentresults/,
  patchinstallationresources:
    /^microsoft\.(?:compute|connectedvmwarevsphere|hybridcompute)\/(?:virtual)?machines\/patchinstallationresults/,
  policyresources: /^microsoft\.(?:authorization\/policy|policyinsights\/)/,
  quotaresourcechanges: undefined,
  quotaresources: /^microsoft\.quota\//,
  recoveryservicesresources:
    /^microsoft\.(?:recoveryservices\/vaults(?:$|\/(?:replicationfabrics\/replicationprotectioncontainers\/replicationprotecteditems|replicationjobs|replicationpolicies|replicationrecoveryplans|backupjobs|backuppolicies|backupfabrics\/protectioncontainers\/protect(?:ed|able)items|alerts)$)|recoveryservices\/locations\/deletedvaults|dataprotection\/backupvaults\/.+)/,
  resourcechanges: undefined,
  resourcecontainerchanges: undefined,
  securityresources: /^microsoft\.security\//,
  servicefabricresources: /^microsoft\.servicefabric\/(?:clusters\/.+|managedclusters)/,
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

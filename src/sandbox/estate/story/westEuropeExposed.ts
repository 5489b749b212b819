import { managedDisk } from '../disk.ts';
import type { EstateBuilder } from '../estateBuilder.ts';
import type { Machine } from '../machine.ts';
import { idIn, resourceGroup, type Place } from '../place.ts';
import { linkBody } from '../../recovery/items/linkBody.ts';
import { replicated } from '../situation.ts';
import { crewOf, type Crew } from './crew.ts';
import { groupOfSite, recoverySite, type Site } from './foundations.ts';

/** Production in West Europe without a copy in another region, and what needs none: instances that are rebuilt. */
export function westEuropeExposed(b: EstateBuilder, site: Site, elsewhere: string): void {
  const data = { subscription: site.subscription, group: 'rg-data-weu', location: site.location };
  const app = { ...data, group: 'rg-app-weu' };
  const web = { ...data, group: 'rg-web-weu' };
  const legacy = groupOfSite(b, site, 'rg-legacy-weu');
  const { make, ready } = crewOf(b, site);

  make(data, 'sql-01', { noBackup: true, os: 'Windows', size: 'Standard_E16s_v5', disks: ['Premium_LRS', 'Premium_LRS', 'Premium_LRS'] });
  make(data, 'fs-02', { os: 'Windows', encryptionAtHost: true });
  make(app, 'batch-01', { os: 'Windows', securityType: 'TrustedLaunch' });
  make(app, 'mail-test');
  make(data, 'db-07', { dataDiskNames: ['db-ASRReplica'] });

  make(legacy, 'legacy-3', { noBackup: true, os: 'Windows', vhdAccounts: ['stvhdlrsweu', 'stvhdlrsweu'] });
  make(legacy, 'legacy-4', { noBackup: true, os: 'Windows', vhdAccounts: ['stvhdgrsweu', 'stvhdgrsweu'] });
  make(legacy, 'legacy-5', { noBackup: true, os: 'Windows', vhdAccounts: ['stvhdgrsweu', 'stvhdlrsweu'] });
  hiddenProtection(b, make(legacy, 'legacy-9', { noBackup: true, os: 'Windows' }), elsewhere);
  managedDisk(
    b,
    legacy,
    { name: 'legacy-2_DataDisk_0', role: 'data', sku: 'Standard_LRS', sizeGb: 512, lun: 0 },
    { location: site.location, createdDaysAgo: 700 },
  );

  zoneToZone(b, site, ready(data, 'fin-01', { zone: '1', disks: ['Premium_LRS'] }));
  rebuilt(b, site, web, make);
}

/** Replicated by a vault of a subscription that the reader cannot see: only the link under the machine tells of it. */
function hiddenProtection(b: EstateBuilder, hidden: Machine, elsewhere: string): void {
  const vault = `/Subscriptions/${elsewhere}/resourceGroups/rg-group-dr/providers/Microsoft.RecoveryServices/vaults/rsv-group-dr`;
  const container = `${vault}/replicationFabrics/asr-a2a-default-westeurope/replicationProtectionContainers/asr-a2a-default-westeurope-container`;
  b.add(linkBody(hidden.id, `${container}/replicationProtectedItems/legacy-9`));
}

/** From zone 1 to zone 2 of the same region: no help when the region fails. */
function zoneToZone(b: EstateBuilder, site: Site, made: Machine): void {
  const pair = recoverySite(b, site, {
    subscription: site.subscription,
    vault: 'rsv-zonal-weu',
    vaultLocation: site.location,
    to: site.location,
    prefix: '',
    thresholdMinutes: 60,
  });
  replicated(b, pair, made, { drilledDaysAgo: 25, targetZone: '2' });
}

function rebuilt(b: EstateBuilder, site: Site, web: Place, make: Crew['make']): void {
  const scaleSetId = idIn(web, 'Microsoft.Compute/virtualMachineScaleSets', 'api-vmss');
  b.add({
    id: scaleSetId,
    name: 'api-vmss',
    type: 'Microsoft.Compute/virtualMachineScaleSets',
    location: web.location,
    tags: {},
    sku: { name: 'Standard_D4s_v5', tier: 'Standard', capacity: 2 },
    properties: { orchestrationMode: 'Flexible', singlePlacementGroup: false, platformFaultDomainCount: 1, provisioningState: 'Succeeded' },
  });
  make(web, 'api-vmss_3f2a91c7', { noBackup: true, scaleSetId, disks: ['Premium_LRS'] });
  make(web, 'api-vmss_b80d44e1', { noBackup: true, scaleSetId, disks: ['Premium_LRS'] });
  make(web, 'render-01', { noBackup: true, spot: true, disks: ['StandardSSD_LRS'] });
  make(web, 'cache-01', { noBackup: true, ephemeralOsDisk: true });

  const workspaces = groupOfSite(b, site, 'rg-analytics-weu');
  const workspaceId = idIn(workspaces, 'Microsoft.Databricks/workspaces', 'dbw-analytics');
  const managed = resourceGroup(b, { ...workspaces, group: 'databricks-rg-dbw-analytics-x7q2' }, { managedBy: workspaceId });
  b.add({
    id: workspaceId,
    name: 'dbw-analytics',
    type: 'Microsoft.Databricks/workspaces',
    location: site.location,
    tags: {},
    sku: { name: 'premium' },
    properties: {
      managedResourceGroupId: `/subscriptions/${site.subscription}/resourceGroups/${managed.group}`,
      provisioningState: 'Succeeded',
    },
  });
  make(managed, '5f0c2b7e9a814d3fb6e1c4a7d2908e53', { noBackup: true, disks: ['StandardSSD_LRS'], tags: { Vendor: 'Databricks' } });
}

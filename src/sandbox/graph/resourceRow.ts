import { instanceViewOf } from '../arm/compute/instanceView.ts';
import { withoutGeoReplicationStats } from '../arm/storage/geoReplicationStats.ts';
import { groupOfKey, keyOf, subscriptionOfKey, type ArmResource } from '../resource.ts';
import type { Column, Json, Row } from './kql/values.ts';

/** The columns of every table. Strings without a value are empty, everything else is null, as Azure shows them. */
export const RESOURCE_COLUMNS: readonly Column[] = [
  { name: 'id', type: 'string' },
  { name: 'name', type: 'string' },
  { name: 'type', type: 'string' },
  { name: 'tenantId', type: 'string' },
  { name: 'kind', type: 'string' },
  { name: 'location', type: 'string' },
  { name: 'resourceGroup', type: 'string' },
  { name: 'subscriptionId', type: 'string' },
  { name: 'managedBy', type: 'string' },
  { name: 'sku', type: 'dynamic' },
  { name: 'plan', type: 'dynamic' },
  { name: 'properties', type: 'dynamic' },
  { name: 'tags', type: 'dynamic' },
  { name: 'identity', type: 'dynamic' },
  { name: 'zones', type: 'dynamic' },
  { name: 'extendedLocation', type: 'dynamic' },
];

/** A resource as a row: the type lower-case, the resource group too, the id as ARM writes it. */
export function resourceRow(resource: ArmResource, type: string, tenantId: string, now: Date): Row {
  const key = keyOf(resource.id);
  return [
    resource.id,
    resource.name,
    type,
    tenantId,
    text(resource['kind']),
    text(resource.location).toLowerCase().replaceAll(' ', ''),
    groupOfKey(key)?.split('/')[4] ?? '',
    subscriptionOfKey(key) ?? '',
    text(resource['managedBy']),
    json(resource['sku']),
    json(resource['plan']),
    propertiesOf(resource, type, now),
    json(resource.tags),
    json(resource['identity']),
    json(resource['zones']),
    json(resource['extendedLocation']),
  ];
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const json = (value: unknown): Json => (value === undefined ? null : (value as Json));

type Bag = Readonly<Record<string, unknown>>;
const bag = (value: unknown): Bag => (typeof value === 'object' && value !== null ? (value as Bag) : {});

/** Properties as Resource Graph shows them, which is not quite as ARM does. */
function propertiesOf(resource: ArmResource, type: string, now: Date): Json {
  const { properties } = resource;
  switch (type) {
    case 'microsoft.compute/virtualmachines':
      return machineProperties(resource, now);
    case 'microsoft.recoveryservices/vaults/replicationfabrics/replicationprotectioncontainers/replicationprotecteditems':
      return replicatedItemProperties(bag(properties));
    case 'microsoft.recoveryservices/vaults/backupfabrics/protectioncontainers/protecteditems':
      return backupItemProperties(bag(properties));
    case 'microsoft.network/networkinterfaces':
      // Auditors find interfaces that nobody uses by `hostedWorkloads == "[]"`.
      return json({ hostedWorkloads: [], tapConfigurations: [], ...properties });
    case 'microsoft.storage/storageaccounts':
      return json(withoutGeoReplicationStats(resource).properties);
    case 'microsoft.resourcehealth/events':
      return capitalised({ trackingId: resource.name, ...properties });
    default:
      return json(properties);
  }
}

/** Members of Service Health begin with capitals in Resource Graph (Microsoft's own samples read `properties.EventType`). */
function capitalised(value: unknown): Json {
  if (Array.isArray(value)) return value.map(capitalised);
  if (typeof value !== 'object' || value === null) return json(value);
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [`${key[0]?.toUpperCase() ?? ''}${key.slice(1)}`, capitalised(member)]),
  );
}

/** The instance view stands under `extended`, with the power state by itself. */
function machineProperties(resource: ArmResource, now: Date): Json {
  const view = instanceViewOf(resource, now);
  const { instanceView: _view, ...properties } = resource.properties ?? {};
  const powerState = view.statuses?.find((status) => status.code.startsWith('PowerState/'));
  const { computerName, osName, osVersion, hyperVGeneration } = view;
  const shown = { computerName, hyperVGeneration, osName, osVersion, ...(powerState && { powerState }) };
  return json({ ...properties, extended: { instanceView: shown } });
}

/** `dataSourceInfo` is Resource Graph's own (public queries join on it): what the item protects. So is `policyName`, as public queries call it. */
function replicatedItemProperties(properties: Bag): Json {
  const details = bag(properties['providerSpecificDetails']);
  const resourceId = details['fabricObjectId'];
  if (typeof resourceId !== 'string') return json(properties);
  const dataSourceInfo = {
    datasourceType: 'AzureVm',
    resourceId,
    resourceLocation: text(details['primaryFabricLocation']).toLowerCase().replaceAll(' ', ''),
  };
  return json({ policyName: properties['policyFriendlyName'], ...properties, providerSpecificDetails: { ...details, dataSourceInfo } });
}

/** What Resource Graph calls the states of backup items, for all kinds of vaults (Microsoft's sample queries for Azure Backup; OpenAPI `CurrentProtectionState`). */
const PROTECTION_STATES: Readonly<Record<string, string>> = {
  Protected: 'ProtectionConfigured',
  IRPending: 'ConfiguringProtection',
  BackupsSuspended: 'BackupSchedulesSuspended',
};

/** [GAP] No row was recorded: the members are those that public queries read. */
function backupItemProperties(properties: Bag): Json {
  const resourceID = properties['sourceResourceId'] ?? properties['virtualMachineId'];
  if (typeof resourceID !== 'string') return json(properties);
  const dataSourceInfo = { datasourceType: properties['protectedItemType'] ?? 'Microsoft.Compute/virtualMachines', resourceID };
  const state = text(properties['protectionState']);
  const isDeleted = properties['isScheduledForDeferredDelete'] === true;
  const currentProtectionState = isDeleted ? 'SoftDeleted' : (PROTECTION_STATES[state] ?? state);
  return json({ ...properties, currentProtectionState, sourceResourceId: resourceID, dataSourceInfo });
}

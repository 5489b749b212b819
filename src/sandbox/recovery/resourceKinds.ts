import type { ArmResource } from '../resource.ts';
import type { World } from '../world.ts';
import { filterOfEvents, filterOfItems, filterOfJobs } from './filterFields.ts';
import { fieldAt, textAt } from './field.ts';
import type { Condition } from '../filterBy.ts';
import { shownJob } from './jobs/childJobs.ts';
import { shownPlan } from './recoveryPlanView.ts';

/** A kind of resource in a vault, as far as reading it goes. */
export interface ResourceKind {
  /** Path below the vault, with a placeholder a name: `replicationFabrics/{fabric}`. */
  readonly path: string;
  /** Also listed for the whole vault under its last type. */
  readonly vaultList?: boolean;
  /** How a resource shows where its stored body is not all. */
  readonly show?: (world: World, resource: ArmResource) => ArmResource;
  /** What a list shows of it, from what `show` made. */
  readonly showInList?: (resource: ArmResource) => ArmResource;
  /** Further resources of the type in the vault that a nested list shows too. */
  readonly listsToo?: (resource: ArmResource, parentId: string) => boolean;
  /** Fields of `$filter`. */
  readonly filter?: (world: World, vaultId: string) => Readonly<Record<string, Condition>>;
  /** Newest first by this, else in the order of ids. */
  readonly newestBy?: (resource: ArmResource) => string;
}

const FABRIC = 'replicationFabrics/{fabric}';
const CONTAINER = `${FABRIC}/replicationProtectionContainers/{container}`;
const CLASSIFICATION = `${FABRIC}/replicationStorageClassifications/{classification}`;

const withProperties = (resource: ArmResource, properties: Readonly<Record<string, unknown>>): ArmResource => ({
  ...resource,
  properties: { ...resource.properties, ...properties },
});

/** A list shows a fabric without its containers and zones [recorded]. */
function fabricInList(fabric: ArmResource): ArmResource {
  const details = { ...(fabric.properties?.['customDetails'] as Record<string, unknown> | undefined), containerIds: null };
  const { zones: _, ...customDetails } = details as { zones?: unknown };
  return withProperties(fabric, { customDetails });
}

/** The count follows the items that are there; a container put with a higher one keeps it. */
function countedContainer(world: World, container: ArmResource): ArmResource {
  const items = world.store.list(
    'microsoft.recoveryservices/vaults/replicationfabrics/replicationprotectioncontainers/replicationprotecteditems',
    container.id,
  ).length;
  const stored = fieldAt(container, 'properties', 'protectedItemCount');
  return withProperties(container, { protectedItemCount: Math.max(items, typeof stored === 'number' ? stored : 0) });
}

/** A list shows a job without what belongs to its single view [recorded]. */
const jobInList = (job: ArmResource): ArmResource => withProperties(job, { activityId: null, tasks: [], errors: [], customDetails: null });

/** Everything of Site Recovery that is read in the ordinary way: one by its name, some as lists. */
export const resourceKinds: readonly ResourceKind[] = [
  { path: FABRIC, showInList: fabricInList },
  { path: CONTAINER, vaultList: true, show: countedContainer },
  {
    path: `${CONTAINER}/replicationProtectionContainerMappings/{mapping}`,
    vaultList: true,
    // A container's list shows the mappings of both directions [recorded].
    listsToo: (mapping, containerId) =>
      textAt(mapping, 'properties', 'targetProtectionContainerId')?.toLowerCase() === containerId.toLowerCase(),
  },
  { path: `${CONTAINER}/replicationProtectedItems/{item}`, vaultList: true, filter: filterOfItems },
  { path: `${CONTAINER}/replicationProtectableItems/{item}` },
  { path: `${CONTAINER}/replicationMigrationItems/{item}`, vaultList: true },
  { path: `${FABRIC}/replicationNetworks/{network}`, vaultList: true },
  { path: `${FABRIC}/replicationNetworks/{network}/replicationNetworkMappings/{mapping}`, vaultList: true },
  { path: `${FABRIC}/replicationRecoveryServicesProviders/{provider}`, vaultList: true },
  { path: `${FABRIC}/replicationLogicalNetworks/{network}` },
  { path: CLASSIFICATION, vaultList: true },
  { path: `${CLASSIFICATION}/replicationStorageClassificationMappings/{mapping}`, vaultList: true },
  { path: `${FABRIC}/replicationvCenters/{vcenter}`, vaultList: true },
  { path: 'replicationPolicies/{policy}' },
  // A list of plans comes without their groups [recorded].
  { path: 'replicationRecoveryPlans/{plan}', show: shownPlan, showInList: (plan) => withProperties(plan, { groups: [] }) },
  {
    path: 'replicationJobs/{job}',
    show: shownJob,
    showInList: jobInList,
    filter: filterOfJobs,
    newestBy: (job) => textAt(job, 'properties', 'startTime') ?? '',
  },
  {
    path: 'replicationEvents/{event}',
    filter: filterOfEvents,
    newestBy: (event) => textAt(event, 'properties', 'timeOfOccurrence') ?? '',
  },
  { path: 'replicationAlertSettings/{setting}' },
  { path: 'replicationAppliances/{appliance}' },
  { path: 'replicationProtectionIntents/{intent}' },
  { path: 'replicationVaultSettings/{setting}' },
];

import type { ArmResource } from '../resource.ts';
import type { World } from '../world.ts';
import { listAt, textAt } from './field.ts';
import { isOneOf, isSince, isUntil, type Condition } from '../filterBy.ts';
import { VAULT_TYPE } from './vaultScope.ts';

type Fields = Readonly<Record<string, Condition>>;

const property =
  (...path: readonly string[]) =>
  (resource: ArmResource): string | undefined =>
    textAt(resource, 'properties', ...path);

/** Fields of the OpenAPI's `JobQueryParameter` that select jobs. */
export function filterOfJobs(): Fields {
  return {
    startTime: isSince(property('startTime')),
    endTime: isUntil(property('startTime')),
    jobStatus: isOneOf(property('state')),
    jobName: isOneOf(property('friendlyName')),
    affectedObjectTypes: isOneOf(property('targetInstanceType')),
    fabricId: isOneOf(property('targetObjectId')),
  };
}

/** Fields of the OpenAPI's `EventQueryParameter`. */
export function filterOfEvents(): Fields {
  return {
    eventCode: isOneOf(property('eventCode')),
    severity: isOneOf(property('severity')),
    eventType: isOneOf(property('eventType')),
    fabricName: isOneOf((event) => textAt(event, 'properties', 'fabricId')?.split('/').at(-1)),
    affectedObjectFriendlyName: isOneOf(property('affectedObjectFriendlyName')),
    affectedObjectCorrelationId: isOneOf(property('affectedObjectCorrelationId')),
    startTime: isSince(property('timeOfOccurrence')),
    endTime: isUntil(property('timeOfOccurrence')),
  };
}

/** Fields of the OpenAPI's `ProtectedItemsQueryParameter`. */
export function filterOfItems(world: World, vaultId: string): Fields {
  const details = (name: string): Condition => isOneOf(property('providerSpecificDetails', name));
  const segmentAfter = (item: ArmResource, type: string): string | undefined => {
    const segments = item.id.split('/');
    return segments[segments.findIndex((segment) => segment.toLowerCase() === type) + 1];
  };
  return {
    sourceFabricName: isOneOf((item) => segmentAfter(item, 'replicationfabrics')),
    sourceFabricLocation: details('primaryFabricLocation'),
    fabricObjectId: details('fabricObjectId'),
    instanceType: details('instanceType'),
    multiVmGroupCreateOption: details('multiVmGroupCreateOption'),
    processServerId: details('processServerId'),
    vCenterName: details('vCenterName'),
    recoveryPlanName: (item, name, operator) => planHolds(world, vaultId, name, item.id) === (operator !== 'ne'),
  };
}

function planHolds(world: World, vaultId: string, planName: string, itemId: string): boolean {
  const plan = world.store
    .list(`${VAULT_TYPE}/replicationRecoveryPlans`, vaultId)
    .find(({ name }) => name.toLowerCase() === planName.toLowerCase());
  const groups = listAt(plan, 'properties', 'groups');
  const ids = groups.flatMap((group) => listAt(group, 'replicationProtectedItems'));
  return ids.some((entry) => textAt(entry, 'id')?.toLowerCase() === itemId.toLowerCase());
}

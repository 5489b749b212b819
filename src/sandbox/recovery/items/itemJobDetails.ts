import type { ArmResource } from '../../resource.ts';
import { textAt } from '../field.ts';
import { affectedContainers, affectedFabrics } from '../jobs/affectedObjects.ts';
import { nameGuid } from '../nameGuid.ts';
import { entityOf } from './entityOf.ts';

/** `customDetails` of a job about an item, before the members that its kind adds [recorded]. */
export function itemJobDetails(item: ArmResource, instanceType = 'AsrJobDetails'): Readonly<Record<string, unknown>> {
  const text = (key: string): string => textAt(item, 'properties', key) ?? '';
  const container = item.id.split('/').slice(0, -2).join('/');
  const fabric = container.split('/').slice(0, -2).join('/');
  const name = text('friendlyName') || item.name;
  const affectedObjectDetails = {
    primaryVmId: entityOf(item),
    primaryVmName: name,
    recoveryVmId: '',
    recoveryVmName: name.toLowerCase(),
    protectionProfileId: nameGuid(text('policyId')),
    ...affectedContainers(
      { id: container, friendlyName: text('primaryProtectionContainerFriendlyName') },
      { id: text('recoveryContainerId'), friendlyName: text('recoveryProtectionContainerFriendlyName') },
    ),
    ...affectedFabrics(
      { id: fabric, friendlyName: text('primaryFabricFriendlyName') },
      { id: text('recoveryFabricId'), friendlyName: text('recoveryFabricFriendlyName') },
    ),
  };
  return { instanceType, affectedObjectDetails };
}

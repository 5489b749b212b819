import type { ArmResource } from '../../resource.ts';
import type { World } from '../../world.ts';
import { textAt } from '../field.ts';
import { nameGuid } from '../nameGuid.ts';
import { siteRecoveryId } from '../vaultScope.ts';

/** One end of a replication: a container, and the fabric of its region. */
export interface Side {
  readonly containerId: string;
  readonly containerName: string;
  readonly fabricId: string;
  readonly fabricName: string;
  /** `eastus`. */
  readonly location: string;
  readonly providerId: string;
}

export function sideOf(world: World, container: ArmResource): Side {
  const fabricId = siteRecoveryId(container.id.split('/').slice(0, -2).join('/'));
  const fabric = world.store.get(fabricId);
  return {
    containerId: siteRecoveryId(container.id),
    containerName: textAt(container, 'properties', 'friendlyName') ?? container.name,
    fabricId,
    fabricName: textAt(fabric, 'properties', 'friendlyName') ?? '',
    location: textAt(fabric, 'properties', 'customDetails', 'location') ?? '',
    // A fabric in Azure has one provider, named by a GUID of its own [recorded].
    providerId: `${fabricId}/replicationRecoveryServicesProviders/${nameGuid(`${fabricId} provider`)}`,
  };
}

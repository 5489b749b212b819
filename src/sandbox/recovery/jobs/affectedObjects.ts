import type { ArmResource } from '../../resource.ts';
import { textAt } from '../field.ts';
import { nameGuid } from '../nameGuid.ts';

type Objects = Readonly<Record<string, string>>;

/** A fabric or container, as far as jobs name it. */
export interface Affected {
  readonly id: string;
  readonly friendlyName: string;
}

export function affected(resource: ArmResource): Affected {
  return { id: resource.id, friendlyName: textAt(resource, 'properties', 'friendlyName') ?? resource.name };
}

/*
 * Members of `affectedObjectDetails`, in Azure's order, with Azure's words: a fabric is a "VMM", a container a "cloud", a policy a "protection profile".
 * Each is named by its internal GUID [recorded].
 */

/** The regions that a job is about. */
export function affectedFabrics(primary: Affected, recovery?: Affected): Objects {
  return {
    primaryVmmId: nameGuid(primary.id),
    primaryVmmName: primary.friendlyName,
    ...(recovery && { recoveryVmmId: nameGuid(recovery.id), recoveryVmmName: recovery.friendlyName }),
    primaryFabricProviderId: 'Azure',
    ...(recovery && { recoveryFabricProviderId: 'Azure' }),
  };
}

/** The containers that a job is about. */
export function affectedContainers(primary: Affected, recovery: Affected): Objects {
  return {
    primaryCloudId: nameGuid(primary.id),
    primaryCloudName: primary.friendlyName,
    recoveryCloudId: nameGuid(recovery.id),
    recoveryCloudName: recovery.friendlyName,
  };
}

/** `customDetails` of a job about what is given. */
export function jobDetails(affectedObjectDetails: Objects): Readonly<Record<string, unknown>> {
  return { instanceType: 'AsrJobDetails', affectedObjectDetails };
}

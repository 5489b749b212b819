import type { EstateBuilder } from './estateBuilder.ts';

/** A resource group, and the region that things in it are in unless they say otherwise. */
export interface Place {
  readonly subscription: string;
  readonly group: string;
  readonly location: string;
}

interface GroupOptions {
  /** Id of the resource that manages the group and all in it (a Databricks workspace, an AKS cluster). */
  readonly managedBy?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

/** Makes a resource group. */
export function resourceGroup(b: EstateBuilder, place: Place, options: GroupOptions = {}): Place {
  b.add({
    id: groupId(place),
    name: place.group,
    type: 'Microsoft.Resources/resourceGroups',
    location: place.location,
    ...(options.managedBy ? { managedBy: options.managedBy } : {}),
    tags: { ...options.tags },
    properties: { provisioningState: 'Succeeded' },
  });
  return place;
}

export function groupId(place: Place): string {
  return `/subscriptions/${place.subscription}/resourceGroups/${place.group}`;
}

export function idIn(place: Place, type: string, name: string): string {
  return `${groupId(place)}/providers/${type}/${name}`;
}

/** Site Recovery spells ids inside its answers with a capital S (recorded in every answer of the service). */
export function siteRecoverySpelling(id: string): string {
  return id.replace(/^\/subscriptions\//, '/Subscriptions/');
}

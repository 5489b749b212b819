import type { Resource } from '../../model/resource.ts';
import { toArmId } from '../../model/armId.ts';
import { locationOf, tagsOf, textOf, type Row } from '../values.ts';

/** What every resource has; undefined for a row without an id. */
export function resourceOf(row: Row): Resource | undefined {
  const azureId = textOf(row['id']);
  if (azureId === undefined) return undefined;
  return {
    id: toArmId(azureId),
    azureId,
    name: textOf(row['name']) ?? azureId.slice(azureId.lastIndexOf('/') + 1),
    location: locationOf(row['location']) ?? '',
    tags: tagsOf(row['tags']),
  };
}

import type { Named, Resource } from '../../../model/resource.ts';
import { toArmId } from '../../../model/armId.ts';
import { locationOf, tagsOf, textOf, type Row } from '../../values.ts';

/** What every row has; undefined for a row without an id. */
export function namedOf(row: Row): Named | undefined {
  const azureId = textOf(row['id']);
  if (azureId === undefined) return undefined;
  return { id: toArmId(azureId), azureId, name: textOf(row['name']) ?? azureId.slice(azureId.lastIndexOf('/') + 1) };
}

/**
 * What every resource with a place has; undefined for a row without an id. Tables of many rows name these properties and do not spread them:
 * V8 puts what follows a spread outside of the object, piece by piece, so that such rows take longer to make and to read.
 */
export function resourceOf(row: Row): Resource | undefined {
  const named = namedOf(row);
  if (!named) return undefined;
  const { id, azureId, name } = named;
  return { id, azureId, name, location: locationOf(row['location']) ?? '', tags: tagsOf(row['tags']) };
}

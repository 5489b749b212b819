import type { ArmResource } from '../../resource.ts';
import type { Call } from '../../wire.ts';
import type { World } from '../../world.ts';
import { textAt } from '../field.ts';
import { recoveryPoints } from '../recoveryPoints.ts';
import { doesNotExist } from '../siteRecoveryError.ts';

/**
 * The recovery point of an item that a request names by its id, else the newest, of a kind (`ApplicationConsistent`) where one is given;
 * undefined when there is none. Throws the 404 of an unknown one.
 */
export function chosenPoint(world: World, call: Call, item: ArmResource, id: string | undefined, kind?: string): ArmResource | undefined {
  const points = recoveryPoints(world, item).filter(
    (point) => kind === undefined || textAt(point, 'properties', 'recoveryPointType') === kind,
  );
  const newest = points.toSorted((a, b) => (timeOf(a) < timeOf(b) ? 1 : -1))[0];
  if (id === undefined || id === '') return newest;
  // The container may be named by its internal GUID: the last segment tells.
  const name = id.split('/').at(-1)?.toLowerCase() ?? '';
  const point = points.find((one) => one.name.toLowerCase() === name);
  if (!point) throw doesNotExist(world, call, name);
  return point;
}

function timeOf(point: ArmResource): string {
  return textAt(point, 'properties', 'recoveryPointTime') ?? '';
}

import { keyOf, regionKey, typeOfKey } from '../resource.ts';
import { fieldAt } from '../recovery/field.ts';
import { ArmError, type Call } from '../wire.ts';
import type { World } from '../world.ts';
import { gateway } from './checkArm.ts';
import { regions } from './regions.ts';
import { parseResourcePath } from './resourcePath.ts';

/** What lies in a region. Of other services the sandbox takes whatever is sent. */
const REGIONAL = /^microsoft\.(?:compute|network|storage|recoveryservices)\/[^/]+$/;
/** What of the network service lies in no region, but in `global`. */
const GLOBAL =
  /^microsoft\.network\/(?:dnszones|privatednszones|trafficmanagerprofiles|frontdoors|frontdoorwebapplicationfirewallpolicies)$/;

/** Where a PUT wants a resource: ARM wants to be told, and a resource stays where it was made. `call.path` is decoded. */
export function checkPlace(world: World, { method, path, body }: Pick<Call, 'method' | 'path' | 'body'>): void {
  const type = typeOfKey(keyOf(path));
  if (method !== 'PUT' || type === '' || typeof body !== 'object' || body === null) return;
  const wanted = fieldAt(body, 'location') ?? '';
  if (wanted === '') {
    if (!REGIONAL.test(type)) return;
    throw new ArmError(400, 'LocationRequired', 'The location property is required for this definition.', {}, gateway);
  }
  if (typeof wanted === 'string' && !isPlace(type, wanted)) {
    throw new ArmError(
      400,
      'LocationNotAvailableForResourceType',
      `The provided location '${wanted}' is not available for resource type '${parseResourcePath(path)?.type}'. List of available regions for the resource type is '${[...regions.keys()].join(',')}'.`,
      {},
      gateway,
    );
  }
  const before = world.store.get(path);
  if (before?.location === undefined || typeof wanted !== 'string' || regionKey(before.location) === regionKey(wanted)) return;
  throw new ArmError(
    409,
    'InvalidResourceLocation',
    `The resource '${before.name}' already exists in location '${before.location}' in resource group '${path.split('/')[4] ?? ''}'. A resource with the same name cannot be created in location '${wanted}'. Please select a new resource name.`,
    {},
    gateway,
  );
}

/** A region under either of its names, or `global` for what may lie there. */
function isPlace(type: string, location: string): boolean {
  const name = regionKey(location);
  return regions.has(name) || (name === 'global' && (GLOBAL.test(type) || !REGIONAL.test(type)));
}

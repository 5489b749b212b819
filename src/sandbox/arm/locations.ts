import { Buffer } from 'node:buffer';
import type { Call, Reply } from '../wire.ts';
import type { World } from '../world.ts';
import { regions, type Region } from './regions.ts';

/** `/subscriptions/{id}/locations`: the public regions, with their pairs and the subscription's own numbering of zones. */
export function registerLocations(world: World): void {
  world.router.add('GET', '/subscriptions/{subscription}/locations', ({ params, apiVersion }: Call): Reply => {
    const subscription = params['subscription'] ?? '';
    const shown = apiVersion < FIRST_WITH_METADATA ? showShort : show;
    return { status: 200, body: { value: [...regions.values()].map((region) => shown(region, subscription)) } };
  });
}

/** From this api-version on a region tells of its pair; before, where it lies stood in itself (the OpenAPI; recorded at 2016-06-01). */
const FIRST_WITH_METADATA = '2019-11-01';

function showShort({ name, displayName, longitude, latitude }: Region, subscription: string): unknown {
  return { id: `/subscriptions/${subscription}/locations/${name}`, name, displayName, longitude, latitude };
}

function show(region: Region, subscription: string): unknown {
  const { name, displayName, geographyGroup, geography, latitude, longitude, physicalLocation, pair, recommended } = region;
  const id = (of: string): string => `/subscriptions/${subscription}/locations/${of}`;
  return {
    id: id(name),
    name,
    type: 'Region',
    displayName,
    regionalDisplayName: `(${geographyGroup}) ${displayName}`,
    metadata: {
      regionType: 'Physical',
      regionCategory: recommended ? 'Recommended' : 'Other',
      geography,
      geographyGroup,
      longitude,
      latitude,
      physicalLocation,
      pairedRegion: pair === undefined ? [] : [{ name: pair, id: id(pair) }],
    },
    ...(region.zones && { availabilityZoneMappings: zoneMappings(name, subscription) }),
  };
}

const zoneOrders = [
  [1, 2, 3],
  [1, 3, 2],
  [2, 1, 3],
  [2, 3, 1],
  [3, 1, 2],
  [3, 2, 1],
] as const;

/** Which physical zone a subscription's zone 1, 2, 3 is differs between subscriptions: the order follows from the id. */
export function zoneMappings(region: string, subscription: string): { logicalZone: string; physicalZone: string }[] {
  const sum = Buffer.from(subscription.toLowerCase() + region).reduce((total, byte) => total + byte, 0);
  const order = zoneOrders[sum % zoneOrders.length]!;
  return order.map((physical, i) => ({ logicalZone: String(i + 1), physicalZone: `${region}-az${physical}` }));
}

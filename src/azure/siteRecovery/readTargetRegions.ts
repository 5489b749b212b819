import { apiVersions } from '../apiVersions.ts';
import { partsOf, toArmId } from '../../model/armId.ts';
import type { RegionOptions, TargetRegion } from '../../model/enableOptions.ts';
import type { ReplicationSource } from '../../model/replicationSource.ts';
import { locationOf, recordOf, recordsOf, textOf, textsOf, type Row } from '../values.ts';
import { readable } from './readable.ts';
import type { RecoveryAccess } from './recoveryAccess.ts';

const policiesApiVersion = '2023-04-01';
/** The built-in policies "Allowed locations" and "Allowed locations for resource groups"; both name the regions in one parameter. */
const allowedLocations = /\/policydefinitions\/(e56962a6-4747-49cd-b67b-bf8b01975c4c|e765b5de-1225-4ba3-bd56-1ac6695af988)$/i;
const earthRadiusKm = 6371;

/**
 * The regions that a machine can be replicated to, nearest first, in two calls. A region that no policy "Allowed locations" leaves out may still
 * be forbidden by one of the organisation's own making. Throws a `UserError`.
 */
export async function readTargetRegions(
  azure: RecoveryAccess,
  { id, location }: Pick<ReplicationSource, 'id' | 'location'>,
): Promise<RegionOptions> {
  const subscription = `/subscriptions/${partsOf(toArmId(id)).subscription}`;
  const [rows, assignments] = await Promise.all([
    azure.list(`${subscription}/locations`, apiVersions.subscriptions),
    readable(azure.list(`${subscription}/providers/Microsoft.Authorization/policyAssignments`, policiesApiVersion)),
  ]);
  const allowed = assignments?.flatMap((row) => allowedBy(row) ?? []);
  const own = rows.find((row) => locationOf(row['name']) === location);
  const pair = locationOf(recordsOf(recordOf(own?.['metadata'])?.['pairedRegion'])?.[0]?.['name']);
  const regions = rows.flatMap((row): readonly TargetRegion[] => {
    const region = locationOf(row['name']);
    // What is no place (`global`, `europe`) has no region type of its own.
    if (region === undefined || region === location || textOf(recordOf(row['metadata'])?.['regionType']) === 'Logical') return [];
    return [
      {
        id: region,
        displayName: textOf(row['displayName']) ?? region,
        zones: (recordsOf(row['availabilityZoneMappings']) ?? []).flatMap((mapping) => textOf(mapping['logicalZone']) ?? []),
        geographyGroup: geographyOf(row),
        distanceKm: own && distanceKm(own, row),
        isPair: region === pair,
        isAllowed: allowed?.every((names) => names.includes(region)),
      },
    ];
  });
  const far = (region: TargetRegion): number => region.distanceKm ?? Infinity;
  return { sourceGeography: own ? geographyOf(own) : '', regions: regions.toSorted((a, b) => far(a) - far(b)) };
}

/** The regions that a policy leaves; undefined for a policy about something else, or one that is not enforced. */
function allowedBy(assignment: Row): readonly (readonly string[])[] | undefined {
  const properties = recordOf(assignment['properties']) ?? {};
  if (!allowedLocations.test(textOf(properties['policyDefinitionId']) ?? '') || properties['enforcementMode'] === 'DoNotEnforce')
    return undefined;
  const names = textsOf(recordOf(recordOf(properties['parameters'])?.['listOfAllowedLocations'])?.['value']);
  return names && [names.flatMap((name) => locationOf(name) ?? [])];
}

function geographyOf(row: Row): string {
  return textOf(recordOf(row['metadata'])?.['geographyGroup']) ?? '';
}

/** Along a great circle; undefined where either place is not known. */
function distanceKm(a: Row, b: Row): number | undefined {
  const [from, to] = [radians(a), radians(b)];
  if (!from || !to) return undefined;
  const arc = Math.sin((to.latitude - from.latitude) / 2) ** 2;
  const across = Math.cos(from.latitude) * Math.cos(to.latitude) * Math.sin((to.longitude - from.longitude) / 2) ** 2;
  return 2 * earthRadiusKm * Math.asin(Math.sqrt(Math.min(1, arc + across)));
}

/** Azure writes coordinates as texts. */
function radians(row: Row): { readonly latitude: number; readonly longitude: number } | undefined {
  const metadata = recordOf(row['metadata']);
  const angle = (key: string): number => (Number(textOf(metadata?.[key]) ?? Number.NaN) * Math.PI) / 180;
  const [latitude, longitude] = [angle('latitude'), angle('longitude')];
  return Number.isFinite(latitude) && Number.isFinite(longitude) ? { latitude, longitude } : undefined;
}

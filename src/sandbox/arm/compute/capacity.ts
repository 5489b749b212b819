import { regionKey, type ArmResource } from '../../resource.ts';
import { ArmError, type Call, type Reply } from '../../wire.ts';
import type { World } from '../../world.ts';
import { resourceNotFound } from '../errors.ts';
import { pathOf } from '../generic.ts';
import { zoneMappings } from '../locations.ts';
import { regions, type Region } from '../regions.ts';
import { usage, type Usage } from '../usage.ts';
import { MACHINES } from './machineReads.ts';
import { machineSizes, regionNamed, sizesIn, type MachineSize } from './machineSizes.ts';

const ROOM = '/subscriptions/{subscription}/providers/Microsoft.Compute';
const QUOTAS = 'Microsoft.Quota/quotas';
const OS_DISK_MB = 1_047_552;
/** Limits of a pay-as-you-go subscription that has been raised once [GAP: they differ by subscription]. */
const CORES_LIMIT = 350;
const FAMILY_LIMIT = 100;

/** [GAP] Sizes that a subscription may not use in a region, by family: which they are differs by subscription; these stand for it. */
const restrictedFamilies: Readonly<Record<string, readonly string[]>> = { northeurope: ['standardFSv2Family'] };

/** What can be had in a region: sizes, SKUs, and how much of the quota is used. */
export function registerCapacity(world: World): void {
  const { router } = world;
  router.add('GET', `${ROOM}/locations/{location}/vmSizes`, (call) => sizesReply(regionOf(call)));
  // What a machine or a set could become. [GAP] Azure leaves out what the hardware that it runs on does not offer.
  for (const type of ['virtualMachines', 'availabilitySets']) {
    const one = `/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.Compute/${type}/{name}`;
    router.add('GET', `${one}/vmSizes`, (call) => {
      const { scope } = pathOf(call);
      const resource = world.store.get(scope);
      if (!resource) throw resourceNotFound(scope);
      return sizesReply(regionNamed(resource.location ?? ''));
    });
  }
  router.add('GET', `${ROOM}/skus`, skus);
  router.add('GET', `${ROOM}/locations/{location}/usages`, (call) => ({
    status: 200,
    body: { value: usagesOf(world, call.params['subscription'] ?? '', regionOf(call)) },
  }));
}

function sizesReply(region: Region | undefined): Reply {
  const value = (region ? sizesIn(region) : []).map(({ name, cores, memoryGb, maxDataDisks, temporaryGb }) => ({
    name,
    numberOfCores: cores,
    osDiskSizeInMB: OS_DISK_MB,
    resourceDiskSizeInMB: temporaryGb * 1024,
    memoryInMB: memoryGb * 1024,
    maxDataDiskCount: maxDataDisks,
  }));
  return { status: 200, body: { value } };
}

function regionOf(call: Call): Region {
  const name = call.params['location'] ?? '';
  const region = regionNamed(name);
  if (!region) {
    throw new ArmError(
      400,
      'NoRegisteredProviderFound',
      `No registered resource provider found for location '${name}' and API version '${call.apiVersion}'.`,
    );
  }
  return region;
}

/** The one filter that Azure takes here: `location eq 'eastus'`. */
function skus(call: Call): Reply {
  const wanted = /location\s+eq\s+'([^']+)'/i.exec(call.query.get('$filter') ?? '')?.[1];
  const places = wanted === undefined ? [...regions.values()] : [regionNamed(wanted)].filter((region) => region !== undefined);
  const subscription = call.params['subscription'] ?? '';
  return { status: 200, body: { value: places.flatMap((region) => sizesIn(region).map((size) => sku(size, region, subscription))) } };
}

function sku(size: MachineSize, region: Region, subscription: string): unknown {
  const capabilities = {
    MaxResourceVolumeMB: size.temporaryGb * 1024,
    OSVhdSizeMB: OS_DISK_MB,
    vCPUs: size.cores,
    MemoryPreservingMaintenanceSupported: 'True',
    HyperVGenerations: size.generations,
    MemoryGB: size.memoryGb,
    MaxDataDiskCount: size.maxDataDisks,
    CpuArchitectureType: size.architecture,
    LowPriorityCapable: 'True',
    PremiumIO: size.premium ? 'True' : 'False',
    vCPUsAvailable: size.cores,
    EphemeralOSDiskSupported: size.temporaryGb > 0 ? 'True' : 'False',
    EncryptionAtHostSupported: 'True',
    AcceleratedNetworkingEnabled: size.cores > 1 ? 'True' : 'False',
    MaxNetworkInterfaces: size.maxNics,
  };
  return {
    resourceType: 'virtualMachines',
    name: size.name,
    tier: 'Standard',
    size: size.name.replace('Standard_', ''),
    family: size.family,
    locations: [region.name],
    locationInfo: [
      {
        location: region.name,
        zones: region.zones ? zoneMappings(region.name, subscription).map(({ logicalZone }) => logicalZone) : [],
        zoneDetails: [],
      },
    ],
    capabilities: Object.entries(capabilities).map(([name, value]) => ({ name, value: String(value) })),
    restrictions: restrictedFamilies[region.name]?.includes(size.family)
      ? [
          {
            type: 'Location',
            values: [region.name],
            restrictionInfo: { locations: [region.name] },
            reasonCode: 'NotAvailableForSubscription',
          },
        ]
      : [],
  };
}

/** Whether a subscription may make machines of a size in a region. Sizes that are not known may be made anywhere. */
export function isOffered(region: Region, wanted: string): boolean {
  const size = machineSizes.find(({ name }) => name.toLowerCase() === wanted.toLowerCase());
  return !size || (sizesIn(region).includes(size) && !restrictedFamilies[region.name]?.includes(size.family));
}

/** Whether the quota of a subscription has room for one more machine of a size in a region. Sizes that are not known always have. */
export function hasQuota(world: World, subscription: string, region: Region, wanted: string): boolean {
  const size = machineSizes.find(({ name }) => name.toLowerCase() === wanted.toLowerCase());
  if (!size) return true;
  const left = new Map(usagesOf(world, subscription, region).map(({ name, currentValue, limit }) => [name.value, limit - currentValue]));
  return [left.get('cores'), left.get(size.family)].every((cores) => (cores ?? 0) >= size.cores) && (left.get('virtualMachines') ?? 0) > 0;
}

function usagesOf(world: World, subscription: string, region: Region): Usage[] {
  const scope = `/subscriptions/${subscription}`;
  const here = (type: string): ArmResource[] =>
    world.store.list(type, scope).filter(({ location }) => regionKey(location ?? '') === region.name);
  const machines = here(MACHINES);
  const sizes = new Map(machineSizes.map((size) => [size.name.toLowerCase(), size]));
  const coresOf = new Map<string, number>();
  for (const machine of machines) {
    const size = sizes.get(sizeName(machine).toLowerCase());
    if (size) coresOf.set(size.family, (coresOf.get(size.family) ?? 0) + size.cores);
  }
  const quotas = `${scope}/providers/Microsoft.Compute/locations/${region.name}/providers/${QUOTAS}`;
  const limited = (line: Usage): Usage => ({ ...line, limit: setLimit(world.store.get(`${quotas}/${line.name.value}`)) ?? line.limit });
  const cores = [...coresOf.values()].reduce((sum, count) => sum + count, 0);
  return [
    usage('availabilitySets', 'Availability Sets', here('Microsoft.Compute/availabilitySets').length, 2500),
    usage('cores', 'Total Regional vCPUs', cores, CORES_LIMIT),
    usage('virtualMachines', 'Virtual Machines', machines.length, 25_000),
    usage('virtualMachineScaleSets', 'Virtual Machine Scale Sets', here('Microsoft.Compute/virtualMachineScaleSets').length, 2500),
    ...[...new Set(sizesIn(region).map(({ family }) => family))].map((family) =>
      usage(family, familyName(family), coresOf.get(family) ?? 0, FAMILY_LIMIT),
    ),
  ].map(limited);
}

/** What Azure's quota service was told. */
function setLimit(quota: ArmResource | undefined): number | undefined {
  return (quota?.properties?.['limit'] as { value?: number } | undefined)?.value;
}

function sizeName(machine: ArmResource): string {
  return (machine.properties?.['hardwareProfile'] as { vmSize?: string } | undefined)?.vmSize ?? '';
}

/** `standardDSv5Family` is called `Standard DSv5 Family vCPUs`. */
function familyName(family: string): string {
  return `${family.replace(/^standard/, 'Standard ').replace(/Family$/, ' Family')} vCPUs`;
}

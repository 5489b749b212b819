import { regionNamed, sizesIn } from '../arm/compute/machineSizes.ts';
import type { ArmResource } from '../resource.ts';
import { textAt } from './field.ts';

/**
 * Sizes that a machine may get at a failover: those of the region that it replicates to. [GAP] Never recorded; the body is that of
 * the OpenAPI's `TargetComputeSize`, and Azure's own choice by disks and NICs of the machine is not played.
 */
export function targetComputeSizes(item: ArmResource): ArmResource[] {
  const region = regionNamed(textAt(item, 'properties', 'providerSpecificDetails', 'recoveryFabricLocation') ?? '');
  return (region ? sizesIn(region) : []).map((size) => ({
    id: `${item.id}/targetComputeSizes/${size.name}`,
    name: size.name,
    type: `${item.type}/targetComputeSizes`,
    properties: {
      name: size.name,
      friendlyName: size.name,
      cpuCoresCount: size.cores,
      vCPUsAvailable: size.cores,
      memoryInGB: size.memoryGb,
      maxDataDiskCount: size.maxDataDisks,
      maxNicsCount: size.maxNics,
      errors: [],
      highIopsSupported: size.premium ? 'Yes' : 'No',
      hyperVGenerations: size.generations.split(','),
    },
  }));
}

interface SizeTraits {
  readonly isArm64: boolean;
  readonly isSingleCore: boolean;
}

/**
 * A size's name: family, cores, cores that are in use (`-2`), additive features, version: `Standard_E4-2ds_v5`.
 * Source: "Azure virtual machine sizes naming conventions", learn.microsoft.com/azure/virtual-machines/vm-naming-conventions.
 */
const pattern = /^(?:standard|basic)_([a-z]+)(\d+)(?:-(\d+))?([a-z]*)/i;

/** By size: thousands of machines have one of some hundreds of sizes. */
const traits = new Map<string, SizeTraits>();
const mostSizes = 2000;

/** Whether machines of a size (`Standard_D2ps_v5`) have an ARM processor. */
export function isArm64Size(size: string): boolean {
  return traitsOf(size).isArm64;
}

/** Whether machines of a size have one core. */
export function isSingleCoreSize(size: string): boolean {
  return traitsOf(size).isSingleCore;
}

function traitsOf(size: string): SizeTraits {
  let known = traits.get(size);
  if (known === undefined) {
    const [, family = '', cores, used, features = ''] = pattern.exec(size) ?? [];
    const count = Number(used ?? cores);
    known = {
      // The feature `p` is an ARM processor.
      isArm64: features.toLowerCase().includes('p'),
      // Names give the number of cores, but for those of the oldest: `A0` has one, `G1` and `GS1` have two.
      isSingleCore: (count === 1 || (count === 0 && /^a$/i.test(family))) && !/^gs?$/i.test(family),
    };
    // Sizes are Azure's, but nothing holds an answer to them.
    if (traits.size < mostSizes) traits.set(size, known);
  }
  return known;
}

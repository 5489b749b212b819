/**
 * A size's name: family, cores, cores that are in use (`-2`), additive features, version: `Standard_E4-2ds_v5`.
 * Source: "Azure virtual machine sizes naming conventions", learn.microsoft.com/azure/virtual-machines/vm-naming-conventions.
 */
const pattern = /^(?:standard|basic)_([a-z]+)(\d+)(?:-(\d+))?([a-z]*)/i;

/** The feature `p` is an ARM processor. */
export function isArm64Size(size: string): boolean {
  return pattern.exec(size)?.[4]?.toLowerCase().includes('p') === true;
}

/** Names give the number of cores, but for those of the oldest: `A0` has one, `G1` and `GS1` have two. */
export function isSingleCoreSize(size: string): boolean {
  const [, family = '', cores, used] = pattern.exec(size) ?? [];
  const count = Number(used ?? cores);
  return (count === 1 || (count === 0 && /^a$/i.test(family))) && !/^gs?$/i.test(family);
}

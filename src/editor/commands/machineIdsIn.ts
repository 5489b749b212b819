/** Ids of machines that a link of a page, or another extension, hands over as `{ machines }`; undefined: it is something else. */
export function machineIdsIn(value: unknown): readonly string[] | undefined {
  if (typeof value !== 'object' || value === null || !('machines' in value) || !Array.isArray(value.machines)) return undefined;
  return value.machines.map(String);
}

import type { Estate } from '../../../../src/sandbox/estate/buildEstate.ts';

const idPattern = /^\/subscriptions\/[^/]+\/resourcegroups\//i;

/** Parts of a resource that have an id but are no resources of their own, and ids that no list would show. */
const partPattern =
  /\/(subnets|ipconfigurations|defaultsecurityrules|recoverypoints|replicationrecoveryservicesproviders|replicationjobs\/none)(\/|$)|\/replicationprotectioncontainers\/[\da-f]{8}-[\da-f-]{27}$/;

/** All ids that stand anywhere in a value, lower-case. */
export function idsIn(value: unknown): string[] {
  if (typeof value === 'string') return idPattern.test(value) ? [value.toLowerCase()] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(idsIn);
}

/** Ids that are referred to and that no resource has, each once. */
export function danglingIds({ resources }: Estate): string[] {
  const known = new Set(resources.map(({ id }) => id.toLowerCase()));
  return [...new Set(idsIn(resources))].filter((id) => !known.has(id) && !partPattern.test(id)).toSorted();
}

import type { ArmResource } from './resource.ts';
import { ArmError } from './wire.ts';

/** Says whether a resource passes one condition; `operator` is lower-case (`eq`, `ne`, `ge`, `gt`, `le`, `lt`). */
export type Condition<T = ArmResource> = (resource: T, value: string, operator: string) => boolean;

const CONDITION = /^\s*([A-Za-z]+)\s+(eq|ne|ge|gt|le|lt)\s+('(?:[^']|'')*'|[^\s']+)\s*/i;

/**
 * Applies an OData `$filter` of conditions joined by `and` (`backupManagementType eq 'AzureIaasVM' and itemType eq 'VM'`). Names of
 * fields are compared without regard to case. [GAP] Azure's exact grammar was never read; only the names of fields are known. Anything else gets 400.
 */
export function filterBy<T = ArmResource>(
  resources: readonly T[],
  filter: string | undefined,
  fields: Readonly<Record<string, Condition<T>>>,
): readonly T[] {
  if (filter === undefined || filter.trim() === '') return resources;
  const byName = new Map(Object.entries(fields).map(([name, condition]) => [name.toLowerCase(), condition]));
  let rest = filter;
  let found = resources;
  for (;;) {
    const match = CONDITION.exec(rest);
    const condition = byName.get(match?.[1]?.toLowerCase() ?? '');
    if (!match || !condition) throw badFilter(filter);
    const operator = (match[2] ?? '').toLowerCase();
    const value = (match[3] ?? '').replace(/^'(.*)'$/, '$1').replaceAll("''", "'");
    found = found.filter((resource) => condition(resource, value, operator));
    rest = rest.slice(match[0].length);
    if (rest === '') return found;
    const and = /^and\s/i.exec(rest);
    if (!and) throw badFilter(filter);
    rest = rest.slice(and[0].length);
  }
}

function badFilter(filter: string): ArmError {
  return new ArmError(400, 'InvalidFilter', `The filter '${filter}' is not valid.`);
}

/** Equal or not, without regard to case. A value with commas names several (`InProgress,Failed`). */
export function isOneOf<T = ArmResource>(read: (resource: T) => string | undefined): Condition<T> {
  return (resource, value, operator) => {
    const wanted = value
      .toLowerCase()
      .split(',')
      .map((part) => part.trim());
    const equal = wanted.includes((read(resource) ?? '').toLowerCase());
    return operator === 'ne' ? !equal : equal;
  };
}

/** Before or after: `startTime eq` means from then on, `endTime eq` until then, as the service's own clients write it. */
export function isSince(read: (resource: ArmResource) => string | undefined): Condition {
  return (resource, value) => Date.parse(read(resource) ?? '') >= timeOf(value);
}

export function isUntil(read: (resource: ArmResource) => string | undefined): Condition {
  return (resource, value) => Date.parse(read(resource) ?? '') <= timeOf(value);
}

/** Without a zone (`2022-05-16 02:28:23 PM`, as Azure CLI writes it) the time is UTC's. */
function timeOf(value: string): number {
  const time = Date.parse(/\d [AP]M$/i.test(value) ? `${value} UTC` : value);
  if (Number.isNaN(time)) throw badFilter(value);
  return time;
}

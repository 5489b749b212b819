import { filterBy, isOneOf, type Condition } from '../filterBy.ts';
import { groupOfKey, keyOf, regionKey, type ArmResource } from '../resource.ts';
import { ArmError } from '../wire.ts';

/** A quoted value, and what stands where an even number of quotes is left: outside of any. */
const QUOTED = String.raw`('(?:[^']|'')*')`;
const OR = /\s+or\s+(?=(?:[^']*'[^']*')*[^']*$)/i;
/** Functions become conditions, by names that ARM has not. */
const SUBSTRING = new RegExp(String.raw`substringof\(\s*${QUOTED}\s*,\s*(name|resourceGroup)\s*\)`, 'gi');
const START = new RegExp(String.raw`startswith\(\s*tagName\s*,\s*${QUOTED}\s*\)`, 'gi');

/**
 * What ARM's own lists take as `$filter` (documented): conditions with `and` and `or`, `substringof('part', name)` and
 * `startswith(tagName, 'start')`. Throws ARM's 400 (public reports have its code. [GAP] The words are our own).
 */
export function resourceFilter(resources: readonly ArmResource[], filter: string | undefined): readonly ArmResource[] {
  if (filter === undefined || filter.trim() === '') return resources;
  try {
    const found = new Set(
      filter
        .split(OR)
        .flatMap((part) => filterBy(resources, part.replace(SUBSTRING, '$2Part eq $1').replace(START, 'tagStart eq $1'), conditions(part))),
    );
    return resources.filter((resource) => found.has(resource));
  } catch (error) {
    if (!(error instanceof ArmError)) throw error;
    throw new ArmError(400, 'InvalidFilterInQueryString', `Invalid $filter '${filter}' specified in the query string.`);
  }
}

/** By what resources are asked for. The value of a tag is that of the tag which the same conditions name. */
function conditions(filter: string): Readonly<Record<string, Condition>> {
  const tagName = /tagName\s+eq\s+'([^']+)'/i.exec(filter)?.[1] ?? '';
  const group = ({ id }: ArmResource): string => groupOfKey(keyOf(id))?.split('/').at(-1) ?? '';
  return {
    resourceType: isOneOf(({ type }) => type),
    name: isOneOf(({ name }) => name),
    namePart: ({ name }, value) => name.toLowerCase().includes(value.toLowerCase()),
    location: (resource, value, operator) => (regionKey(resource.location ?? '') === regionKey(value)) === (operator !== 'ne'),
    resourceGroup: isOneOf(group),
    resourceGroupPart: (resource, value) => group(resource).includes(value.toLowerCase()),
    tagName: ({ tags = {} }, value) => Object.hasOwn(tags, value),
    tagStart: ({ tags = {} }, value) => Object.keys(tags).some((name) => name.startsWith(value)),
    tagValue: isOneOf(({ tags }) => tags?.[tagName]),
  };
}

import { RESOURCE_COLUMNS } from './resourceRow.ts';
import { isBag, type Json, type Row, type Value } from './kql/values.ts';

const place = (name: string): number => RESOURCE_COLUMNS.findIndex((column) => column.name === name);
const [ID, SKU, PROPERTIES] = [place('id'), place('sku'), place('properties')];

/** Members that ARM does not have. */
const GRAPHS_OWN = 'extended.';

/**
 * A resource's values by their names in Azure Policy: the type as ARM writes it and the path, without `properties`
 * (`Microsoft.Compute/virtualMachines/storageProfile.osDisk.osType`). [GAP] Azure publishes a list of names for each type; here every member has one.
 */
export function policyAliases(row: Row): Json {
  const [namespace, ...names] = (row[ID] as string).split('/providers/').at(-1)!.split('/');
  const type = [namespace, ...names.filter((_, i) => i % 2 === 0)].join('/');
  const own = [...members(row[SKU]!, `${type}/sku.`), ...members(row[PROPERTIES]!, `${type}/`)];
  return Object.fromEntries(own.filter(([name]) => !name.startsWith(`${type}/${GRAPHS_OWN}`)));
}

function* members(value: Value, prefix: string): Generator<[name: string, value: Json]> {
  for (const [key, member = null] of isBag(value) ? Object.entries(value) : []) {
    if (isBag(member)) yield* members(member, `${prefix}${key}.`);
    else yield [`${prefix}${key}`, member];
  }
}

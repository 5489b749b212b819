import type { Gap, Inventory, TableName } from '../model/inventory.ts';
import { roleForGap } from '../model/permissions.ts';

/**
 * What could not be read whole: of what, why, and, where it was denied, the role that is needed. A line for each table; what has failed for the same
 * reason, as where a region is down, is one line.
 */
export function missingFacts({ gaps, subscriptions, vaults }: Pick<Inventory, 'gaps' | 'subscriptions' | 'vaults'>): readonly string[] {
  const scopeNames = new Map<string, string>([
    ...subscriptions.map(({ id, name }) => [id, name === id ? `subscription ${id}` : `subscription ${name} (${id})`] as const),
    ...vaults.map(({ id, azureId }) => [id, `vault ${azureId}`] as const),
  ]);
  const scopeText = (scope: string): string => scopeNames.get(scope) ?? (scope.startsWith('/') ? scope : `subscription ${scope}`);
  const whatText = (table: TableName, group: readonly Gap[]): string => {
    const names = group.flatMap(({ scope }) => (scope === undefined ? [] : [scopeText(scope)])).join(', ');
    return names === '' ? table : table === 'subscriptions' ? names : `${table} of ${names}`;
  };
  const alike = Map.groupBy(gaps, ({ table, reason, detail }) => JSON.stringify([reason === 'denied' && table, reason, detail]));
  return [...alike.values()].map((group) => {
    const { reason, detail } = group[0]!;
    const what = Array.from(
      Map.groupBy(group, ({ table }) => table),
      ([table, same]) => whatText(table, same),
    );
    return `not read: ${what.join('; ')}: ${detail}${reason === 'denied' ? ` ${neededText(group)}` : ''}`;
  });
}

function neededText(group: readonly Gap[]): string {
  const needed = group.map((gap) => roleForGap(gap));
  const role = needed.length === 1 ? needed[0]!.text : `${needed[0]!.role} on each of them`;
  return `Needed: ${role}${group[0]!.table === 'subscriptions' ? ', or another --tenant' : ''}.`;
}

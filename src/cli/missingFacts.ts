import type { Gap, Inventory } from '../model/inventory.ts';
import { roleForGap } from '../model/permissions.ts';

/** One line for each table that could not be read whole: what is missing, of what, why, and, where it was denied, the role that is needed. */
export function missingFacts({ gaps, subscriptions, vaults }: Pick<Inventory, 'gaps' | 'subscriptions' | 'vaults'>): readonly string[] {
  const scopeNames = new Map<string, string>([
    ...subscriptions.map(({ id, name }) => [id, name === id ? `subscription ${id}` : `subscription ${name} (${id})`] as const),
    ...vaults.map(({ id, azureId }) => [id, `vault ${azureId}`] as const),
  ]);
  const scopeText = (scope: string): string => scopeNames.get(scope) ?? (scope.startsWith('/') ? scope : `subscription ${scope}`);
  // The same failure of many subscriptions is one line, which still names them all.
  const alike = Map.groupBy(gaps, ({ table, reason, detail }) => JSON.stringify([table, reason, detail]));
  return [...alike.values()].map((group) => {
    const { table, reason, detail } = group[0]!;
    const scopes = group.flatMap(({ scope }) => (scope === undefined ? [] : [scopeText(scope)]));
    const names = scopes.join(', ');
    const what = scopes.length === 0 ? table : table === 'subscriptions' ? names : `${table} of ${names}`;
    return `not read: ${what}: ${detail}${reason === 'denied' ? ` ${neededText(group)}` : ''}`;
  });
}

function neededText(group: readonly Gap[]): string {
  const needed = group.map((gap) => roleForGap(gap));
  const role = needed.length === 1 ? needed[0]!.text : `${needed[0]!.role} on each of them`;
  return `Needed: ${role}${group[0]!.table === 'subscriptions' ? ', or another --tenant' : ''}.`;
}

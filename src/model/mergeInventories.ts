import type { Inventory } from './inventory.ts';
import { mergeDetails } from './mergeDetails.ts';

/**
 * One inventory of several that were read with different sign-ins, at least one. A resource that more than one of them shows stands in it
 * once. The time is the earliest: no fact is made younger than it is.
 */
export function mergeInventories(parts: readonly [Inventory, ...Inventory[]]): Inventory {
  const [first, ...others] = parts;
  if (others.length === 0) return first;
  const earliest = parts.reduce((oldest, part) => (part.takenAt < oldest.takenAt ? part : oldest));
  const rows = <K extends Table>(table: K): Inventory[K] =>
    distinct(parts.flatMap((part) => part[table] as readonly Row[])) as Inventory[K];
  const details = parts.map((part) => part.details).filter((one) => one !== undefined);
  return {
    source: first.source,
    depth: parts.every(({ depth }) => depth === 'full') ? 'full' : 'inventory',
    ...(details.length > 0 && { details: details.reduce(mergeDetails) }),
    takenAt: earliest.takenAt,
    clockSkewMs: earliest.clockSkewMs,
    subscriptions: rows('subscriptions'),
    regions: rows('regions'),
    resourceGroups: rows('resourceGroups'),
    machines: rows('machines'),
    disks: rows('disks'),
    networkInterfaces: rows('networkInterfaces'),
    storageAccounts: rows('storageAccounts'),
    vaults: rows('vaults'),
    protectedItems: rows('protectedItems'),
    otherItems: parts.reduce((sum, { otherItems }) => sum + otherItems, 0),
    replicationPolicies: rows('replicationPolicies'),
    containerMappings: rows('containerMappings'),
    recoveryPlans: rows('recoveryPlans'),
    serviceHealthAlerts: rows('serviceHealthAlerts'),
    alertProcessingRules: rows('alertProcessingRules'),
    backupItems: rows('backupItems'),
    backupPolicies: rows('backupPolicies'),
    links: rows('links'),
    gaps: parts.flatMap(({ gaps }) => gaps),
  };
}

interface Row {
  readonly id: string;
}
type Table = { [K in keyof Inventory]-?: Inventory[K] extends readonly Row[] ? K : never }[keyof Inventory];

function distinct(rows: readonly Row[]): readonly Row[] {
  return [...new Map(rows.map((row) => [row.id, row])).values()];
}

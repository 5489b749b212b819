import type { Inventory } from './inventory.ts';
import { mergeDetails } from './mergeDetails.ts';
import type { Dated } from './resource.ts';

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

interface Row extends Dated {
  readonly id: string;
}
type Table = { [K in keyof Inventory]-?: Inventory[K] extends readonly Row[] ? K : never }[keyof Inventory];

/** What one sign-in could not read again may have been read with another. */
function distinct(rows: readonly Row[]): readonly Row[] {
  const byId = new Map<string, Row>();
  for (const row of rows) if (row.asOf === undefined || !byId.has(row.id)) byId.set(row.id, row);
  return [...byId.values()];
}

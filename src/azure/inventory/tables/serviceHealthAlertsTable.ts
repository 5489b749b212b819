import type { ServiceHealthAlert } from '../../../model/alerts.ts';
import type { InventoryTable } from '../inventoryTable.ts';
import { armIdOf, flagOf, listOf, recordOf, recordsOf, textOf, textsOf, wholeOf, type Row } from '../../values.ts';
import { namedOf } from './resourceOf.ts';

/** Shape: ARM template reference `Microsoft.Insights/activityLogAlerts` 2020-10-01. */
export const serviceHealthAlertsTable: InventoryTable<ServiceHealthAlert> = {
  name: 'serviceHealthAlerts',
  from: 'resources',
  type: 'microsoft.insights/activitylogalerts',
  columns: {
    name: 'name',
    enabled: 'properties.enabled',
    scopes: 'properties.scopes',
    condition: 'properties.condition',
    actions: 'properties.actions',
  },
  list: { per: 'subscription', path: '/providers/Microsoft.Insights/activityLogAlerts', apiVersion: '2020-10-01' },
  parse: parseServiceHealthAlert,
};

/** Undefined for an alert of another category. One whose condition is not readable may be anything: all of it stays unknown. */
export function parseServiceHealthAlert(row: Row): ServiceHealthAlert | undefined {
  const named = namedOf(row);
  const clauses = recordsOf(recordOf(row['condition'])?.['allOf']);
  if (!named || (clauses && !wordsOf(clauses, 'category')?.includes('servicehealth'))) return undefined;
  return {
    ...named,
    enabled: flagOf(row['enabled']),
    scopes: wholeOf(listOf(row['scopes'])?.map(armIdOf)),
    regions: clauses && wordsOf(clauses, 'properties.impactedservices[*].impactedregions[*].regionname'),
    services: clauses && wordsOf(clauses, 'properties.impactedservices[*].servicename'),
    incidentTypes: clauses && wordsOf(clauses, 'properties.incidenttype'),
    actionGroupIds: wholeOf(
      listOf(recordOf(row['actions'])?.['actionGroups'])?.map((action) => armIdOf(recordOf(action)?.['actionGroupId'])),
    ),
  };
}

/** What the clauses on a field allow, lower-case; null: no clause is about it. A clause is `equals`, `containsAny`, or `anyOf` such clauses. */
function wordsOf(clauses: readonly Row[], field: string): readonly string[] | null {
  const about = clauses
    .flatMap((clause) => recordsOf(clause['anyOf']) ?? [clause])
    .filter((clause) => textOf(clause['field'])?.toLowerCase() === field);
  const words = about.flatMap((clause) => textsOf(clause['containsAny']) ?? textOf(clause['equals']) ?? []);
  return about.length === 0 ? null : words.map((word) => word.toLowerCase());
}

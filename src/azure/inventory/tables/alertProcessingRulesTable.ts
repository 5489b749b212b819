import type { AlertFilter, AlertProcessingRule } from '../../../model/alerts.ts';
import type { InventoryTable } from '../inventoryTable.ts';
import { armIdOf, flagOf, listOf, recordOf, textOf, wholeOf, type Row } from '../../values.ts';
import { namedOf } from './resourceOf.ts';

/** Shape: ARM template reference `Microsoft.AlertsManagement/actionRules` 2021-08-08. */
export const alertProcessingRulesTable: InventoryTable<AlertProcessingRule> = {
  name: 'alertProcessingRules',
  from: 'resources',
  type: 'microsoft.alertsmanagement/actionrules',
  columns: {
    name: 'name',
    enabled: 'properties.enabled',
    scopes: 'properties.scopes',
    conditions: 'properties.conditions',
    schedule: 'properties.schedule',
    actions: 'properties.actions',
  },
  list: { per: 'subscription', path: '/providers/Microsoft.AlertsManagement/actionRules', apiVersion: '2021-08-08' },
  parse: parseAlertProcessingRule,
};

/** `conditions` and `schedule` are left out by Azure where there are none: read so when the scopes are there. */
export function parseAlertProcessingRule(row: Row): AlertProcessingRule | undefined {
  const named = namedOf(row);
  const actions = wholeOf(listOf(row['actions'])?.map(recordOf));
  const scopes = wholeOf(listOf(row['scopes'])?.map(armIdOf));
  return (
    named && {
      ...named,
      enabled: flagOf(row['enabled']),
      scopes,
      filters: scopes && filtersOf(row['conditions']),
      isScheduled: scopes && isScheduled(row['schedule']),
      actionGroupIds: wholeOf(actions?.flatMap((action) => listOf(action['actionGroupIds']) ?? []).map(armIdOf)),
      silences: actions?.some((action) => textOf(action['actionType'])?.toLowerCase() === 'removeallactiongroups'),
    }
  );
}

function filtersOf(conditions: unknown): readonly AlertFilter[] | undefined {
  return wholeOf(listOf(conditions ?? [])?.map(filterOf));
}

function filterOf(condition: unknown): AlertFilter | undefined {
  const one = recordOf(condition);
  const [field, operator] = [textOf(one?.['field']), textOf(one?.['operator'])];
  const values = wholeOf(listOf(one?.['values'])?.map(textOf));
  return field === undefined || operator === undefined || values === undefined
    ? undefined
    : { field: field.toLowerCase(), operator: operator.toLowerCase(), values: values.map((value) => value.toLowerCase()) };
}

/** A schedule with a beginning alone is none any more. */
function isScheduled(value: unknown): boolean | undefined {
  if (value === undefined || value === null) return false;
  const schedule = recordOf(value);
  return schedule && (textOf(schedule['effectiveUntil']) !== undefined || (listOf(schedule['recurrences']) ?? []).length > 0);
}

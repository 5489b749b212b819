import type { AlertProcessingRule } from '../../model/alerts.ts';
import type { InventoryTable } from '../inventoryTable.ts';
import { armIdOf, flagOf, recordsOf, textsOf, type Row } from '../values.ts';
import { namedOf } from './resourceOf.ts';

/** Shape: ARM template reference `Microsoft.AlertsManagement/actionRules` 2021-08-08. */
export const alertProcessingRulesTable: InventoryTable<AlertProcessingRule> = {
  name: 'alertProcessingRules',
  from: 'resources',
  type: 'microsoft.alertsmanagement/actionrules',
  columns: { name: 'name', enabled: 'properties.enabled', scopes: 'properties.scopes', actions: 'properties.actions' },
  list: { per: 'subscription', path: '/providers/Microsoft.AlertsManagement/actionRules', apiVersion: '2021-08-08' },
  parse: parseAlertProcessingRule,
};

export function parseAlertProcessingRule(row: Row): AlertProcessingRule | undefined {
  const named = namedOf(row);
  const ids = (texts: readonly unknown[]): AlertProcessingRule['scopes'] => texts.map(armIdOf).filter((id) => id !== undefined);
  const actions = recordsOf(row['actions']);
  const scopes = textsOf(row['scopes']);
  return (
    named && {
      ...named,
      enabled: flagOf(row['enabled']),
      scopes: scopes && ids(scopes),
      actionGroupIds: actions && ids(actions.flatMap((action) => textsOf(action['actionGroupIds']) ?? [])),
    }
  );
}

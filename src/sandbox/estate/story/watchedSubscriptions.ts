import { actionGroup, alertProcessingRule, serviceHealthAlert } from '../alerts.ts';
import type { EstateBuilder } from '../estateBuilder.ts';
import { groupOfSite, type Site } from './foundations.ts';

/** Who is told of what: production of everything, shared services of two of their regions, development of nothing. */
export function watchedSubscriptions(b: EstateBuilder, production: Site, dev: Site, shared: Site): void {
  const operations = groupOfSite(b, production, 'rg-operations');
  const operators = actionGroup(b, operations, 'ag-operators');
  serviceHealthAlert(b, operations, 'service-health', operators);
  alertProcessingRule(b, operations, 'tell-operators', operators);

  alertProcessingRule(b, groupOfSite(b, dev, 'rg-devtools-weu'), 'silence-development');

  const sharedPlace = groupOfSite(b, shared, 'rg-ops-shared');
  serviceHealthAlert(b, sharedPlace, 'service-health-europe', operators, ['North Europe', 'West Europe', 'Global']);
  alertProcessingRule(b, sharedPlace, 'tell-operators', operators);
}

import type { ArmResource } from '../../resource.ts';
import { textAt } from '../field.ts';
import { nameGuid } from '../nameGuid.ts';

/** The GUID by which jobs, recovery plans and health errors name a protected machine: in all of them the same [recorded]. */
export function entityOf(item: ArmResource): string {
  return textAt(item, 'properties', 'healthErrors', '0', 'entityId') ?? nameGuid(item.id);
}

import { healthError } from '../recovery/healthError.ts';
import type { EstateBuilder } from './estateBuilder.ts';

/** Every item without a successful test failover carries this one (recorded). */
export function neverDrilled(machineName: string, entityId: string, time: string): Record<string, unknown> {
  return healthError('161011', { name: machineName, entityId, time });
}

/**
 * The validator of Site Recovery has found something that the failover needs gone. [GAP]: no such error was recorded; the shape is that of
 * 161011 and of the same source, the category is one of OpenAPI 2023-06-01 `HealthError`, the code is made up.
 */
export function missingSubnet(machineName: string, entityId: string, time: string): Record<string, unknown> {
  return {
    ...neverDrilled(machineName, entityId, time),
    errorLevel: 'Error',
    errorCategory: 'Configuration',
    errorCode: '161099',
    errorMessage: `The subnet that the virtual machine '${machineName}' is to be failed over into was not found.`,
    possibleCauses: 'The subnet was deleted or renamed after it was chosen in the network settings of the replicated item.',
    recommendedAction: 'Choose another subnet in the network settings of the replicated item.',
    errorId: '6:8099',
    customerResolvability: 'Allowed',
  };
}

/** What an item in trouble says. */
export function replicationTrouble(
  b: EstateBuilder,
  level: 'Warning' | 'Critical',
  machineName: string,
  entityId: string,
  hours: number,
): Record<string, unknown> {
  return healthError(level === 'Critical' ? '153007' : '153006', { name: machineName, entityId, time: b.hoursAgo(hours) });
}

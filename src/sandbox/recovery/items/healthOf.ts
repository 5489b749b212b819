import { textAt } from '../field.ts';

/** The properties of an item that its health errors decide. [GAP] Only `Normal` replication and `Warning` for want of a test were recorded. */
export function healthOf(healthErrors: readonly unknown[]): Readonly<Record<string, unknown>> {
  return {
    healthErrors,
    replicationHealth: worst(healthErrors.filter((error) => !isOfFailover(error))),
    failoverHealth: worst(healthErrors.filter((error) => isOfFailover(error))),
  };
}

/** Whether the validator of failovers has found an error, as it has found the recorded one. */
function isOfFailover(error: unknown): boolean {
  return textAt(error, 'errorSource') === 'ReplicationUnitFailoverValidatorError';
}

function worst(errors: readonly unknown[]): 'Normal' | 'Warning' | 'Critical' {
  if (errors.length === 0) return 'Normal';
  return errors.some((error) => textAt(error, 'errorLevel') === 'Error') ? 'Critical' : 'Warning';
}

import type { Call } from '../../wire.ts';
import type { World } from '../../world.ts';
import { fieldAt, textAt } from '../field.ts';
import { invalidInput } from '../siteRecoveryError.ts';
import { requireA2A } from './replicationInput.ts';

/** [GAP] The answer to details of another kind of replication, which would read as a failover without a point, was never recorded. With Azure to Azure every failover goes from primary to recovery, failing back too: its sides have been switched before [recorded]. */
export function requireForward(world: World, call: Call): void {
  const direction = textAt(call.body, 'properties', 'failoverDirection') ?? 'PrimaryToRecovery';
  if (direction.toLowerCase() !== 'primarytorecovery')
    throw invalidInput(world, call, `The failover direction '${direction}' is not valid.`);
  if (fieldAt(call.body, 'properties', 'providerSpecificDetails') !== undefined) requireA2A(world, call);
}

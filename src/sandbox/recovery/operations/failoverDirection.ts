import type { Call } from '../../wire.ts';
import type { World } from '../../world.ts';
import { textAt } from '../field.ts';
import { invalidInput } from '../siteRecoveryError.ts';

/** With Azure to Azure every failover goes from primary to recovery, failing back too: its sides have been switched before [recorded]. */
export function requireForward(world: World, call: Call): void {
  const direction = textAt(call.body, 'properties', 'failoverDirection') ?? 'PrimaryToRecovery';
  if (direction.toLowerCase() !== 'primarytorecovery')
    throw invalidInput(world, call, `The failover direction '${direction}' is not valid.`);
}

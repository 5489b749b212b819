import type { World } from '../world.ts';
import { siteRecoveryError } from './siteRecoveryError.ts';
import { requireVault, VAULT } from './vaultScope.ts';

/**
 * Refuses every change inside a fabric that belongs to other kinds of replication (Hyper-V, VMware, migration). Without this, the generic
 * resources would take it for a thing to store, and a machine would look protected that is not. [GAP] An answer of the sandbox, not of Azure.
 */
export function refuseOtherWrites(world: World): void {
  for (const method of ['PUT', 'PATCH', 'POST', 'DELETE']) {
    world.router.add(method, `${VAULT}/replicationFabrics/{fabric}/{*rest}`, (call) => {
      requireVault(world, call);
      throw siteRecoveryError(world, call, {
        status: 501,
        code: 'NotImplemented',
        detail: 'NotInSandbox',
        message: `The sandbox does not play ${call.method} of '${call.path.split('/').slice(11).join('/')}'.`,
        possibleCauses: 'This operation of Site Recovery is not part of the sandbox.',
        recommendedAction: 'Use Azure for this operation.',
      });
    });
  }
}

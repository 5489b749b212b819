import type { World } from '../world.ts';
import { resourceKinds } from './resourceKinds.ts';
import { siteRecoveryError } from './siteRecoveryError.ts';
import { requireVault, VAULT } from './vaultScope.ts';

/**
 * Refuses every change of Site Recovery that the sandbox does not play: other kinds of replication (Hyper-V, VMware, migration), intents. Without
 * this, the generic resources would take it for a thing to store, and a machine would look protected that is not. [GAP] An answer of the
 * sandbox, not of Azure.
 */
export function refuseOtherWrites(world: World): void {
  const collections = new Set(resourceKinds.map(({ path }) => path.split('/')[0] ?? ''));
  for (const method of ['PUT', 'PATCH', 'POST', 'DELETE']) {
    for (const collection of collections) {
      world.router.add(method, `${VAULT}/${collection}/{*rest}`, (call) => {
        requireVault(world, call);
        throw siteRecoveryError(world, call, {
          status: 501,
          code: 'NotImplemented',
          detail: 'NotInSandbox',
          message: `The sandbox does not play ${call.method} of '${call.path.split('/').slice(9).join('/')}'.`,
          possibleCauses: 'This operation of Site Recovery is not part of the sandbox.',
          recommendedAction: 'Use Azure for this operation.',
        });
      });
    }
  }
}

import type { World } from '../world.ts';
import { supportedOperatingSystems } from './supportedOperatingSystems.ts';
import { requireVault, siteRecoveryId, VAULT, VAULT_TYPE } from './vaultScope.ts';

export function registerSupportedSystems(world: World): void {
  world.router.add('GET', `${VAULT}/replicationSupportedOperatingSystems`, (call) => ({
    status: 200,
    body: {
      id: siteRecoveryId(`${requireVault(world, call).id}/replicationSupportedOperatingSystems/Default`),
      name: 'Default',
      type: `${VAULT_TYPE}/replicationSupportedOperatingSystems`,
      properties: { supportedOsList: supportedOperatingSystems() },
    },
  }));
}

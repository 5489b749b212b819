import type { World } from '../world.ts';
import { fieldAt } from './field.ts';
import { targetOf } from './siteRecoveryBody.ts';
import { requireVault, VAULT } from './vaultScope.ts';

const PATH = 'replicationVaultSettings/{setting}';

/**
 * Settings that only replication to Azure from elsewhere reads; Terraform writes them with each vault. Unlike other changes of Site Recovery they are
 * there at once: clients of each language take 200 and nothing else [OpenAPI]. [GAP] Never recorded.
 */
export function registerVaultSettings(world: World): void {
  world.router.add('PUT', `${VAULT}/${PATH}`, (call) => {
    const { id, name, type } = targetOf(world, call, requireVault(world, call), PATH);
    const sent = (key: string): unknown => fieldAt(call.body, 'properties', key) ?? null;
    const properties = { migrationSolutionId: sent('migrationSolutionId'), vmwareToAzureProviderType: sent('vmwareToAzureProviderType') };
    const settings = { id, name, type, properties };
    world.store.put(settings);
    return { status: 200, body: settings };
  });
}

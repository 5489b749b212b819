import type { World } from '../world.ts';
import { acceptJob } from './acceptedReply.ts';
import { fieldAt } from './field.ts';
import { nameGuid } from './nameGuid.ts';
import { updateVaultSettings } from './jobs/scenarios.ts';
import { targetOf } from './siteRecoveryBody.ts';
import { requireVault, VAULT } from './vaultScope.ts';

const PATH = 'replicationVaultSettings/{setting}';

/** Settings that only replication to Azure from elsewhere reads; Terraform writes them with each vault. [GAP] Never recorded. */
export function registerVaultSettings(world: World): void {
  world.router.add('PUT', `${VAULT}/${PATH}`, (call) => {
    const vault = requireVault(world, call);
    const { id, name, type } = targetOf(world, call, vault, PATH);
    const sent = (key: string): unknown => fieldAt(call.body, 'properties', key) ?? null;
    const properties = { migrationSolutionId: sent('migrationSolutionId'), vmwareToAzureProviderType: sent('vmwareToAzureProviderType') };
    return acceptJob(world, call, vault.id, id, {
      scenario: updateVaultSettings,
      target: { id: nameGuid(vault.id), name: vault.name },
      complete: () => world.store.put({ id, name, type, properties }),
    });
  });
}

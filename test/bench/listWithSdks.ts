import { ComputeManagementClient } from '@azure/arm-compute';
import { RecoveryServicesClient } from '@azure/arm-recoveryservices';
import { SiteRecoveryManagementClient } from '@azure/arm-recoveryservices-siterecovery';
import { SubscriptionClient } from '@azure/arm-resources-subscriptions';
import { StorageManagementClient } from '@azure/arm-storage';
import { sandboxCredential } from '../../src/azure/wire/connection.ts';
import { trusting } from '../../src/azure/wire/trusting.ts';

/**
 * How long the plain way takes, ms: machines, disks, accounts, vaults and protected items by the SDKs' own lists, one after the other.
 * `ca`: PEM of the endpoint's authority.
 */
export async function listWithSdks(endpoint: string, ca: string): Promise<number> {
  const scopes = [`${endpoint}/.default`];
  const options = { endpoint, credentials: { scopes }, credentialScopes: scopes, httpClient: trusting(ca) };
  const from = performance.now();
  const subscriptions = await Array.fromAsync(new SubscriptionClient(sandboxCredential, options).subscriptions.list());
  for (const { subscriptionId: id = '' } of subscriptions) {
    const compute = new ComputeManagementClient(sandboxCredential, id, options);
    await Array.fromAsync(compute.virtualMachines.listAll());
    await Array.fromAsync(compute.disks.list());
    await Array.fromAsync(new StorageManagementClient(sandboxCredential, id, options).storageAccounts.list());
    const vaults = await Array.fromAsync(new RecoveryServicesClient(sandboxCredential, id, options).vaults.listBySubscriptionId());
    const siteRecovery = new SiteRecoveryManagementClient(sandboxCredential, id, { ...options, $host: endpoint });
    for (const { id: vaultId = '', name = '' } of vaults) {
      await Array.fromAsync(siteRecovery.replicationProtectedItems.list(name, vaultId.split('/')[4] ?? ''));
    }
  }
  return performance.now() - from;
}

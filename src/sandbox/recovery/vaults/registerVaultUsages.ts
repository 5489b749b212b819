import type { ArmResource } from '../../resource.ts';
import type { World } from '../../world.ts';
import { ITEM_TYPE } from '../containerPairing.ts';
import { fieldAt } from '../field.ts';
import { JOB_TYPE } from '../jobs/startJob.ts';
import { BACKUP_ITEM_TYPE, requireVault, VAULT, VAULT_TYPE } from '../vaultScope.ts';

/** What is counted in a vault. */
export function registerVaultUsages(world: World): void {
  world.router
    .add('GET', `${VAULT}/usages`, (call) => ({ status: 200, body: { value: usages(world, requireVault(world, call)) } }))
    .add('GET', `${VAULT}/replicationUsages`, (call) => ({
      status: 200,
      body: { value: [replicationUsage(world, requireVault(world, call))] },
    }));
}

/** The form is that of the OpenAPI's `VaultUsage`. [GAP] Which usages a vault names was never read. */
function usages(world: World, vault: ArmResource): unknown[] {
  const usage = (value: string, localizedValue: string, type: string): unknown => ({
    unit: 'Count',
    quotaPeriod: 'P1D',
    nextResetTime: '0001-01-01T00:00:00Z',
    currentValue: world.store.list(type, vault.id).length,
    limit: -1,
    name: { value, localizedValue },
  });
  return [
    usage('BackupProtectedItemCount', 'Backup protected items', BACKUP_ITEM_TYPE),
    usage('ReplicationProtectedItemCount', 'Replication protected items', ITEM_TYPE),
  ];
}

/** The form is that of the OpenAPI's `ReplicationUsage`. */
function replicationUsage(world: World, vault: ArmResource): unknown {
  const list = (type: string): ArmResource[] => world.store.list(type, vault.id);
  const jobs = (state: string): number => list(JOB_TYPE).filter((job) => fieldAt(job, 'properties', 'state') === state).length;
  const items = list(ITEM_TYPE);
  return {
    monitoringSummary: {
      unHealthyVmCount: items.filter((item) => fieldAt(item, 'properties', 'replicationHealth') === 'Critical').length,
      unHealthyProviderCount: 0,
      eventsCount: list(`${VAULT_TYPE}/replicationEvents`).filter((event) => fieldAt(event, 'properties', 'severity') === 'Critical')
        .length,
      deprecatedProviderCount: 0,
      supportedProviderCount: 0,
      unsupportedProviderCount: 0,
    },
    jobsSummary: { failedJobs: jobs('Failed'), suspendedJobs: jobs('Suspended'), inProgressJobs: jobs('InProgress') },
    protectedItemCount: items.length,
    recoveryPlanCount: list(`${VAULT_TYPE}/replicationRecoveryPlans`).length,
    registeredServersCount: 0,
    recoveryServicesProviderAuthType: 1,
  };
}

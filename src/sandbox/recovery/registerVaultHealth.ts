import type { ArmResource } from '../resource.ts';
import type { World } from '../world.ts';
import { acceptJob } from './acceptedReply.ts';
import { CONTAINER_TYPE, ITEM_TYPE } from './containerPairing.ts';
import { listAt, textAt } from './field.ts';
import { nameGuid } from './nameGuid.ts';
import { operationResult } from './registerOperations.ts';
import { refreshVaultHealth } from './jobs/scenarios.ts';
import { requireVault, siteRecoveryId, VAULT, VAULT_TYPE } from './vaultScope.ts';

/** Health of a vault as a whole: counted from its items whenever it is asked for. */
export function registerVaultHealth(world: World): void {
  const { router } = world;
  router.add('GET', `${VAULT}/replicationVaultHealth`, (call) => ({ status: 200, body: vaultHealth(world, requireVault(world, call)) }));
  router.add('GET', `${VAULT}/replicationVaultHealth/operationresults/{operation}`, (call) =>
    operationResult(world, call, () => vaultHealth(world, requireVault(world, call))),
  );
  router.add('POST', `${VAULT}/replicationVaultHealth/default/refresh`, (call) => {
    const vault = requireVault(world, call);
    return acceptJob(world, call, vault.id, `${vault.id}/replicationVaultHealth`, {
      scenario: refreshVaultHealth,
      target: { id: vaultNumber(vault.id), name: '' },
      complete: () => {},
    });
  });
}

/** Jobs about a vault name it by a number of 19 digits [recorded]. */
export function vaultNumber(vaultId: string): string {
  const hex = nameGuid(vaultId).replaceAll('-', '').slice(0, 15);
  return String(10n ** 18n + BigInt(`0x${hex}`));
}

function vaultHealth(world: World, vault: ArmResource): unknown {
  const { store } = world;
  const items = store.list(ITEM_TYPE, vault.id);
  const summary = (type: string): unknown => ({
    resourceCount: store.list(type, vault.id).length,
    issues: [],
    categorizedResourceCounts: null,
  });
  return {
    name: 'Default',
    type: `${VAULT_TYPE}/replicationVaultHealth`,
    id: siteRecoveryId(`${vault.id}/replicationVaultHealth/Default`),
    properties: {
      vaultErrors: [],
      protectedItemsHealth: { resourceCount: items.length, issues: [], categorizedResourceCounts: itemCounts(items) },
      fabricsHealth: summary(`${VAULT_TYPE}/replicationFabrics`),
      containersHealth: summary(CONTAINER_TYPE),
    },
  };
}

/** The keys are recorded (all zero, in an empty vault). [GAP] What exactly each counts follows from its name. */
function itemCounts(items: readonly ArmResource[]): Record<string, number> {
  const count = (passes: (item: ArmResource) => boolean): number => items.filter(passes).length;
  const is =
    (key: string, value: string) =>
    (item: ArmResource): boolean =>
      textAt(item, 'properties', key) === value;
  const hasError =
    (category: string, level: string) =>
    (item: ArmResource): boolean => {
      const errors = listAt(item, 'properties', 'healthErrors');
      return errors.some((error) => textAt(error, 'errorCategory') === category && textAt(error, 'errorLevel') === level);
    };
  return {
    testFailoverApplicableProtectedItemsCount: count((item) => listAt(item, 'properties', 'allowedOperations').includes('TestFailover')),
    testFailoverInProgressProtectedItemsCount: count(is('testFailoverState', 'InProgress')),
    testFailoverWaitingProtectedItemsCount: count(is('testFailoverState', 'WaitingForCompletion')),
    protectedItemsCriticalCount: count(is('replicationHealth', 'Critical')),
    protectedItemsWarningCount: count(is('replicationHealth', 'Warning')),
    protectedItemsNeutralCount: count(is('replicationHealth', 'None')),
    protectedItemsTestFailoverCriticalCount: count(hasError('TestFailover', 'Error')),
    protectedItemsTestFailoverWarningCount: count(hasError('TestFailover', 'Warning')),
    protectedItemsConfigurationCriticalCount: count(hasError('Configuration', 'Error')),
    protectedItemsConfigurationWarningCount: count(hasError('Configuration', 'Warning')),
    protectedItemsFailoverHealthCriticalCount: count(is('failoverHealth', 'Critical')),
    protectedItemsFailoverHealthWarningCount: count(is('failoverHealth', 'Warning')),
  };
}

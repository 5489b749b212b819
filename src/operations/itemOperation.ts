import type { WriteCall } from '../azure/armWriter.ts';
import { recoveryApiVersion } from '../azure/siteRecovery/recoveryAccess.ts';
import type { RecoveryItem } from '../model/recoveryItem.ts';
import { operationNeeded, type ItemCommand } from './offeredCommands.ts';
import type { Operation } from './operation.ts';
import type { PostStep, Step } from './step.ts';
import { vaultPathOf } from './vaultPathOf.ts';

/**
 * Names of the scenarios by which the jobs of these requests are known. Documented: TestFailover, CommitFailover,
 * SwitchReplicationGroupProtection. The others were never read: these are the likely ones, and a job under another name leaves the question to a person.
 */
const scenarios: Readonly<Record<ItemCommand, readonly string[]>> = {
  'test-failover': ['TestFailover'],
  'cleanup-test': ['TestFailoverCleanup', 'CleanupTestFailover', 'StopTestFailover'],
  failover: ['UnplannedFailover', 'Failover'],
  commit: ['CommitFailover', 'Commit'],
  'change-point': ['ChangePit', 'ChangeRecoveryPoint', 'ApplyRecoveryPoint'],
  reprotect: ['SwitchReplicationGroupProtection'],
  update: ['UpdateVmProperties', 'UpdateReplicationProtectedItem', 'UpdateProtectedItem'],
  'add-disk': ['AddDisks', 'AddDisk'],
  repair: ['RepairReplication', 'Resynchronize'],
  disable: ['DisableDr', 'DisableProtection', 'RemoveProtection'],
};

/** The one request of a command about an item; `body` undefined: it has none. The step is called like the command. */
export function itemStep(
  item: RecoveryItem,
  name: ItemCommand,
  title: string,
  call: Pick<WriteCall, 'path' | 'body'> & { readonly method?: WriteCall['method'] },
): PostStep {
  return {
    kind: 'post',
    name,
    title,
    needs: operationNeeded[name],
    call: { method: 'POST', ...call, apiVersion: recoveryApiVersion },
    search: { scenarios: scenarios[name], itemId: item.azureId },
  };
}

/** An operation about a machine that is replicated, from what was read of its item a moment ago. */
export function itemOperation(
  kind: ItemCommand,
  item: RecoveryItem,
  steps: readonly Step[],
  inputs: Readonly<Record<string, string>> = {},
): Operation {
  return {
    kind,
    subject: item.machineId.toLowerCase(),
    machine: item.friendlyName,
    vaultId: vaultPathOf(item.azureId),
    inputs,
    steps,
    confirmed: item,
  };
}

import { vaultPathOf } from '../../model/armPath.ts';
import { apiVersions } from '../../azure/apiVersions.ts';
import type { WriteCall } from '../../azure/wire/armWriter.ts';
import type { RecoveryItem } from '../../model/recoveryItem.ts';
import { operationNeeded, type ItemCommand } from './offeredCommands.ts';
import type { Operation } from '../operation.ts';
import type { PostStep, Step } from '../step.ts';

/**
 * Names of the scenarios by which the jobs of these requests are known: documented for machines in Azure, or recorded with them by the tests of
 * Azure PowerShell; UpdateVmProperties (Hyper-V), DisableDr (VMM) and RepairVMReplication (VMware) were read of other machines only. A job under
 * another name leaves the question to a person.
 */
const scenarios: Readonly<Record<ItemCommand, readonly string[]>> = {
  'test-failover': ['TestFailover'],
  'cleanup-test': ['TestFailoverCleanup'],
  failover: ['UnplannedFailover'],
  commit: ['CommitFailover'],
  'change-point': ['ChangePit'],
  reprotect: ['SwitchReplicationGroupProtection'],
  update: ['UpdateVmProperties'],
  'add-disk': ['AddDisks'],
  repair: ['RepairVMReplication'],
  disable: ['DisableDr'],
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
    call: { method: 'POST', ...call, apiVersion: apiVersions.siteRecovery },
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

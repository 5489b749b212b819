import { bodyObject } from '../../arm/generic.ts';
import { keyOf, type ArmResource } from '../../resource.ts';
import type { ArmError, Call, Reply } from '../../wire.ts';
import type { World } from '../../world.ts';
import { fieldAt, textAt } from '../field.ts';
import { implyParents } from '../implyParents.ts';
import { patchProperties } from '../patchProperties.ts';
import { BACKUP_ITEM_TYPE, requireVault, vaultIdOf } from '../vaultScope.ts';
import { acceptBackupJob } from './acceptBackupJob.ts';
import { backupError, invalidProtectionRequest, itemIsImmutable, itemNotFound } from './backupError.ts';
import type { BackupJobPlan } from './backupJob.ts';
import { newBackupItem, NO_POLICY, policyOf } from './backupItemBody.ts';
import { backupItemId, machineKey, namedKey } from './backupNames.ts';
import { countProtectedItems } from './backupPolicies.ts';
import { digits } from './digits.ts';
import { isDiscovered } from './protectableItems.ts';
import { immutabilityOf, isSoftDeleted, keepItem } from './softDelete.ts';

/** Recorded. */
const CONFIGURE_SECONDS = 31;
/** [GAP] Stopping was not recorded; it does no more than enabling. */
const STOP_SECONDS = 31;
/** Recorded. */
const UNDELETE_SECONDS = 11;

/** One PUT does it all: a machine's backup is enabled, gets another policy, is stopped with its data kept, resumed, or taken back from deletion. */
export function putBackupItem(world: World, call: Call): Reply {
  const vault = requireVault(world, call);
  const sent = fieldAt(bodyObject(call), 'properties');
  const key = namedKey(call.params['container'] ?? '', call.params['item'] ?? '');
  if (key === undefined) throw notPlayed(call);
  return changeBackupItem(world, call, vault, key, sent);
}

/** What a PUT of the machine's item does, by the state in which the item is and what is sent. */
export function changeBackupItem(world: World, call: Call, vault: ArmResource, key: string, sent: unknown): Reply {
  const before = world.store.get(backupItemId(vault.id, key));
  const state = textAt(sent, 'protectionState');
  const isStop = state === 'ProtectionStopped' || state === 'BackupsSuspended';
  if (!before) {
    if (isStop) throw itemNotFound();
    return enable(world, call, vault, sent, key);
  }
  if (isSoftDeleted(before)) return undelete(world, call, before, key, sent);
  if (isStop) {
    if (state === 'BackupsSuspended' && immutabilityOf(vault) === 'Disabled') throw itemIsImmutable();
    return stop(world, call, before, key, state);
  }
  return changePolicy(world, call, vault, before, key, sent);
}

/** Other things than machines. [GAP] An answer of the sandbox, not of Azure. */
function notPlayed(call: Call): ArmError {
  if (/^iaasvmcontainer;/i.test(call.params['container'] ?? '')) return invalidProtectionRequest();
  return backupError('NotImplemented', `The sandbox plays backups of machines only, not of '${call.params['item']}'.`, 501);
}

/** Enables the backup of the machine that the request names. */
function enable(world: World, call: Call, vault: ArmResource, sent: unknown, key: string): Reply {
  const machine = world.store.get(textAt(sent, 'sourceResourceId') ?? '');
  if (!machine || machineKey(machine.id) !== key || !isDiscovered(vault, machine)) throw invalidProtectionRequest();
  const policy = machinePolicy(world, vault, sent);
  const id = backupItemId(vault.id, key);
  return accept(world, call, id, key, machine.name, {
    operation: 'ConfigureBackup',
    propertyBag: { 'Policy Name': policy.name },
    seconds: CONFIGURE_SECONDS,
    complete: () => {
      assertInNoOtherVault(world, vault, machine);
      const item = newBackupItem({ id, machine, policy, dataId: digits(world) });
      implyParents(world.store, item, world.clock.now());
      world.store.put(item);
    },
  });
}

/** A machine is in one vault at a time. Text: terraform-provider-azapi #398, as what the job failed with. [GAP] The code that goes with it. */
function assertInNoOtherVault(world: World, vault: ArmResource, machine: ArmResource): void {
  const inOther = world.store
    .list(BACKUP_ITEM_TYPE)
    .some(
      (item) =>
        keyOf(textAt(item, 'properties', 'sourceResourceId') ?? '') === keyOf(machine.id) && keyOf(vaultIdOf(item.id)) !== keyOf(vault.id),
    );
  if (!inOther) return;
  throw backupError(
    'UserErrorVmRegisteredWithAnotherVault',
    'Virtual machine is already registered\\registering with another recovery services vault. Please select a different virtual machine for registration.',
  );
}

/** The policy that a request names, which must be one for machines. */
function machinePolicy(world: World, vault: ArmResource, sent: unknown): ArmResource {
  const policyId = textAt(sent, 'policyId') ?? '';
  const policy = keyOf(vaultIdOf(policyId)) === keyOf(vault.id) ? world.store.get(policyId) : undefined;
  // [GAP] What Azure says of a policy that is not there was never read; this is its answer to other ids that it cannot use.
  if (!policy) throw backupError('BMSUserErrorInvalidInput', 'Input provided for the call is invalid');
  if (textAt(policy, 'properties', 'backupManagementType') === 'AzureIaasVM') return policy;
  // Code and text: terraform-provider-azurerm #25845.
  throw backupError(
    'BMSUserErrorInvalidPolicyForGivenProvider',
    'Policy is not valid for given provider type. Please choose valid policy for given provider.',
  );
}

/** Another policy, or backups again after a stop. */
function changePolicy(world: World, call: Call, vault: ArmResource, item: ArmResource, key: string, sent: unknown): Reply {
  const policy = machinePolicy(world, vault, sent);
  const protectionState = textAt(item, 'properties', 'lastRecoveryPoint') === undefined ? 'IRPending' : 'Protected';
  return accept(world, call, item.id, key, nameOf(item), {
    operation: 'ConfigureBackup',
    propertyBag: { 'Policy Name': policy.name },
    seconds: CONFIGURE_SECONDS,
    complete: () => patchProperties(world, item.id, () => ({ ...policyOf(policy), protectionState })),
  });
}

/** Stops backups; where old points go on expiring (`BackupsSuspended`), the item keeps its policy (documented). */
function stop(world: World, call: Call, item: ArmResource, key: string, protectionState: string): Reply {
  return accept(world, call, item.id, key, nameOf(item), {
    operation: 'DisableBackup',
    propertyBag: {},
    seconds: STOP_SECONDS,
    complete: () => patchProperties(world, item.id, () => ({ ...(protectionState === 'ProtectionStopped' && NO_POLICY), protectionState })),
  });
}

/** Takes an item back from deletion: stopped, until it gets a policy again [recorded]. */
function undelete(world: World, call: Call, item: ArmResource, key: string, sent: unknown): Reply {
  if (fieldAt(sent, 'isRehydrate') !== true) {
    // [GAP] That it has to be undeleted first is documented, with neither code nor text.
    throw backupError('UserErrorItemSoftDeleted', 'The backup item is in soft deleted state. Undelete it before any other operation.');
  }
  return accept(world, call, item.id, key, nameOf(item), {
    operation: 'Undelete',
    propertyBag: { 'Undelete flag': 'True' },
    seconds: UNDELETE_SECONDS,
    complete: () => keepItem(world, item.id),
  });
}

function nameOf(item: ArmResource): string {
  return textAt(item, 'properties', 'friendlyName') ?? item.name;
}

type Change = Pick<BackupJobPlan, 'operation' | 'propertyBag'> & BackupJobPlan['steps'][number];

function accept(world: World, call: Call, itemId: string, key: string, machineName: string, change: Change): Reply {
  const { operation, propertyBag, seconds, complete } = change;
  const vaultId = vaultIdOf(itemId);
  const step = {
    seconds,
    complete: (jobId: string) => {
      complete(jobId);
      countProtectedItems(world.store, vaultId);
    },
  };
  return acceptBackupJob(world, call, itemId, { vaultId, key, machineName, operation, propertyBag, steps: [step] });
}

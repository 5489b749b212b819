import { resourceNotFound } from '../../arm/errors.ts';
import { keptBody } from '../../keptTexts.ts';
import type { ArmResource } from '../../resource.ts';
import type { Call, Reply } from '../../wire.ts';
import type { World } from '../../world.ts';
import { accepted, registerBackupOperations } from './acceptBackupJob.ts';
import { backUpNow } from './backUpNow.ts';
import { itemNotFound } from './backupError.ts';
import { backupPoints, requirePoint } from './backupPoints.ts';
import { registerBackupPolicies } from './backupPolicies.ts';
import { cancelBackupJob } from './cancelBackupJob.ts';
import { deleteBackupItem } from './deleteBackupItem.ts';
import { protectableItems } from './protectableItems.ts';
import { putBackupItem } from './putBackupItem.ts';
import { INTENT, putIntent } from './putIntent.ts';
import { restorePoint } from './restorePoint.ts';
import { registerBackupStatus } from './backupStatus.ts';
import { collectionReply } from '../collectionReply.ts';
import { textAt } from '../field.ts';
import { filterBy, isOneOf, isSince, isUntil, type Condition } from '../../filterBy.ts';
import { childId } from '../registerReads.ts';
import { requireVault, VAULT, VAULT_TYPE } from '../vaultScope.ts';

const CONTAINER = 'backupFabrics/{fabric}/protectionContainers/{container}';
const ITEM = `${CONTAINER}/protectedItems/{item}`;

interface BackupList {
  readonly type: string;
  readonly fields: readonly string[];
  /** What the list is ordered by, falling; in the order of ids when absent. */
  readonly newestBy?: (resource: ArmResource) => string;
}

/** Vault-level lists of Azure Backup: what they list, and the fields of their `$filter`. */
const LISTS: Readonly<Record<string, BackupList>> = {
  backupProtectedItems: {
    type: 'backupFabrics/protectionContainers/protectedItems',
    fields: [
      'backupManagementType',
      'workloadType',
      'protectedItemType',
      'friendlyName',
      'policyName',
      'containerName',
      'healthState',
      'protectionState',
    ],
  },
  backupProtectionContainers: {
    type: 'backupFabrics/protectionContainers',
    fields: ['backupManagementType', 'friendlyName', 'registrationStatus', 'healthStatus'],
  },
  backupProtectionIntents: { type: 'backupFabrics/backupProtectionIntent', fields: ['backupManagementType', 'protectionIntentItemType'] },
  backupPolicies: { type: 'backupPolicies', fields: ['backupManagementType', 'workloadType'] },
  backupJobs: {
    type: 'backupJobs',
    fields: ['backupManagementType', 'status', 'operation', 'entityFriendlyName'],
    // [GAP] The order was never read: newest first, as Azure's portal shows them.
    newestBy: (job) => textAt(job, 'properties', 'startTime') ?? '',
  },
};

/** Azure Backup: everything that is read, and the changes of items, policies and jobs. */
export function registerBackup(world: World): void {
  const { router, store } = world;
  registerBackupStatus(world);
  registerBackupPolicies(world);
  registerBackupOperations(world, ITEM);
  for (const [list, { type, fields, newestBy }] of Object.entries(LISTS)) {
    router.add('GET', `${VAULT}/${list}`, (call) => {
      const resources = store.list(`${VAULT_TYPE}/${type}`, requireVault(world, call).id);
      const found = filterBy(resources, call.query.get('$filter'), conditions(fields));
      const page = `${call.origin}${call.path}?${new URLSearchParams([...call.query.entries()]).toString()}`;
      const body = (): unknown => pageOf(world, call, found, newestBy).body;
      return { status: 200, kept: keptBody(world, page, store.moves(`${VAULT_TYPE}/${type}`), body) };
    });
  }
  // Names of containers and items have semicolons (`IaasVMContainer;iaasvmcontainerv2;rg;vm`): they arrive decoded or not.
  for (const path of [CONTAINER, 'backupPolicies/{policy}', 'backupJobs/{job}']) {
    router.add('GET', `${VAULT}/${path}`, (call) => ({ status: 200, body: requireBackupResource(world, call, path) }));
  }
  router
    .add('GET', `${VAULT}/${ITEM}`, (call) => ({ status: 200, body: requireItem(world, call) }))
    .add('PUT', `${VAULT}/${ITEM}`, (call) => putBackupItem(world, call))
    .add('DELETE', `${VAULT}/${ITEM}`, (call) => deleteBackupItem(world, call, ITEM))
    .add('POST', `${VAULT}/${ITEM}/backup`, (call) => backUpNow(world, call, ITEM))
    .add('PUT', `${VAULT}/${INTENT}`, (call) => putIntent(world, call))
    .add('POST', `${VAULT}/backupJobs/{job}/cancel`, (call) => cancelBackupJob(world, call))
    .add('GET', `${VAULT}/backupProtectableItems`, (call) => {
      const found = protectableItems(world, requireVault(world, call));
      const fields = { ...conditions(['backupManagementType', 'friendlyName']), workloadType: isOneOf(() => 'VM') };
      return pageOf(world, call, filterBy(found, call.query.get('$filter'), fields));
    })
    // Nothing has to be looked for: the answer is that of a search that has ended.
    .add('POST', `${VAULT}/backupFabrics/{fabric}/refreshContainers`, (call) => {
      const { id } = world.operations.start({ seconds: 0 });
      const vault = requireVault(world, call);
      return accepted(
        world,
        call,
        `${vault.id}/backupOperations/${id}`,
        `${childId(call, 'backupFabrics/{fabric}')}/operationResults/${id}`,
      );
    })
    .add('GET', `${VAULT}/${ITEM}/recoveryPoints`, (call) => {
      const found = filterBy(backupPoints(world, requireItem(world, call)), call.query.get('$filter'), POINT_CONDITIONS);
      return pageOf(world, call, found, pointTime);
    })
    .add('GET', `${VAULT}/${ITEM}/recoveryPoints/{point}`, (call) => ({
      status: 200,
      body: requirePoint(world, requireItem(world, call), call.params['point'] ?? ''),
    }))
    .add('POST', `${VAULT}/${ITEM}/recoveryPoints/{point}/restore`, (call) => restorePoint(world, call, ITEM));
}

const pointTime = (point: ArmResource): string => textAt(point, 'properties', 'recoveryPointTime') ?? '';
const POINT_CONDITIONS = { startDate: isSince(pointTime), endDate: isUntil(pointTime) };

/** One page of a list. At its end Azure Backup leaves `nextLink` out [recorded]. */
function pageOf(world: World, call: Call, found: readonly ArmResource[], newestBy?: (resource: ArmResource) => string): Reply {
  const { status, body } = collectionReply(world, call, found, { ...(newestBy && { newestBy }), show: (resource) => resource });
  const { value, nextLink } = body as { readonly value: unknown; readonly nextLink: string | null };
  return { status, body: { value, ...(nextLink !== null && { nextLink }) } };
}

function requireItem(world: World, call: Call): ArmResource {
  requireVault(world, call);
  const item = world.store.get(childId(call, ITEM));
  if (!item) throw itemNotFound();
  return item;
}

/** [GAP] What Azure Backup says of a container, policy or job that is not there was never recorded; ARM's own 404 stands in. */
function requireBackupResource(world: World, call: Call, path: string): ArmResource {
  requireVault(world, call);
  const id = childId(call, path);
  const found = world.store.get(id);
  if (found) return found;
  throw resourceNotFound(id);
}

function conditions(fields: readonly string[]): Record<string, Condition> {
  const read =
    (name: string) =>
    (resource: ArmResource): string | undefined =>
      textAt(resource, 'properties', name);
  return {
    ...Object.fromEntries(fields.map((name) => [name, isOneOf(read(name))])),
    // Items are asked for by the kind of what they protect.
    itemType: isOneOf(read('workloadType')),
    // The Azure CLI asks for containers by `status`.
    ...(fields.includes('registrationStatus') && { status: isOneOf(read('registrationStatus')) }),
    jobId: isOneOf(({ name }) => name),
    startTime: isSince(read('startTime')),
    endTime: isUntil(read('startTime')),
  };
}

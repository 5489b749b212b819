import { resourceNotFound } from '../arm/errors.ts';
import { keptBody } from '../keptTexts.ts';
import type { ArmResource } from '../resource.ts';
import type { Call } from '../wire.ts';
import type { World } from '../world.ts';
import { backupPoints } from './backupPoints.ts';
import { registerBackupStatus } from './backupStatus.ts';
import { collectionReply } from './collectionReply.ts';
import { textAt } from './field.ts';
import { filterBy, isOneOf, isSince, isUntil, type Condition } from '../filterBy.ts';
import { childId } from './registerReads.ts';
import { requireVault, VAULT, VAULT_TYPE } from './vaultScope.ts';

const CONTAINER = 'backupFabrics/{fabric}/protectionContainers/{container}';
const ITEM = `${CONTAINER}/protectedItems/{item}`;

/** Vault-level lists of Azure Backup: what they list, and the fields of their `$filter`. */
const LISTS: Readonly<Record<string, { readonly type: string; readonly fields: readonly string[] }>> = {
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
  backupPolicies: { type: 'backupPolicies', fields: ['backupManagementType', 'workloadType'] },
  backupJobs: { type: 'backupJobs', fields: ['backupManagementType', 'status', 'operation', 'entityFriendlyName'] },
};

/** The read side of Azure Backup. */
export function registerBackup(world: World): void {
  const { router, store } = world;
  registerBackupStatus(world);
  for (const [list, { type, fields }] of Object.entries(LISTS)) {
    router.add('GET', `${VAULT}/${list}`, (call) => {
      const resources = store.list(`${VAULT_TYPE}/${type}`, requireVault(world, call).id);
      const found = filterBy(resources, call.query.get('$filter'), conditions(fields));
      const page = `${call.origin}${call.path}?${new URLSearchParams([...call.query.entries()]).toString()}`;
      const body = (): unknown => collectionReply(world, call, found, { show: (resource) => resource }).body;
      return { status: 200, kept: keptBody(world, page, store.moves(`${VAULT_TYPE}/${type}`), body) };
    });
  }
  // Names of containers and items have semicolons (`IaasVMContainer;iaasvmcontainerv2;rg;vm`): they arrive decoded or not.
  for (const path of [CONTAINER, ITEM, 'backupPolicies/{policy}', 'backupJobs/{job}']) {
    router.add('GET', `${VAULT}/${path}`, (call) => ({ status: 200, body: requireBackupResource(world, call, path) }));
  }
  router
    .add('GET', `${VAULT}/${ITEM}/recoveryPoints`, (call) => {
      const item = requireBackupResource(world, call, ITEM);
      return collectionReply(world, call, backupPoints(world, item), {
        newestBy: (point) => textAt(point, 'properties', 'recoveryPointTime') ?? '',
        show: (point) => point,
      });
    })
    .add('GET', `${VAULT}/${ITEM}/recoveryPoints/{point}`, (call) => {
      const name = call.params['point'] ?? '';
      const point = backupPoints(world, requireBackupResource(world, call, ITEM)).find((other) => other.name === name);
      if (!point) throw resourceNotFound(`${childId(call, ITEM)}/recoveryPoints/${name}`);
      return { status: 200, body: point };
    });
}

/** [GAP] What Azure Backup says of something that is not there was never recorded; ARM's own 404 stands in. */
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
    startTime: isSince(read('startTime')),
    endTime: isUntil(read('startTime')),
  };
}

import type { ArmResource } from '../resource.ts';
import type { Call } from '../wire.ts';
import type { World } from '../world.ts';
import { collectionReply } from './collectionReply.ts';
import { filterBy } from '../filterBy.ts';
import { operationResult } from './registerOperations.ts';
import { resourceKinds, type ResourceKind } from './resourceKinds.ts';
import { doesNotExist } from './siteRecoveryError.ts';
import { calledVaultId, requireVault, siteRecoveryId, VAULT, VAULT_TYPE } from './vaultScope.ts';

/** GET of one, lists, and `operationresults` of every kind in the table. */
export function registerReads(world: World): void {
  for (const kind of resourceKinds) registerKind(world, kind);
}

function registerKind(world: World, kind: ResourceKind): void {
  const segments = kind.path.split('/');
  const type = [VAULT_TYPE, ...segments.filter((_, i) => i % 2 === 0)].join('/');
  const collection = segments.slice(0, -1).join('/');
  const parent = segments.slice(0, -2).join('/');

  const list = (call: Call, resources: readonly ArmResource[]): ReturnType<typeof collectionReply> => {
    const fields = kind.filter?.(world, calledVaultId(call)) ?? {};
    return collectionReply(world, call, filterBy(resources, call.query.get('$filter'), fields), {
      ...(kind.newestBy && { newestBy: kind.newestBy }),
      show: (resource) => shown(world, kind, resource, true),
    });
  };

  world.router.add('GET', `${VAULT}/${kind.path}`, (call) => ({
    status: 200,
    ...(kind.path.startsWith('replicationJobs') && { headers: { 'x-ms-request-id': siteRecoveryId(childId(call, kind.path)) } }),
    body: shown(world, kind, requireChild(world, call, kind.path), false),
  }));

  world.router.add('GET', `${VAULT}/${kind.path}/operationresults/{operation}`, (call) =>
    operationResult(world, call, () => {
      const resource = world.store.get(childId(call, kind.path));
      return resource && shown(world, kind, resource, false);
    }),
  );

  world.router.add('GET', `${VAULT}/${collection}`, (call) => {
    const vault = requireVault(world, call);
    const scope = parent === '' ? vault.id : requireParent(world, call, parent);
    const inside = world.store.list(type, scope);
    const too = kind.listsToo ? world.store.list(type, vault.id).filter((other) => kind.listsToo?.(other, scope)) : [];
    return list(call, [...inside, ...too]);
  });

  if (kind.vaultList) {
    world.router.add('GET', `${VAULT}/${segments.at(-2)}`, (call) => list(call, world.store.list(type, requireVault(world, call).id)));
  }
}

/** The id of a child of the called vault, from a path with placeholders, as the caller spelt it. */
export function childId(call: Call, path: string): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => call.params[name] ?? '');
  return `${calledVaultId(call)}/${filled}`;
}

/** The child that a call names. Throws ARM's 404 when there is no vault, Site Recovery's when there is no such child. */
export function requireChild(world: World, call: Call, path: string): ArmResource {
  requireVault(world, call);
  const id = childId(call, path);
  const found = world.store.get(id);
  if (found) return found;
  throw doesNotExist(world, call, id.split('/').at(-1) ?? '');
}

/** The id of the parent, which must exist. The network `azureNetwork` of a fabric in Azure exists with the fabric. */
function requireParent(world: World, call: Call, parent: string): string {
  const id = childId(call, parent);
  if (/\/replicationNetworks\/azureNetwork$/i.test(id)) requireChild(world, call, 'replicationFabrics/{fabric}');
  else requireChild(world, call, parent);
  return id;
}

function shown(world: World, kind: ResourceKind, stored: ArmResource, inList: boolean): ArmResource {
  const resource = { ...(kind.show?.(world, stored) ?? stored), id: siteRecoveryId(stored.id) };
  return inList && kind.showInList ? kind.showInList(resource) : resource;
}

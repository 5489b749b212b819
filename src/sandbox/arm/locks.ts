import { listReply } from '../paging.ts';
import { keyOf } from '../resource.ts';
import { ArmError } from '../wire.ts';
import type { World } from '../world.ts';
import { pathOf } from './generic.ts';
import { extendedKey, isWithin, SCOPES } from './scopes.ts';

const TYPE = 'Microsoft.Authorization/locks';

/** Lists of locks: at a scope and below, or with `$filter=atScope()` at the scope alone (documented). One by one they are generic. */
export function registerLocks(world: World): void {
  for (const scope of SCOPES) {
    world.router.add('GET', `${scope}/providers/${TYPE}`, (call) => {
      const at = pathOf(call).scope;
      const atScope = /^atScope\(\)$/i.test(call.query.get('$filter') ?? '');
      const locks = world.store.list(TYPE, at);
      return listReply(world, call, atScope ? locks.filter(({ id }) => extendedKey(id) === keyOf(at)) : locks);
    });
  }
}

/**
 * Management locks: `CanNotDelete` forbids to DELETE what it is on, what lies in that, and what holds it; `ReadOnly` also every
 * change at its scope and below. Throws ARM's 409 `ScopeLocked`.
 */
export function assertNotLocked(world: World, id: string, method: string): void {
  const deleting = method === 'DELETE';
  const scope = lockScope(world, id, deleting);
  if (scope === undefined) return;
  throw new ArmError(
    409,
    'ScopeLocked',
    `The scope '${id}' cannot perform ${deleting ? 'delete' : 'write'} operation because following scope(s) are locked: '${scope}'. Please remove the lock and try again.`,
  );
}

/** The scope of the first lock in the way of removing (or only changing) an id. */
export function lockScope(world: World, id: string, deleting: boolean): string | undefined {
  const key = keyOf(id);
  for (const lock of world.store.list(TYPE)) {
    const locked = extendedKey(lock.id);
    const covers = isWithin(key, locked) || (deleting && isWithin(locked, key));
    if (covers && (deleting || lock.properties?.['level'] === 'ReadOnly')) return lock.id.slice(0, locked.length);
  }
  return undefined;
}

import { keyOf } from '../resource.ts';
import { ArmError } from '../wire.ts';
import type { World } from '../world.ts';

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
  for (const lock of world.store.list('microsoft.authorization/locks')) {
    const scope = lock.id.slice(0, keyOf(lock.id).lastIndexOf('/providers/'));
    const scopeKey = keyOf(scope);
    const covers = isWithin(key, scopeKey) || (deleting && isWithin(scopeKey, key));
    if (covers && (deleting || lock.properties?.['level'] === 'ReadOnly')) return scope;
  }
  return undefined;
}

function isWithin(key: string, scopeKey: string): boolean {
  return key === scopeKey || key.startsWith(`${scopeKey}/`);
}

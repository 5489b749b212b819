import type { World } from '../world.ts';

/** Replaces some properties of a stored resource; does nothing when it is gone by now. */
export function patchProperties(world: World, id: string, change: (properties: Record<string, unknown>) => Record<string, unknown>): void {
  const resource = world.store.get(id);
  if (resource) world.store.put({ ...resource, properties: { ...resource.properties, ...change(resource.properties ?? {}) } });
}

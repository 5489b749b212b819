import type { Call, Reply } from '../../wire.ts';
import type { World } from '../../world.ts';
import type { ArmResource } from '../../resource.ts';
import { mergedResource, pathOf, putBody } from '../generic.ts';
import { withIdentity } from '../identity.ts';
import { computeOperation } from './computeOperation.ts';

/** [GAP] Seconds; never recorded. */
const CHANGE_SECONDS = 3;

/** Disk encryption sets and disk accesses: as with disks, every change is a long-running operation. Reads and lists are generic. */
export function registerEncryptionSets(world: World): void {
  const { router, store } = world;
  for (const type of ['diskEncryptionSets', 'diskAccesses']) {
    const one = `/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.Compute/${type}/{name}`;
    router
      .add('PUT', one, (call) => {
        const { resource, before } = putBody(world, call);
        return save(call, withIdentity(world, resource, before));
      })
      .add('PATCH', one, (call) => {
        const merged = mergedResource(world, call);
        return save(call, withIdentity(world, merged, store.get(merged.id)));
      })
      .add('DELETE', one, (call) => {
        const { id, location = '' } = store.get(pathOf(call).id) ?? {};
        if (id === undefined) return { status: 204 };
        return computeOperation(world, call, location, { seconds: CHANGE_SECONDS, finish: () => void store.delete(id) });
      });
  }

  function save(call: Call, resource: ArmResource): Reply {
    store.put(resource);
    const finish = (): unknown => store.get(resource.id);
    return computeOperation(world, call, resource.location ?? '', { seconds: CHANGE_SECONDS, finish }, { status: 202, body: resource });
  }
}

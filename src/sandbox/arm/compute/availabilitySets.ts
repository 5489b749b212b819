import { keyOf } from '../../resource.ts';
import type { World } from '../../world.ts';
import { resourceNotFound } from '../errors.ts';
import { pathOf, putBody } from '../generic.ts';
import { MACHINES } from './machineReads.ts';

/** Availability sets know their machines from what the machines say. */
export function registerAvailabilitySets(world: World): void {
  const { router, store } = world;
  const one = '/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.Compute/availabilitySets/{name}';

  router.add('GET', one, (call) => {
    const set = store.get(pathOf(call).id);
    if (!set) throw resourceNotFound(pathOf(call).id);
    const virtualMachines = store
      .list(MACHINES, `/subscriptions/${call.params['subscription']}`)
      .filter((machine) => keyOf((machine.properties?.['availabilitySet'] as { id?: string } | undefined)?.id ?? '') === keyOf(set.id))
      .map(({ id }) => ({ id }));
    return { status: 200, body: { ...set, properties: { ...set.properties, virtualMachines } } };
  });
  // Azure answers 200 for a new one, too.
  router.add('PUT', one, (call) => {
    const { resource } = putBody(world, call);
    const set = {
      sku: { name: 'Classic' },
      ...resource,
      properties: { platformUpdateDomainCount: 5, platformFaultDomainCount: 2, ...resource.properties },
    };
    store.put(set);
    return { status: 200, body: set };
  });
}

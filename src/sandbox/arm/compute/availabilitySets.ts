import { currentReferences, withReferences } from '../../backReferences.ts';
import { listAt } from '../../recovery/field.ts';
import { steadyListReply } from '../../paging.ts';
import type { ArmResource } from '../../resource.ts';
import { ArmError } from '../../wire.ts';
import type { World } from '../../world.ts';
import { resourceNotFound } from '../errors.ts';
import { pathOf, putBody } from '../generic.ts';

const SETS = 'Microsoft.Compute/availabilitySets';
const SUBSCRIPTION = '/subscriptions/{subscription}';
const GROUP = `${SUBSCRIPTION}/resourceGroups/{group}`;

/** Availability sets know their machines from what the machines say; unlike others of the service they have no provisioning state [recorded]. */
export function registerAvailabilitySets(world: World): void {
  const { router, store } = world;
  const one = `${GROUP}/providers/${SETS}/{name}`;
  const shown = (set: ArmResource): ArmResource => withReferences(currentReferences(world), set, SETS.toLowerCase());

  for (const scope of [SUBSCRIPTION, GROUP]) {
    router.add('GET', `${scope}/providers/${SETS}`, (call) =>
      steadyListReply(world, call, () => store.list(SETS, pathOf(call).scope), { show: shown }),
    );
  }
  router.add('GET', one, (call) => {
    const set = store.get(pathOf(call).id);
    if (!set) throw resourceNotFound(pathOf(call).id);
    return { status: 200, body: shown(set) };
  });
  // Azure answers 200 for a new one, too; what nobody says has the counts of West US [recorded at 2019-07-01].
  router.add('PUT', one, (call) => {
    const { resource } = putBody(world, call);
    const set = {
      sku: { name: 'Classic' },
      ...resource,
      properties: { platformUpdateDomainCount: 5, platformFaultDomainCount: 3, ...resource.properties },
    };
    store.put(set);
    return { status: 200, body: set };
  });
  router.add('DELETE', one, (call) => {
    const set = store.get(pathOf(call).id);
    if (!set) return { status: 204 };
    assertNoMachines(shown(set));
    store.delete(set.id);
    return { status: 200 };
  });
}

/** Throws Azure's 409 for a set that machines are in. Words are documented ("Common error messages"). */
function assertNoMachines({ name, properties }: ArmResource): void {
  if (listAt(properties, 'virtualMachines').length === 0) return;
  throw new ArmError(
    409,
    'OperationNotAllowed',
    `Availability Set ${name} cannot be deleted. Before deleting an Availability Set please ensure that it does not contain any VM.`,
  );
}

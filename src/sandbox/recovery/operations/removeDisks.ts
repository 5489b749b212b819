import { keyOf, type ArmResource } from '../../resource.ts';
import type { Call } from '../../wire.ts';
import type { World } from '../../world.ts';
import { listAt, textAt } from '../field.ts';
import { disksOf, patchItem } from '../items/itemDetails.ts';
import { deleteReplicaDisks } from '../items/replicaDisks.ts';
import { removeDisks } from '../jobs/itemScenarios.ts';
import { doesNotExist, invalidInput, notIn } from '../siteRecoveryError.ts';
import { acceptItemOperation, ITEM_ROUTE, type ItemOperation } from './itemOperation.ts';
import { requireA2A } from './replicationInput.ts';

/** Stops replicating single disks of a protected machine; their replicas go. [GAP] Never recorded. */
export function registerRemoveDisks(world: World): void {
  world.router.add('POST', `${ITEM_ROUTE}/removeDisks`, (call) => acceptItemOperation(world, call, (item) => operation(world, call, item)));
}

function operation(world: World, call: Call, item: ArmResource): ItemOperation {
  if (textAt(item, 'properties', 'protectionState') !== 'Protected' || textAt(item, 'properties', 'testFailoverState') !== 'None') {
    throw notIn(world, call, item, 'RemoveDisks');
  }
  const sent = listAt(requireA2A(world, call), 'vmManagedDisksIds').filter((id) => typeof id === 'string');
  if (sent.length === 0) throw invalidInput(world, call, 'The ids of the disks are missing.');
  const ids = new Set(sent.map((id) => keyOf(id)));
  const gone = disksOf(item).filter(({ diskId }) => ids.has(keyOf(diskId ?? '')));
  const unknown = sent.find((id) => !gone.some(({ diskId }) => keyOf(diskId ?? '') === keyOf(id)));
  if (unknown !== undefined) throw doesNotExist(world, call, unknown.split('/').at(-1) ?? '');
  if (gone.some(({ diskType }) => diskType === 'OperatingSystem'))
    throw invalidInput(world, call, 'The OS disk cannot be left out of replication.');
  return {
    scenario: removeDisks,
    complete: () => {
      deleteReplicaDisks(world, gone);
      const left = disksOf(world.store.get(item.id) ?? item).filter(({ diskId }) => !ids.has(keyOf(diskId ?? '')));
      patchItem(world, item.id, {}, { protectedManagedDisks: left });
    },
  };
}

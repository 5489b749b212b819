import { keyOf, type ArmResource } from '../../resource.ts';
import type { Call } from '../../wire.ts';
import type { World } from '../../world.ts';
import { changedEach, listAt, textAt } from '../field.ts';
import { checkDisks } from '../items/checkDisks.ts';
import { PROTECTED_DISK } from '../items/diskBody.ts';
import { whenReplicating } from '../items/initialReplication.ts';
import { detailsOf, disksOf, patchItem } from '../items/itemDetails.ts';
import { healthOf } from '../items/healthOf.ts';
import { checkUp, requireMachine } from '../items/machineChecks.ts';
import { NEW_DISK } from '../items/reportNewDisks.ts';
import { entryOfDisk, newDisk, type DiskInput } from '../items/newDisk.ts';
import { putReplicaDisk } from '../items/replicaDisks.ts';
import { addDisks } from '../jobs/itemScenarios.ts';
import { inUse, notIn } from '../siteRecoveryError.ts';
import { acceptItemOperation, ITEM_ROUTE, type ItemOperation } from './itemOperation.ts';
import { diskInputs, requireA2A } from './replicationInput.ts';

const COPY_MINUTES = 15;

/** Replicates further disks of a protected machine. [GAP] Never recorded; how long the copy of a disk takes is ours. */
export function registerAddDisks(world: World): void {
  world.router.add('POST', `${ITEM_ROUTE}/addDisks`, (call) => acceptItemOperation(world, call, (item) => operation(world, call, item)));
}

function operation(world: World, call: Call, item: ArmResource): ItemOperation {
  if (textAt(item, 'properties', 'protectionState') !== 'Protected' || textAt(item, 'properties', 'testFailoverState') !== 'None') {
    throw notIn(world, call, item, 'AddDisks');
  }
  const details = detailsOf(item);
  const inputs = diskInputs(world, call, requireA2A(world, call), details.recoveryAzureResourceGroupId ?? '');
  const known = new Set(disksOf(item).map(({ diskId }) => keyOf(diskId ?? '')));
  const twice = inputs.find(({ diskId }) => known.has(keyOf(diskId)));
  if (twice) throw inUse(world, call, item.name, `the disk '${twice.diskId}' is replicated already`);
  return {
    scenario: addDisks,
    steps: {
      AddDisksPreflightTask: () => {
        checkUp(world, details.primaryFabricLocation, details.recoveryFabricLocation);
        const route = { source: details.primaryFabricLocation ?? '', target: details.recoveryFabricLocation ?? '' };
        checkDisks(world, requireMachine(world, details.fabricObjectId), inputs, route);
      },
    },
    complete: () => add(world, item, inputs),
  };
}

function add(world: World, item: ArmResource, inputs: readonly DiskInput[]): void {
  const { fabricObjectId, recoveryFabricLocation = '' } = detailsOf(item);
  const machine = requireMachine(world, fabricObjectId);
  const now = world.store.get(item.id) ?? item;
  const added = inputs.map((input) => newDisk(world, machine, input));
  for (const disk of added) putReplicaDisk(world, disk, recoveryFabricLocation);
  const luns = new Set(inputs.map(({ diskId }) => entryOfDisk(machine, diskId)?.lun));
  const left = (detailsOf(now).unprotectedDisks ?? []).filter(({ diskLunId }) => !luns.has(diskLunId));
  const errors = listAt(now, 'properties', 'healthErrors').filter((error) => left.length > 0 || textAt(error, 'errorCode') !== NEW_DISK);
  patchItem(world, item.id, healthOf(errors), {
    protectedManagedDisks: [...disksOf(now), ...added],
    unprotectedDisks: left.length > 0 ? left : null,
  });
  const ids = new Set(added.map(({ diskId }) => diskId));
  world.clock.schedule(world.clock.now().getTime() + COPY_MINUTES * 60_000, () =>
    whenReplicating(world, item, (then) => {
      const disks = changedEach(disksOf(then), ({ diskId }) => (ids.has(diskId) ? PROTECTED_DISK : {}));
      patchItem(world, item.id, {}, { protectedManagedDisks: disks });
    }),
  );
}

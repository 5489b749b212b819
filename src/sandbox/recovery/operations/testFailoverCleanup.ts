import type { ArmResource } from '../../resource.ts';
import type { Call } from '../../wire.ts';
import type { World } from '../../world.ts';
import { preciseTime } from '../azureTime.ts';
import { listAt, textAt } from '../field.ts';
import { testFailoverDetails } from '../items/failoverDetails.ts';
import { idleScenario } from '../items/currentJob.ts';
import { detailsOf, disksOf, patchItem } from '../items/itemDetails.ts';
import { healthOf } from '../items/healthOf.ts';
import { phaseProperties } from '../items/itemStates.ts';
import { checkUp } from '../items/machineChecks.ts';
import { checkRemovable, madeDiskId, removeRecoveryMachine } from '../items/recoveryMachine.ts';
import { cleanUpTest } from '../jobs/itemScenarios.ts';
import { acceptItemOperation, ITEM_ROUTE, type ItemOperation } from './itemOperation.ts';

const NEVER_DRILLED = '161011';

/** Removes what a test failover made; from then on the machine counts as drilled. */
export function registerTestFailoverCleanup(world: World): void {
  world.router.add('POST', `${ITEM_ROUTE}/testFailoverCleanup`, (call) =>
    acceptItemOperation(world, call, (item) => cleanUpOf(world, call, item)),
  );
}

/** What the caller noted about the test. */
export const commentsOf = (call: Call): string => textAt(call.body, 'properties', 'comments') ?? '';

export function cleanUpOf(world: World, call: Call, item: ArmResource): ItemOperation {
  const { testFailoverRecoveryFabricObjectId: made, recoveryFabricLocation } = detailsOf(item);
  return {
    scenario: cleanUpTest,
    needs: 'TestFailoverCleanup',
    customDetails: testFailoverDetails(item, null, commentsOf(call)),
    complete: () => {
      checkUp(world, recoveryFabricLocation);
      checkRemovable(world, made ?? '');
      removeRecoveryMachine(world, made ?? '');
      for (const disk of disksOf(item)) removeFree(world, madeDiskId(item, disk, 'test'));
      patchItem(
        world,
        item.id,
        { ...drilled(world, item), currentScenario: idleScenario(item.id) },
        { testFailoverRecoveryFabricObjectId: null },
      );
    },
  };
}

/** A disk of the test that somebody has left behind by deleting the machine alone. */
function removeFree(world: World, diskId: string): void {
  if (world.store.get(diskId)?.['managedBy'] === undefined) world.store.delete(diskId);
}

/** [GAP] What a clean-up does to the body was never recorded; the property and the error that goes are documented. */
function drilled(world: World, item: ArmResource): Readonly<Record<string, unknown>> {
  const errors = listAt(world.store.get(item.id), 'properties', 'healthErrors');
  const left = errors.filter((error) => textAt(error, 'errorCode') !== NEVER_DRILLED);
  return {
    ...phaseProperties('protected'),
    ...healthOf(left),
    lastSuccessfulTestFailoverTime: preciseTime(world.clock.now()),
  };
}

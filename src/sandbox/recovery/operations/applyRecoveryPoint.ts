import type { ArmResource } from '../../resource.ts';
import type { Call } from '../../wire.ts';
import type { World } from '../../world.ts';
import { textAt } from '../field.ts';
import { chosenPoint } from '../items/chosenPoint.ts';
import { failoverDetails, showFailedOver } from '../items/failoverDetails.ts';
import { detailsOf, patchItem } from '../items/itemDetails.ts';
import { chosenNetwork } from '../items/itemNics.ts';
import { checkUp } from '../items/machineChecks.ts';
import { checkRemovable, makeRecoveryMachine, removeRecoveryMachine, startRecoveryMachine, targetDisks } from '../items/recoveryMachine.ts';
import { changeRecoveryPoint } from '../jobs/itemScenarios.ts';
import { invalidInput } from '../siteRecoveryError.ts';
import { acceptItemOperation, ITEM_ROUTE, type ItemOperation } from './itemOperation.ts';

/** Makes the failed-over machine anew from another recovery point, as long as the failover is not committed. */
export function registerApplyRecoveryPoint(world: World): void {
  world.router.add('POST', `${ITEM_ROUTE}/applyRecoveryPoint`, (call) =>
    acceptItemOperation(world, call, (item) => operation(world, call, item)),
  );
}

/** [GAP] Never recorded; the machine keeps its name and gets a new `vmId`, as at the failover itself. */
function operation(world: World, call: Call, item: ArmResource): ItemOperation {
  const pointId = textAt(call.body, 'properties', 'recoveryPointId');
  if (!pointId) throw invalidInput(world, call, 'The id of the recovery point is missing.');
  const point = chosenPoint(world, call, item, pointId);
  const details = detailsOf(item);
  const before = details.recoveryFabricObjectId ?? '';
  return {
    scenario: changeRecoveryPoint,
    needs: 'ChangePit',
    customDetails: failoverDetails(item),
    steps: {
      PrerequisitesCheckForChangePitTask: () => {
        checkUp(world, details.recoveryFabricLocation);
        checkRemovable(world, before);
      },
    },
    complete: (run) => {
      checkUp(world, details.recoveryFabricLocation);
      checkRemovable(world, before);
      removeRecoveryMachine(world, before);
      const machineId = makeRecoveryMachine(world, item, { kind: 'failover' }, run);
      startRecoveryMachine(world, machineId);
      const made = { recoveryFabricObjectId: machineId, protectedManagedDisks: targetDisks(world, item, machineId) };
      patchItem(world, item.id, { failoverRecoveryPointId: point?.id ?? null }, made);
      showFailedOver(world, run.jobId, item, { point, networkId: chosenNetwork(details.vmNics ?? []) });
    },
  };
}

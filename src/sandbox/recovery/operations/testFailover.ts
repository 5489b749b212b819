import type { ArmResource } from '../../resource.ts';
import type { Call } from '../../wire.ts';
import type { World } from '../../world.ts';
import { textAt } from '../field.ts';
import { chosenPoint } from '../items/chosenPoint.ts';
import { showFailedOver, testFailoverDetails } from '../items/failoverDetails.ts';
import { detailsOf, patchItem } from '../items/itemDetails.ts';
import { phaseProperties } from '../items/itemStates.ts';
import { checkUp } from '../items/machineChecks.ts';
import { checkRecovery } from '../items/checkRecovery.ts';
import { makeRecoveryMachine, removeRecoveryMachine, startRecoveryMachine } from '../items/recoveryMachine.ts';
import { testFailover } from '../jobs/itemScenarios.ts';
import { invalidInput } from '../siteRecoveryError.ts';
import { requireForward } from './failoverDirection.ts';
import { acceptItemOperation, ITEM_ROUTE, type ItemOperation } from './itemOperation.ts';

/**
 * A rehearsal: makes the machine `{vm}-test` in the target group, in a network of the caller's choice, and leaves replication alone. The
 * job does not wait for the clean-up (documented).
 */
export function registerTestFailover(world: World): void {
  world.router.add('POST', `${ITEM_ROUTE}/testFailover`, (call) =>
    acceptItemOperation(world, call, (item) => {
      requireForward(world, call);
      const pointId = textAt(call.body, 'properties', 'providerSpecificDetails', 'recoveryPointId');
      return testFailoverOf(world, call, item, chosenPoint(world, call, item, pointId));
    }),
  );
}

/** The test of one machine in the network that the request names, else in the item's own. */
export function testFailoverOf(world: World, call: Call, item: ArmResource, point: ArmResource | undefined): ItemOperation {
  const networkId = textAt(call.body, 'properties', 'networkId') || detailsOf(item).selectedTfoAzureNetworkId;
  // [GAP] The answer to a test without a network was never recorded.
  if (!networkId) throw invalidInput(world, call, 'The network of the test failover is missing.');
  const network = { kind: 'test', networkId } as const;
  let machineId: string | undefined;
  return {
    scenario: testFailover,
    needs: 'TestFailover',
    customDetails: testFailoverDetails(item, networkId, null),
    // [GAP] An item whose test runs was never read.
    meanwhile: { testFailoverState: 'InProgress', testFailoverStateDescription: 'In progress' },
    steps: {
      PrerequisitesCheckForTestFailoverTask: () => checkRecovery(world, item, network),
      CreateTestVirtualMachineTask: (run) => {
        checkUp(world, detailsOf(item).recoveryFabricLocation);
        machineId = makeRecoveryMachine(world, item, network, run);
      },
      StartVirtualMachineTask: () => {
        checkUp(world, detailsOf(item).recoveryFabricLocation);
        startRecoveryMachine(world, machineId ?? '');
      },
    },
    complete: ({ jobId }) => {
      showFailedOver(world, jobId, item, { point, networkId, isTest: true });
      const startTime = textAt(world.store.get(jobId), 'properties', 'startTime');
      const currentScenario = { scenarioName: testFailover.scenarioName, jobId, startTime };
      patchItem(world, item.id, { ...phaseProperties('testOpen'), currentScenario }, { testFailoverRecoveryFabricObjectId: machineId });
    },
    undo: () => {
      if (machineId !== undefined) removeRecoveryMachine(world, machineId);
      machineId = undefined;
    },
  };
}

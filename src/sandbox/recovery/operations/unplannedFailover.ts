import { withPower } from '../../arm/compute/instanceView.ts';
import type { ArmResource } from '../../resource.ts';
import type { Call } from '../../wire.ts';
import type { World } from '../../world.ts';
import { preciseTime } from '../azureTime.ts';
import { textAt } from '../field.ts';
import { chosenPoint } from '../items/chosenPoint.ts';
import { failoverDetails, showFailedOver } from '../items/failoverDetails.ts';
import { idleScenario } from '../items/currentJob.ts';
import { detailsOf, patchItem } from '../items/itemDetails.ts';
import { chosenNetwork } from '../items/itemNics.ts';
import { phaseProperties } from '../items/itemStates.ts';
import { checkUp } from '../items/machineChecks.ts';
import { checkRecovery } from '../items/checkRecovery.ts';
import { makeRecoveryMachine, removeRecoveryMachine, startRecoveryMachine, targetDisks } from '../items/recoveryMachine.ts';
import { failoverPhases, unplannedFailover, type FailoverPhase } from '../jobs/itemScenarios.ts';
import type { JobRun } from '../jobs/jobPlan.ts';
import { requireForward } from './failoverDirection.ts';
import { acceptItemOperation, ITEM_ROUTE, type ItemOperation } from './itemOperation.ts';

const FAILOVER = { kind: 'failover' } as const;

/** Makes the machine in the recovery region from a recovery point; it depends on nothing in the region of the source. */
export function registerUnplannedFailover(world: World): void {
  world.router.add('POST', `${ITEM_ROUTE}/unplannedFailover`, (call) =>
    acceptItemOperation(world, call, (item) => {
      requireForward(world, call);
      const pointId = textAt(call.body, 'properties', 'providerSpecificDetails', 'recoveryPointId');
      return unplannedFailoverOf(world, call, item, chosenPoint(world, call, item, pointId));
    }),
  );
}

/** The failover of one machine; its source is shut down first where the request says so. */
export function unplannedFailoverOf(world: World, call: Call, item: ArmResource, point: ArmResource | undefined): ItemOperation {
  const details = detailsOf(item);
  const shutsDown = textAt(call.body, 'properties', 'sourceSiteOperations')?.toLowerCase() === 'required';
  let machineId: string | undefined;
  return {
    scenario: unplannedFailover,
    needs: 'UnplannedFailover',
    customDetails: failoverDetails(item),
    steps: {
      UnplannedFailoverPreflightChecksTask: () => checkRecovery(world, item, FAILOVER),
      ShutdownVmOnPrimaryForUFO: (run) => (shutsDown ? shutDown(world, details.fabricObjectId ?? '', run) : run.skip()),
      // Skipped [recorded]; [GAP] when it is not was never read.
      PrepareForUnPlannedFailoverTask: (run) => run.skip(),
      FailoverTask: (run) => {
        checkUp(world, details.recoveryFabricLocation);
        machineId = makeRecoveryMachine(world, item, FAILOVER, run);
      },
      StartVmOnSecondary: () => {
        checkUp(world, details.recoveryFabricLocation);
        startRecoveryMachine(world, machineId ?? '');
      },
    },
    complete: ({ jobId }) => {
      const now = world.clock.now();
      showFailedOver(world, jobId, item, { point, networkId: chosenNetwork(details.vmNics ?? []) });
      // Nothing replicates any more: the last figures stand still.
      world.store.freeze(item.id);
      const properties = {
        ...phaseProperties('failedOver'),
        currentScenario: idleScenario(item.id),
        replicationHealth: 'Normal',
        failoverHealth: 'Normal',
        healthErrors: [],
        lastSuccessfulFailoverTime: preciseTime(now),
        failoverRecoveryPointId: point?.id ?? null,
      };
      patchItem(world, item.id, properties, {
        recoveryFabricObjectId: machineId,
        protectedManagedDisks: targetDisks(world, item, machineId),
      });
    },
    undo: () => {
      if (machineId !== undefined) removeRecoveryMachine(world, machineId);
      machineId = undefined;
    },
  };
}

/** One part of the failover of a machine, as a recovery plan goes through it. The machine counts as failed over before it is started. */
export function failoverPhase(whole: ItemOperation, phase: FailoverPhase): ItemOperation {
  const { seconds, tasks } = failoverPhases[phase];
  const ids: readonly string[] = tasks;
  const scenario = { ...unplannedFailover, seconds, tasks: unplannedFailover.tasks.filter(({ id }) => ids.includes(id)) };
  if (phase === 'failover') return { ...whole, scenario };
  const { needs, undo: _undo, ...rest } = whole;
  return { ...rest, scenario, ...(phase === 'shutdown' && needs !== undefined && { needs }), complete: () => {} };
}

/** A failover does not fail because its source cannot be shut down (documented). [GAP] The warning's code was never read: it is the general one. */
function shutDown(world: World, machineId: string, run: JobRun): void {
  const machine = world.store.get(machineId);
  if (machine && !world.outages.isDown(machine.location)) world.store.put(withPower(machine, 'deallocated', world.clock.now()));
  else run.warn('28020', { causes: 'The virtual machine could not be shut down: its region is unavailable. The failover goes on.' });
}

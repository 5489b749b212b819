import type { ArmResource } from '../../resource.ts';
import type { Call } from '../../wire.ts';
import type { World } from '../../world.ts';
import { fieldAt, listAt, textAt } from '../field.ts';
import { chosenPoint } from '../items/chosenPoint.ts';
import { failedOverMachine, testDetails } from '../items/failoverDetails.ts';
import { detailsOf } from '../items/itemDetails.ts';
import { chosenNetwork } from '../items/itemNics.ts';
import { cleanUpTest, commitFailover, testFailover, unplannedFailover } from '../jobs/itemScenarios.ts';
import { requireChild } from '../registerReads.ts';
import { invalidInput } from '../siteRecoveryError.ts';
import { VAULT } from '../vaultScope.ts';
import { commitOf } from './failoverCommit.ts';
import { acceptPlanOperation, PLAN_PATH, requireOffered } from './planOperation.ts';
import { testFailoverOf } from './testFailover.ts';
import { cleanUpOf, commentsOf } from './testFailoverCleanup.ts';
import { failoverPhase, unplannedFailoverOf } from './unplannedFailover.ts';

const PLAN_ROUTE = `${VAULT}/${PLAN_PATH}`;

/** Actions of the OpenAPI by what a plan would offer. No plan of Azure to Azure does; users report that `reProtect` fails. */
const NEVER_OFFERED = { plannedFailover: 'PlannedFailover', failoverCancel: 'CancelFailover', reProtect: 'ReverseReplicate' } as const;

/** Runs recovery plans: what is done to one machine, to all of them in the order of their groups. */
export function registerPlanOperations(world: World): void {
  const { router } = world;
  router
    .add('POST', `${PLAN_ROUTE}/testFailover`, (call) => {
      if (!textAt(call.body, 'properties', 'networkType')) throw invalidInput(world, call, 'The type of the test network is missing.');
      const choose = pointChooser(world, call);
      const networkId = textAt(call.body, 'properties', 'networkId') ?? null;
      return acceptPlanOperation(world, call, {
        scenario: testFailover,
        needs: 'TestFailover',
        failoverType: 'TestFailover',
        timeProperty: 'lastTestFailoverTime',
        customDetails: { instanceType: 'TestFailoverJobDetails', ...testDetails(networkId, null) },
        machineDetails: (item) => failedOverMachine(item, { point: choose(item), networkId, isTest: true }),
        ofItem: (item) => testFailoverOf(world, call, item, choose(item)),
      });
    })
    .add('POST', `${PLAN_ROUTE}/testFailoverCleanup`, (call) =>
      acceptPlanOperation(world, call, {
        scenario: cleanUpTest,
        needs: 'TestFailoverCleanup',
        customDetails: { instanceType: 'TestFailoverJobDetails', ...testDetails(null, commentsOf(call)) },
        ofItem: (item) => cleanUpOf(world, call, item),
      }),
    )
    .add('POST', `${PLAN_ROUTE}/unplannedFailover`, (call) => {
      const choose = pointChooser(world, call);
      return acceptPlanOperation(world, call, {
        scenario: unplannedFailover,
        needs: 'UnplannedFailover',
        failoverType: 'UnplannedFailover',
        timeProperty: 'lastUnplannedFailoverTime',
        customDetails: { instanceType: 'FailoverJobDetails' },
        machineDetails: (item) => failedOverMachine(item, { point: choose(item), networkId: chosenNetwork(detailsOf(item).vmNics ?? []) }),
        ofItem: (item) => unplannedFailoverOf(world, call, item, choose(item)),
        phaseOf: failoverPhase,
      });
    })
    .add('POST', `${PLAN_ROUTE}/failoverCommit`, (call) =>
      acceptPlanOperation(world, call, { scenario: commitFailover, needs: 'Commit', ofItem: (item) => commitOf(world, item) }),
    );
  for (const [action, operation] of Object.entries(NEVER_OFFERED)) {
    router.add('POST', `${PLAN_ROUTE}/${action}`, (call) => {
      requireOffered(world, call, requireChild(world, call, PLAN_PATH), operation);
      throw invalidInput(world, call, `The operation '${operation}' is not played.`);
    });
  }
}

const POINT_TYPES = new Set(['Latest', 'LatestProcessed', 'LatestApplicationConsistent', 'LatestCrashConsistent']);

/** Which point of each machine a request means. The newest point that the sandbox has is always processed. */
function pointChooser(world: World, call: Call): (item: ArmResource) => ArmResource | undefined {
  const input = listAt(call.body, 'properties', 'providerSpecificDetails').find((entry) => fieldAt(entry, 'instanceType') === 'A2A');
  const type = textAt(input, 'recoveryPointType') ?? 'Latest';
  if (!POINT_TYPES.has(type)) throw invalidInput(world, call, `The recovery point type '${type}' is not valid.`);
  const consistency = /^Latest(\w+Consistent)$/.exec(type)?.[1];
  return (item) => chosenPoint(world, call, item, undefined, consistency);
}

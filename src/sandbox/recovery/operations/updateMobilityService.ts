import type { World } from '../../world.ts';
import { detailsOf, patchItem } from '../items/itemDetails.ts';
import { checkUp } from '../items/machineChecks.ts';
import { AGENT_VERSION } from '../items/itemBody.ts';
import { updateAgent } from '../jobs/itemScenarios.ts';
import { acceptItemOperation, ITEM_ROUTE } from './itemOperation.ts';

/** Brings the agent on the source to the newest version. [GAP] Never recorded. */
export function registerUpdateMobilityService(world: World): void {
  world.router.add('POST', `${ITEM_ROUTE}/updateMobilityService`, (call) =>
    acceptItemOperation(world, call, (item) => ({
      scenario: updateAgent,
      complete: () => {
        checkUp(world, detailsOf(item).primaryFabricLocation);
        patchItem(world, item.id, {}, { agentVersion: AGENT_VERSION, isReplicationAgentUpdateRequired: false });
      },
    })),
  );
}

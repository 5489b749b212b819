import type { World } from '../../world.ts';
import { requireChild } from '../registerReads.ts';
import { notIn } from '../siteRecoveryError.ts';
import { ITEM_PATH, ITEM_ROUTE } from './itemOperation.ts';

/** Actions of the OpenAPI by the name under which an item would offer them. No recorded item of Azure to Azure offers any of these. */
const ACTIONS: Readonly<Record<string, string>> = {
  plannedFailover: 'PlannedFailover',
  failoverCancel: 'CancelFailover',
  // A machine is replicated back by `switchprotection` on its container [recorded].
  reProtect: 'ReverseReplicate',
  switchProvider: 'SwitchProvider',
  updateAppliance: 'UpdateAppliance',
};

/** Refuses what belongs to other kinds of replication, as any operation is refused that the item does not offer. */
export function registerNotOffered(world: World): void {
  for (const [action, operation] of Object.entries(ACTIONS)) {
    world.router.add('POST', `${ITEM_ROUTE}/${action}`, (call) => {
      throw notIn(world, call, requireChild(world, call, ITEM_PATH), operation);
    });
  }
}

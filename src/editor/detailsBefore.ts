import type { ArmId } from '../model/armId.ts';
import { noDetails, type Details } from '../model/details.ts';
import type { Inventory } from '../model/inventory.ts';

/**
 * What of the details stands when one machine is read anew: everything of other machines, accounts and plans. What machines share (networks,
 * quota) is read again where this one needs it.
 */
export function detailsBefore(details: Details, { protectedItems }: Inventory, machine: ArmId): Details {
  const own = new Set(protectedItems.filter(({ sourceId }) => sourceId === machine).map(({ id }) => id));
  const { eligibility, recoverySettings, geoReplication, fileShares, blobSoftDelete, planActions, runbooks, supportedSystems } = details;
  return {
    ...noDetails,
    eligibility: new Map([...eligibility].filter(([id]) => id !== machine)),
    recoverySettings: new Map([...recoverySettings].filter(([id]) => !own.has(id))),
    geoReplication,
    fileShares,
    blobSoftDelete,
    planActions,
    runbooks,
    supportedSystems,
  };
}

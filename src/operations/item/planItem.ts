import { readFailedOver } from '../../azure/siteRecovery/readFailedOver.ts';
import { readReplicatedDisks } from '../../azure/siteRecovery/readReplicatedDisks.ts';
import { readReplicationSource } from '../../azure/siteRecovery/readReplicationSource.ts';
import { readRecoveryPoints } from '../../azure/siteRecovery/readRecoveryPoints.ts';
import { readRecoveryTarget } from '../../azure/siteRecovery/readRecoveryTarget.ts';
import type { RecoveryAccess } from '../../azure/siteRecovery/recoveryAccess.ts';
import type { RecoveryItem } from '../../model/recoveryItem.ts';
import { UserError } from '../../model/userError.ts';
import { addDisk, type AddDiskChoices } from './addDisk.ts';
import { chooseRecoveryPoint } from './chooseRecoveryPoint.ts';
import { changeRecoveryPoint, commitFailover, failover } from './failoverOperations.ts';
import { repairReplication } from './replicationOperations.ts';
import { newTestNetwork } from './newTestNetwork.ts';
import { readIsolation } from './readIsolation.ts';
import type { ItemCommand } from './offeredCommands.ts';
import type { Operation } from '../operation.ts';
import { planFromItem, type ItemChoices } from './planFromItem.ts';
import { requireOffered } from './requireOffered.ts';
import { reprotect } from './reprotect.ts';
import { updateItem, type AddressChoice } from './updateItem.ts';

/** The choices of all that can be asked of a protected item; undefined: the default. */
export interface ItemPlanChoices extends Omit<ItemChoices, 'recoveryPointId' | 'makeNetwork'>, Omit<AddDiskChoices, 'cacheAccountId'> {
  /** `latest`, `latest-processed`, `app-consistent`, an ARM id or the name at its end; default: the latest. A change of the point needs one. */
  readonly recoveryPoint?: string | undefined;
  /** Of a test failover: a network is made for it, like the machine's own and peered with nothing; `networkId` is not read then. Default: no. */
  readonly makesNetwork?: boolean | undefined;
  /** Of a failover; default: no. */
  readonly shutsDownSource?: boolean | undefined;
  /** Of re-protection, and of a further disk: ARM id. */
  readonly cacheAccountId?: string | undefined;
  readonly size?: string | undefined;
  readonly addresses?: readonly AddressChoice[] | undefined;
}

/**
 * Reads what an operation on a protected item needs beside the item, and makes it. Of a failover this is at most the list of its recovery
 * points: nothing of the region of the source. Throws a `UserError`: `usage` when the item does not offer it, or a choice cannot be carried out.
 */
export async function planItem(azure: RecoveryAccess, kind: ItemCommand, item: RecoveryItem, choices: ItemPlanChoices): Promise<Operation> {
  requireOffered(kind, item);
  switch (kind) {
    case 'failover':
      return failover(item, {
        recoveryPointId: await pointId(azure, item, choices.recoveryPoint),
        shutsDownSource: choices.shutsDownSource === true,
      });
    case 'commit':
      return commitFailover(item);
    case 'change-point':
      return changeRecoveryPoint(item, (await pointId(azure, item, choices.recoveryPoint)) ?? noPoint(item));
    case 'reprotect':
      return reprotect(item, await readFailedOver(azure, item), { cacheAccountId: choices.cacheAccountId });
    case 'update': {
      const { size, networkId, addresses = [] } = choices;
      return updateItem(item, await readRecoveryTarget(azure, item), { size, networkId, addresses });
    }
    case 'add-disk': {
      const [source, replicated] = await Promise.all([readReplicationSource(azure, item.machineId), readReplicatedDisks(azure, item)]);
      return addDisk(item, source, replicated, choices);
    }
    case 'repair':
      return repairReplication(item);
    case 'test-failover': {
      const { makesNetwork, networkId, isolation } = choices;
      const recoveryPointId = await pointId(azure, item, choices.recoveryPoint);
      const network =
        makesNetwork === true
          ? await newTestNetwork(azure, item)
          : { networkId, isolation: isolation ?? (await readIsolation(azure, item, networkId)) };
      return planFromItem(kind, item, { ...network, recoveryPointId });
    }
    default:
      return planFromItem(kind, item, { notes: choices.notes });
  }
}

/** Undefined for the latest, which requests leave out. */
async function pointId(azure: RecoveryAccess, item: RecoveryItem, choice: string | undefined): Promise<string | undefined> {
  if (choice === undefined || choice === 'latest') return undefined;
  return chooseRecoveryPoint(await readRecoveryPoints(azure, item), choice)?.azureId;
}

function noPoint({ friendlyName }: RecoveryItem): never {
  throw new UserError(
    'usage',
    `To which recovery point ${friendlyName} is to be changed must be said.`,
    'Give latest-processed, app-consistent, or the id of a recovery point (--recovery-point).',
  );
}

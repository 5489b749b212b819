import { apiVersions } from '../apiVersions.ts';
import type { Quota, SizeOffer } from '../../model/capacity.ts';
import { placeId } from '../../model/details.ts';
import type { NetworkOption } from '../../model/enableOptions.ts';
import { kqlText } from '../inventory/inventoryTable.ts';
import { locationOf } from '../values.ts';
import { listOrGraph } from './askGraph.ts';
import { readQuotas, readSizes } from './readCapacity.ts';
import { readable } from './readable.ts';
import { networkOption } from './readEnableOptions.ts';
import type { RecoveryAccess } from './recoveryAccess.ts';

/** What a failover can be changed to make, in its target region. Undefined, in place of a list: it may not be read. */
export interface UpdateOptions {
  readonly sizes: readonly SizeOffer[] | undefined;
  readonly quotas: readonly Quota[] | undefined;
  readonly networks: readonly NetworkOption[] | undefined;
}

/** Three calls, none of which needs the region that is left. Throws a `UserError` where nobody is signed in. */
export async function readUpdateOptions(azure: RecoveryAccess, subscription: string, region: string): Promise<UpdateOptions> {
  const place = placeId(subscription, region);
  const [sizes, quotas, networks] = await Promise.all([
    readable(readSizes(azure, place)),
    readable(readQuotas(azure, place)),
    listOrGraph(
      azure,
      azure.list(`/subscriptions/${subscription}/providers/Microsoft.Network/virtualNetworks`, apiVersions.network),
      `resources | where type == 'microsoft.network/virtualnetworks' and subscriptionId =~ ${kqlText(subscription)} and location =~ ${kqlText(region)} | project id, name, location, properties | order by id asc`,
    ),
  ]);
  return {
    sizes: sizes && [...sizes.values()],
    quotas,
    networks: networks?.filter((row) => locationOf(row['location']) === region).map(networkOption),
  };
}

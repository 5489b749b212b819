import type { Quota, SizeOffer } from '../../model/capacity.ts';
import { placeId } from '../../model/details.ts';
import type { NetworkOption } from '../../model/enableOptions.ts';
import { locationOf } from '../values.ts';
import { readQuotas, readSizes } from './preflight/reads.ts';
import { readable } from './readable.ts';
import { networkOption } from './readEnableOptions.ts';
import { networkApiVersion } from './readReplicationSource.ts';
import type { RecoveryAccess } from './recoveryAccess.ts';

/** What a failover can be changed to make, in its target region. Undefined, in place of a list: it may not be read. */
export interface UpdateOptions {
  readonly sizes: readonly SizeOffer[] | undefined;
  readonly quotas: readonly Quota[] | undefined;
  readonly networks: readonly NetworkOption[] | undefined;
}

/** Three calls to the target region. Throws a `UserError` where nobody is signed in. */
export async function readUpdateOptions(azure: RecoveryAccess, subscription: string, region: string): Promise<UpdateOptions> {
  const place = placeId(subscription, region);
  const [sizes, quotas, networks] = await Promise.all([
    readable(readSizes(azure, place)),
    readable(readQuotas(azure, place)),
    readable(azure.list(`/subscriptions/${subscription}/providers/Microsoft.Network/virtualNetworks`, networkApiVersion)),
  ]);
  return {
    sizes: sizes && [...sizes.values()],
    quotas,
    networks: networks?.filter((row) => locationOf(row['location']) === region).map(networkOption),
  };
}

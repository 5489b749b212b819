import { placeId } from '../../model/details.ts';
import type { Room } from '../../model/enableOptions.ts';
import { readQuotas, readSizes } from './readCapacity.ts';
import type { RecoveryAccess } from './recoveryAccess.ts';
import { readable } from './readable.ts';

/**
 * Whether a region has room for a machine of a size, in two calls; undefined where that cannot be read, and for a size that is not known. Throws a
 * `UserError` where nobody is signed in.
 */
export async function readRoom(
  azure: RecoveryAccess,
  subscription: string,
  region: string,
  size: string | undefined,
): Promise<Room | undefined> {
  const place = placeId(subscription, region);
  const [sizes, quotas] = await Promise.all([readable(readSizes(azure, place)), readable(readQuotas(azure, place))]);
  if (!sizes || !quotas || size === undefined) return undefined;
  const offer = sizes.get(size.toLowerCase()) ?? null;
  return {
    offer,
    quotas: quotas.filter(({ name }) => name.toLowerCase() === 'cores' || name.toLowerCase() === offer?.family.toLowerCase()),
  };
}

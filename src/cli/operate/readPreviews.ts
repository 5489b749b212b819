import { abortable } from '../../azure/abortable.ts';
import { readFailoverFacts } from '../../azure/siteRecovery/readFailoverFacts.ts';
import type { RecoveryAccess } from '../../azure/siteRecovery/recoveryAccess.ts';
import type { RecoveryItem } from '../../model/recoveryItem.ts';
import type { FailoverFacts } from '../../operations/item/failoverPreview.ts';

/** In an outage nobody waits longer for what is only good to know. */
const withinMs = 15_000;

/** What is known of failovers beforehand, as far as Azure tells it in time: a failover does not depend on it. `now`: of Azure's clock. */
export async function readPreviews(
  azure: RecoveryAccess,
  items: readonly RecoveryItem[],
  now: () => Date,
): Promise<readonly FailoverFacts[]> {
  const enough = AbortSignal.timeout(withinMs);
  const read = async (item: RecoveryItem): Promise<readonly FailoverFacts[]> => {
    try {
      return [{ ...(await abortable(readFailoverFacts(azure, item), enough)), readAt: now(), source: undefined }];
    } catch {
      return [];
    }
  };
  return (await Promise.all(items.map(read))).flat();
}

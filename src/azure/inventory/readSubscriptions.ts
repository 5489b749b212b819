import { apiVersions } from '../apiVersions.ts';
import type { Subscription } from '../../model/resource.ts';
import type { ArmReader } from '../wire/armReader.ts';
import { textOf } from '../values.ts';

/** Subscriptions that the caller may read, in the order of Azure; deleted ones left out. */
export async function readSubscriptions(arm: ArmReader): Promise<readonly Subscription[]> {
  const subscriptions: Subscription[] = [];
  await arm.list('/subscriptions', apiVersions.subscriptions, {}, (page) => {
    for (const row of page) {
      const id = textOf(row['subscriptionId']);
      if (id !== undefined && row['state'] !== 'Deleted') {
        subscriptions.push({ id: id.toLowerCase(), name: textOf(row['displayName']) ?? id });
      }
    }
  });
  return subscriptions;
}

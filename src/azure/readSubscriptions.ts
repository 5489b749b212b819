import type { Subscription } from '../model/resource.ts';
import type { Session } from './session.ts';

/** Subscriptions that the caller may read, in the order of Azure; deleted ones left out. */
export async function readSubscriptions(session: Session): Promise<readonly Subscription[]> {
  const { SubscriptionClient } = await import('@azure/arm-resources-subscriptions');
  const client = new SubscriptionClient(session.credential, session.clientOptions);
  const subscriptions: Subscription[] = [];
  for await (const { subscriptionId, displayName, state } of client.subscriptions.list({ abortSignal: session.signal })) {
    if (subscriptionId && state !== 'Deleted') {
      subscriptions.push({ id: subscriptionId.toLowerCase(), name: displayName ?? subscriptionId });
    }
  }
  return subscriptions;
}

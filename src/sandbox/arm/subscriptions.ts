import type { Call, Reply } from '../wire.ts';
import type { StoredSubscription } from '../store.ts';
import type { World } from '../world.ts';

/** Tenants and subscriptions: one tenant, and every subscription that a seeded or PUT resource names. */
export function registerSubscriptions(world: World): void {
  const { router, store, tenantId } = world;

  router.add('GET', '/tenants', () => ({
    status: 200,
    body: {
      value: [
        {
          id: `/tenants/${tenantId}`,
          tenantId,
          countryCode: 'US',
          displayName: 'Sandbox',
          domains: ['sandbox.example'],
          tenantCategory: 'Home',
          defaultDomain: 'sandbox.example',
          tenantType: 'AAD',
        },
      ],
    },
  }));
  router.add('GET', '/subscriptions', () => ({
    status: 200,
    body: { value: [...store.subscriptions.values()].map(show), count: { type: 'Total', value: store.subscriptions.size } },
  }));
  router.add('GET', '/subscriptions/{subscription}', ({ params }: Call): Reply => {
    // The front door has refused unknown ones.
    const subscription = store.subscriptions.get((params['subscription'] ?? '').toLowerCase())!;
    return { status: 200, body: show(subscription) };
  });

  function show({ id, displayName, tags }: StoredSubscription): unknown {
    return {
      id: `/subscriptions/${id}`,
      authorizationSource: 'RoleBased',
      managedByTenants: [],
      subscriptionId: id,
      tenantId,
      displayName,
      state: 'Enabled',
      ...(tags && { tags }),
      subscriptionPolicies: { locationPlacementId: 'Public_2014-09-01', quotaId: 'PayAsYouGo_2014-09-01', spendingLimit: 'Off' },
    };
  }
}

import { steadyListReply } from '../../paging.ts';
import { keyOf, parentOfKey, regionKey, type ArmResource } from '../../resource.ts';
import { ArmError, type Call, type Reply } from '../../wire.ts';
import type { World } from '../../world.ts';
import { badRequest, resourceNotFound } from '../errors.ts';
import { bodyObject, mergedResource, pathOf, putBody } from '../generic.ts';
import { withIdentity } from '../identity.ts';
import { usage } from '../usage.ts';
import { accountBody, ACCOUNTS, assertKnownKind, assertNotBusy, assertSkuMayChange, skuName, withSku } from './accountBody.ts';
import { geoReplicationStats, withoutGeoReplicationStats } from './geoReplicationStats.ts';
import { storageOperation } from './storageOperation.ts';

/** Recorded: 17 s between the two polls of a new account. */
const CREATE_SECONDS = 17;
const ACCOUNT_LIMIT = 250;
const NAME = /^[a-z0-9]{3,24}$/;

export const ACCOUNT = `/subscriptions/{subscription}/resourceGroups/{group}/providers/${ACCOUNTS}/{account}`;

/** Storage accounts: PUT, PATCH, GET with geo-replication, names, usage. */
export function registerAccounts(world: World): void {
  const { router, store, clock } = world;

  router.add('GET', ACCOUNT, (call) => {
    const account = existingAccount(world, call);
    const expand = (call.query.get('$expand') ?? '').toLowerCase().split(',');
    const shown = withoutGeoReplicationStats(account);
    const stats = expand.includes('georeplicationstats') ? geoReplicationStats(world, account) : undefined;
    return { status: 200, body: stats ? { ...shown, properties: { ...shown.properties, geoReplicationStats: stats } } : shown };
  });
  for (const base of ['/subscriptions/{subscription}', '/subscriptions/{subscription}/resourceGroups/{group}']) {
    router.add('GET', `${base}/providers/${ACCOUNTS}`, (call) =>
      steadyListReply(world, call, () => store.list(ACCOUNTS, pathOf(call).scope).map(withoutGeoReplicationStats)),
    );
  }
  router.add('PUT', ACCOUNT, put);
  router.add('PATCH', ACCOUNT, (call) => {
    const changed = mergedResource(world, call);
    const before = existingAccount(world, call);
    const merged = withIdentity(world, changed, before);
    assertNotBusy(merged);
    const after = withSku(merged, skuName(merged));
    assertKnownKind(after);
    assertSkuMayChange(before, after);
    store.put(after);
    return { status: 200, body: withoutGeoReplicationStats(after) };
  });
  router.add('DELETE', ACCOUNT, (call) => {
    const account = store.get(pathOf(call).id);
    if (!account) return { status: 204 };
    assertNotBusy(account);
    store.delete(account.id);
    return { status: 200 };
  });
  router.add('POST', '/subscriptions/{subscription}/providers/Microsoft.Storage/checkNameAvailability', (call) => ({
    status: 200,
    body: nameAvailability((bodyObject(call) as { name?: string }).name ?? ''),
  }));
  router.add('GET', '/subscriptions/{subscription}/providers/Microsoft.Storage/locations/{location}/usages', ({ params }) => {
    const accounts = store
      .list(ACCOUNTS, `/subscriptions/${params['subscription']}`)
      .filter(({ location }) => regionKey(location ?? '') === regionKey(params['location'] ?? ''));
    return { status: 200, body: { value: [usage('StorageAccounts', 'Storage Accounts', accounts.length, ACCOUNT_LIMIT)] } };
  });

  function put(call: Call): Reply {
    const sent = putBody(world, call);
    if (!sent.before) assertNameFree(sent.resource.name, call.params['subscription'] ?? '');
    const account = withIdentity(world, accountBody(sent, clock.now()), sent.before);
    assertKnownKind(account);
    if (sent.before) {
      assertNotBusy(sent.before);
      assertSkuMayChange(sent.before, account);
      store.put(account);
      return { status: 200, body: withoutGeoReplicationStats(account) };
    }
    const finish = (): ArmResource => {
      // Its group may have been deleted meanwhile.
      if (!store.has(parentOfKey(keyOf(account.id)))) throw resourceNotFound(account.id);
      store.put(account);
      return account;
    };
    return storageOperation(world, call, account.location ?? '', { seconds: CREATE_SECONDS, finish });
  }

  /** Codes and words are those of public reports. */
  function assertNameFree(name: string, subscription: string): void {
    const { reason, message = '' } = nameAvailability(name);
    if (reason === 'AccountNameInvalid') throw badRequest(reason, message);
    if (reason === undefined) return;
    if (store.list(ACCOUNTS, `/subscriptions/${subscription}`).some((account) => account.name === name)) {
      const text = `The account ${name} is already in another resource group in this subscription.`;
      throw new ArmError(409, 'StorageAccountInAnotherResourceGroup', text);
    }
    throw new ArmError(409, 'StorageAccountAlreadyTaken', message);
  }

  function nameAvailability(name: string): { nameAvailable: boolean; reason?: string; message?: string } {
    if (!NAME.test(name)) {
      return {
        nameAvailable: false,
        reason: 'AccountNameInvalid',
        message: `${name} is not a valid storage account name. Storage account name must be between 3 and 24 characters in length and use numbers and lower-case letters only.`,
      };
    }
    const taken = store.list(ACCOUNTS).some((account) => account.name === name);
    return taken
      ? { nameAvailable: false, reason: 'AlreadyExists', message: `The storage account named ${name} is already taken.` }
      : { nameAvailable: true };
  }
}

/** The account that the path names. Throws ARM's 404. */
export function existingAccount(world: World, call: Call): ArmResource {
  const { id, name, scope } = pathOf(call);
  const account = world.store.get(name === undefined ? scope : id);
  if (!account) throw resourceNotFound(name === undefined ? scope : id);
  return account;
}

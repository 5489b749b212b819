import type { ArmResource } from '../../resource.ts';
import type { Call } from '../../wire.ts';
import type { World } from '../../world.ts';
import { resourceNotFound } from '../errors.ts';
import { bodyObject, merge } from '../generic.ts';
import { ACCOUNT } from './accounts.ts';
import { ACCOUNTS } from './accountBody.ts';

const CORS = { cors: { corsRules: [] } };
/** What a service of a new account says of itself, by its name in the path (documented defaults). */
const SERVICES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  blobServices: { ...CORS, deleteRetentionPolicy: { allowPermanentDelete: false, enabled: false } },
  fileServices: { ...CORS, shareDeleteRetentionPolicy: { enabled: true, days: 7 }, protocolSettings: { smb: {} } },
  queueServices: CORS,
  tableServices: CORS,
};

/** The services of an account. Every account has them, though nobody has made one. */
export function registerServiceProperties(world: World): void {
  const { router, store } = world;
  for (const [service, defaults] of Object.entries(SERVICES)) {
    const shown = (call: Call, sent: unknown = {}): ArmResource => {
      const { subscription, group, account: name } = call.params;
      const accountId = `/subscriptions/${subscription}/resourceGroups/${group}/providers/${ACCOUNTS}/${name}`;
      const account = store.get(accountId);
      if (!account) throw resourceNotFound(accountId);
      const id = `${account.id}/${service}/default`;
      const properties = merge({ ...defaults, ...store.get(id)?.properties }, sent) as Record<string, unknown>;
      return { id, name: 'default', type: `${ACCOUNTS}/${service}`, ...('sku' in account && { sku: account['sku'] }), properties };
    };
    router
      .add('GET', `${ACCOUNT}/${service}/default`, (call) => ({ status: 200, body: shown(call) }))
      .add('GET', `${ACCOUNT}/${service}`, (call) => ({ status: 200, body: { value: [shown(call)] } }))
      .add('PUT', `${ACCOUNT}/${service}/default`, (call) => {
        const body = shown(call, bodyObject(call)['properties']);
        store.put(body);
        return { status: 200, body };
      });
  }
}

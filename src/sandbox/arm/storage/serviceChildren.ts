import { steadyListReply } from '../../paging.ts';
import { fieldAt } from '../../recovery/field.ts';
import type { ArmResource } from '../../resource.ts';
import { ArmError, type Call, type Reply } from '../../wire.ts';
import type { World } from '../../world.ts';
import { bodyObject, merge } from '../generic.ts';
import { ACCOUNTS } from './accountBody.ts';
import { ACCOUNT, existingAccount } from './accounts.ts';

type Properties = Readonly<Record<string, unknown>>;

interface Kind {
  /** `container` of `containers`: also the first word of its error code. */
  readonly word: string;
  /** Of a new one. Queues and tables: 200 [OpenAPI]. */
  readonly status: 200 | 201;
  /** What it says of itself when nobody said otherwise. */
  readonly defaults: (name: string, now: string) => Properties;
  /** What only a GET of one tells. */
  readonly details?: Properties;
  /** What only a GET of one with `$expand=stats` tells. */
  readonly stats?: Properties;
}

const FREE = { leaseStatus: 'Unlocked', leaseState: 'Available' };

/** What lies in the services of an account: containers as recorded at 2021-09-01; [GAP] of the others the OpenAPI's members. */
const KINDS: Readonly<Record<string, Kind>> = {
  'blobServices/default/containers': {
    word: 'container',
    status: 201,
    defaults: (_, lastModifiedTime) => ({
      immutableStorageWithVersioning: { enabled: false },
      deleted: false,
      remainingRetentionDays: 0,
      defaultEncryptionScope: '$account-encryption-key',
      denyEncryptionScopeOverride: false,
      publicAccess: 'None',
      ...FREE,
      lastModifiedTime,
      hasImmutabilityPolicy: false,
      hasLegalHold: false,
    }),
    details: { legalHold: { hasLegalHold: false, tags: [] } },
  },
  'fileServices/default/shares': {
    word: 'share',
    status: 201,
    defaults: (_, lastModifiedTime) => ({
      ...FREE,
      lastModifiedTime,
      shareQuota: 5120,
      enabledProtocols: 'SMB',
      accessTier: 'TransactionOptimized',
    }),
    stats: { shareUsageBytes: 0 },
  },
  'queueServices/default/queues': { word: 'queue', status: 200, defaults: () => ({}) },
  'tableServices/default/tables': { word: 'table', status: 200, defaults: (tableName) => ({ tableName }) },
};

/** Containers, shares, queues and tables of an account, whose services are there though nobody has made them. */
export function registerServiceChildren(world: World): void {
  for (const [path, kind] of Object.entries(KINDS)) {
    const list = `${ACCOUNT}/${path}`;
    const one = `${list}/{name}`;
    world.router
      .add('GET', list, (call) => {
        const scope = `${accountOf(world, call).id}/${path.split('/').slice(0, -1).join('/')}`;
        return steadyListReply(world, call, () => world.store.list(typeOf(path), scope));
      })
      .add('GET', one, (call) => shown(existing(world, call, path, kind), kind, call))
      .add('PUT', one, (call) => put(world, call, path, kind))
      .add('PATCH', one, (call) => save(world, existing(world, call, path, kind), call, 200))
      .add('DELETE', one, (call) => ({ status: world.store.delete(idOf(world, call, path)) ? 200 : 204 }));
  }
}

function put(world: World, call: Call, path: string, { defaults, status }: Kind): Reply {
  const id = idOf(world, call, path);
  const before = world.store.get(id);
  const name = call.params['name'] ?? '';
  const made: ArmResource = { id, name, type: typeOf(path), properties: { ...defaults(name, world.clock.now().toISOString()) } };
  return save(world, before ?? made, call, before ? 200 : status);
}

/** Answered without its properties, but for what was sent [recorded]. */
function save(world: World, resource: ArmResource, call: Call, status: number): Reply {
  const sent = call.body === undefined ? undefined : fieldAt(bodyObject(call), 'properties');
  const etag = `"0x${world.newGuid().replaceAll('-', '').slice(0, 15).toUpperCase()}"`;
  const { id, name, type, properties } = resource;
  world.store.put({ id, name, type, etag, properties: merge(properties, sent ?? {}) as Record<string, unknown> });
  return { status, headers: { etag }, body: { id, name, type, ...(sent !== undefined && { properties: sent }) } };
}

function shown(resource: ArmResource, { details, stats }: Kind, { query }: Call): Reply {
  const { etag } = resource;
  const asked = query.get('$expand')?.toLowerCase() === 'stats' ? stats : undefined;
  return {
    status: 200,
    ...(typeof etag === 'string' && { headers: { etag } }),
    body: { ...resource, properties: { ...resource.properties, ...details, ...asked } },
  };
}

/** Throws the service's own 404. */
function existing(world: World, call: Call, path: string, { word }: Kind): ArmResource {
  const found = world.store.get(idOf(world, call, path));
  if (found) return found;
  const code = `${word[0]?.toUpperCase()}${word.slice(1)}NotFound`;
  throw new ArmError(404, code, `The specified ${word} does not exist.`);
}

function idOf(world: World, call: Call, path: string): string {
  return `${accountOf(world, call).id}/${path}/${call.params['name']}`;
}

function accountOf(world: World, call: Call): ArmResource {
  const { subscription, group, account } = call.params;
  const path = `/subscriptions/${subscription}/resourceGroups/${group}/providers/${ACCOUNTS}/${account}`;
  return existingAccount(world, { ...call, path });
}

/** `Microsoft.Storage/storageAccounts/blobServices/containers`. */
function typeOf(path: string): string {
  return `${ACCOUNTS}/${path.replace('/default/', '/')}`;
}

import { groupOfKey, keyOf } from '../resource.ts';
import { ArmError, type Query, type WireRequest } from '../wire.ts';
import type { World } from '../world.ts';
import { API_VERSIONS } from './apiVersions.ts';

const OLDEST_API_YEAR = 2014;
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

interface Target {
  readonly path: string;
  readonly query: Query;
}

/** What ARM's front door looks at before any service: the token, the api-version, the subscription and the resource group. */
export function checkArm(world: World, request: WireRequest, { path, query }: Target): void {
  checkToken(world, request);
  checkApiVersion(query.get('api-version'));
  const key = keyOf(path);
  const subscription = /^\/subscriptions\/([^/]+)/.exec(key)?.[1];
  if (subscription !== undefined && !world.store.subscriptions.has(subscription)) {
    if (!GUID.test(subscription)) {
      throw new ArmError(400, 'InvalidSubscriptionId', `The provided subscription identifier '${subscription}' is malformed or invalid.`);
    }
    throw new ArmError(404, 'SubscriptionNotFound', `The subscription '${subscription}' could not be found.`);
  }
  const group = groupOfKey(key);
  if (group !== undefined && group !== key && !world.store.has(group)) {
    throw new ArmError(404, 'ResourceGroupNotFound', `Resource group '${path.split('/')[4] ?? ''}' could not be found.`, {}, gateway);
  }
}

/** ARM itself answered, not the service behind it. */
export const gateway = { 'x-ms-failure-cause': 'gateway' };

function checkToken(world: World, request: WireRequest): void {
  const given = request.headers['authorization'];
  if (/^bearer \S/i.test(given ?? '')) return;
  // Of other kinds of sign-in ARM knows none. Public reports have this code.
  const [code, fault] = given
    ? ['AuthenticationFailedInvalidHeader', 'is provided in an invalid format']
    : ['AuthenticationFailed', 'is missing'];
  const { origin } = new URL(request.url);
  throw new ArmError(
    401,
    code,
    `Authentication failed. The 'Authorization' header ${fault}.`,
    {},
    {
      ...gateway,
      'www-authenticate': `Bearer authorization_uri="${origin}/${world.tenantId}", error="invalid_token", error_description="The authentication failed because of missing 'Authorization' header."`,
    },
  );
}

function checkApiVersion(version: string | undefined): void {
  if (version === undefined || version === '') {
    throw new ArmError(
      400,
      'MissingApiVersionParameter',
      'The api-version query parameter (?api-version=) is required for all requests.',
      {},
      gateway,
    );
  }
  const match = /^(\d{4})-(\d{2})-(\d{2})(-[a-z0-9.]+)?$/i.exec(version);
  if (!match || Number(match[1]) < OLDEST_API_YEAR || Number.isNaN(Date.parse(version.slice(0, 10)))) {
    throw new ArmError(
      400,
      'InvalidApiVersionParameter',
      `The api-version '${version}' is invalid. The supported versions are '${API_VERSIONS.join(',')}'.`,
      {},
      gateway,
    );
  }
}

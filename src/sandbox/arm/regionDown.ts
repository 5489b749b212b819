import { setTimeout as wait } from 'node:timers/promises';
import { groupOfKey, keyOf, regionKey } from '../resource.ts';
import { ArmError, type Call } from '../wire.ts';
import type { World } from '../world.ts';
import { parseResourcePath } from './resourcePath.ts';
import { isGeoRedundant, skuName } from './storage/accountBody.ts';

/** How long Resource Manager waits for the service of a region, real milliseconds. */
const GATEWAY_WAITS_MS = 60_000;

/** Answered by services that are in no region, whatever they tell about. */
const everywhere = /^\/providers\/microsoft\.(authorization|advisor|features|insights|resources|resourcehealth|resourcegraph)\//;

/**
 * Throws when a request asks something of a region that is down; where requests hang, only once Resource Manager gives up waiting. Resource Manager
 * itself, its groups and subscriptions, Resource Graph, roles, locks, links and health go on. A list that spans regions is asked of each, and fails
 * with any of them: public reports of `ProviderError` give its words and this cause. A zone that was down for a drill made `az vm list -d` hang for
 * minutes (Azure/azure-cli#14121). [GAP] The whole answer of a region that is down was never recorded.
 */
export async function checkRegionsUp(world: World, call: Call): Promise<void> {
  if (world.outages.regions().length === 0 || !/^\/subscriptions\/[^/]+\//i.test(call.path)) return;
  const isRead = call.method === 'GET' || call.method === 'HEAD';
  if (isFailingOver(world, call, isRead)) return;
  const down = isRead ? readOf(world, call) : changeOf(world, call);
  if (!down) return;
  if (world.outages.answersOf(down.region) !== 'hang') throw down.failure;
  await wait(GATEWAY_WAITS_MS, undefined, { ref: false });
  throw new ArmError(504, 'GatewayTimeout', timeoutText(call.path));
}

/** An account with a second region can be looked at and failed over: that is what its failover is for (documented). */
function isFailingOver(world: World, { path }: Call, isRead: boolean): boolean {
  const [, id = ''] = (isRead ? /^(.+\/storageAccounts\/[^/]+)$/i : /^(.+\/storageAccounts\/[^/]+)\/failover$/i).exec(path) ?? [];
  const account = id === '' ? undefined : world.store.get(id);
  return account !== undefined && isGeoRedundant(skuName(account));
}

interface Down {
  readonly region: string;
  readonly failure: ArmError;
}

function readOf(world: World, { path }: Call): Down | undefined {
  const key = keyOf(path);
  if (!key.includes('/providers/') || everywhere.test(key.slice(key.lastIndexOf('/providers/')))) return undefined;
  const region = namedRegion(key) ?? locationOf(world, key);
  if (region !== undefined) {
    return silences(world, region) ? { region, failure: new ArmError(504, 'GatewayTimeout', timeoutText(path)) } : undefined;
  }
  const list = parseResourcePath(path);
  if (list?.name !== undefined || list?.type.split('/').length !== 2) return undefined;
  const [provider, type] = list.type.split('/');
  const spanned = new Set(world.store.list(list.type, list.scope).map(({ location }) => regionKey(location ?? '')));
  const down = [...spanned].find((one) => silences(world, one) && world.outages.answersOf(one) !== 'partial');
  if (down === undefined) return undefined;
  const text = `Resource provider '${provider}' failed to return collection response for type '${type}'.`;
  return { region: down, failure: new ArmError(502, 'ProviderError', text) };
}

/** Whether reads of what lies there fail. */
function silences({ outages }: World, region: string): boolean {
  return outages.isDown(region) && outages.answersOf(region) !== 'readOnly';
}

/**
 * Nothing can be changed in a region that is down, nor in a resource group whose region is down (documented: ARM keeps the group's metadata
 * there). [GAP] 503 is what ARM documents for an unavailable service.
 */
function changeOf(world: World, { path, body }: Call): Down | undefined {
  const key = keyOf(path);
  const group = groupOfKey(key);
  if (group === undefined) return undefined;
  const places = [locationOf(world, key) ?? sentLocation(body), world.store.get(group)?.location];
  const region = places.find((place) => world.outages.isDown(place));
  if (region === undefined) return undefined;
  const text = `The service in the region '${region}' is unavailable. Please try again later.`;
  return { region, failure: new ArmError(503, 'ServiceUnavailable', text) };
}

/** Words that public reports of the code show. */
function timeoutText(path: string): string {
  const provider = /.*\/providers\/([^/]+)/i.exec(path)?.[1] ?? 'Microsoft.Resources';
  return `The gateway did not receive a response from '${provider}' within the specified time period.`;
}

/** Of `/providers/Microsoft.Compute/locations/westeurope/usages`. */
function namedRegion(key: string): string | undefined {
  return /\/providers\/[^/]+\/locations\/([^/]+)/.exec(key)?.[1];
}

/** Where the nearest existing resource on the path lies that has a location. */
function locationOf(world: World, key: string): string | undefined {
  for (let at = key; at.includes('/providers/'); at = at.slice(0, at.lastIndexOf('/'))) {
    const location = world.store.get(at)?.location;
    if (location !== undefined) return location;
  }
  return undefined;
}

/** Of something new: where it is to be made. */
function sentLocation(body: unknown): string | undefined {
  const location = (body as { location?: unknown } | undefined)?.location;
  return typeof location === 'string' ? location : undefined;
}

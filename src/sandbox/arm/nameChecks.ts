import { regionKey } from '../resource.ts';
import { listAt, textAt } from '../recovery/field.ts';
import { VAULT_TYPE } from '../recovery/vaultScope.ts';
import type { Call, Reply } from '../wire.ts';
import type { World } from '../world.ts';
import { badRequest } from './errors.ts';
import { bodyObject } from './generic.ts';
import { zoneMappings } from './locations.ts';
import { regions } from './regions.ts';

/** Questions before anything is made: shapes are those of the OpenAPI. [GAP] None was recorded. */
export function registerNameChecks(world: World): void {
  world.router
    .add('POST', '/providers/Microsoft.Resources/checkResourceName', checkResourceName)
    .add('POST', '/subscriptions/{subscription}/providers/Microsoft.Resources/checkZonePeers', (call) => zonePeers(world, call))
    .add(
      'POST',
      '/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.RecoveryServices/locations/{location}/checkNameAvailability',
      (call) => vaultName(world, call),
    );
}

/** Documented ("Resolve reserved resource name errors"): whole names that ARM refuses. */
const RESERVED =
  /^(?:access|azure|bing|bizspark|biztalk|cortana|directx|dotnet|dynamics|excel|exchange|forefront|groove|hololens|hyperv|kinect|lync|msdn|o365|office|office365|onedrive|onenote|outlook|powerpoint|sharepoint|skype|visio|visualstudio)$/i;
/** Documented: names that hold or begin with these. */
const RESERVED_PARTS = /microsoft|windows|^login|^xbox/i;

function checkResourceName(call: Call): Reply {
  const { name, type } = bodyObject(call);
  if (typeof name !== 'string' || typeof type !== 'string') throw badRequest('InvalidRequestContent', 'The name and the type are needed.');
  const status = RESERVED.test(name) || RESERVED_PARTS.test(name) ? 'Reserved' : 'Allowed';
  return { status: 200, body: { name, type, status } };
}

/** Which zones of other subscriptions are the same buildings as those of this one. */
function zonePeers(world: World, call: Call): Reply {
  const body = bodyObject(call);
  const region = regions.get(regionKey(textAt(body, 'location') ?? ''));
  if (!region?.zones) throw badRequest('InvalidLocation', `The location '${textAt(body, 'location') ?? ''}' has no availability zones.`);
  const subscription = call.params['subscription'] ?? '';
  const others = listAt(body, 'subscriptionIds').flatMap((id) => (typeof id === 'string' ? [id.split('/').at(-1) ?? ''] : []));
  const unknown = others.find((id) => !world.store.subscriptions.has(id.toLowerCase()));
  if (unknown !== undefined) throw badRequest('InvalidSubscriptionId', `The subscription '${unknown}' could not be found.`);
  const availabilityZonePeers = zoneMappings(region.name, subscription).map(({ logicalZone, physicalZone }) => ({
    availabilityZone: logicalZone,
    peers: others.map((id) => ({
      subscriptionId: id,
      availabilityZone: zoneMappings(region.name, id).find((zone) => zone.physicalZone === physicalZone)?.logicalZone,
    })),
  }));
  return { status: 200, body: { subscriptionId: subscription, location: region.name, availabilityZonePeers } };
}

/** The OpenAPI: a name is free unless a vault of the subscription has it. */
function vaultName(world: World, call: Call): Reply {
  const name = textAt(bodyObject(call), 'name')?.toLowerCase();
  const isTaken = world.store
    .list(VAULT_TYPE, `/subscriptions/${call.params['subscription']}`)
    .some((vault) => vault.name.toLowerCase() === name);
  const body = isTaken
    ? { nameAvailable: false, reason: 'AlreadyExists', message: `The resource with the name '${name}' already exists.` }
    : { nameAvailable: true, reason: null, message: null };
  return { status: 200, body };
}

import type { Call, Reply } from '../wire.ts';
import type { World } from '../world.ts';
import { API_VERSIONS } from './apiVersions.ts';
import { gateway } from './checkArm.ts';
import { ArmError } from '../wire.ts';
import { regions } from './regions.ts';
import { providers } from './resourceTypes.ts';

/** Which services are registered in a subscription. */
export function registerProviders(world: World): void {
  const { router } = world;
  const collection = '/subscriptions/{subscription}/providers';

  router.add('GET', collection, ({ params }) => ({
    status: 200,
    body: { value: Object.keys(providers).map((namespace) => show(world, params['subscription'] ?? '', namespace)) },
  }));
  router.add('GET', `${collection}/{namespace}`, (call) => one(world, call));
  // Of the tenant: what there is, whoever uses it.
  router.add('GET', '/providers', () => ({
    status: 200,
    body: { value: Object.keys(providers).map((namespace) => shown(world, namespace)) },
  }));
  router.add('GET', '/providers/{namespace}', ({ params }) => ({
    status: 200,
    body: shown(world, inItsCasing(world, params['namespace'] ?? '')),
  }));
  router.add('POST', `${collection}/{namespace}/register`, (call) => register(world, call));
  router.add('POST', `${collection}/{namespace}/unregister`, (call) => {
    world.registrations.set(call.params['subscription'] ?? '', call.params['namespace'] ?? '', 'NotRegistered');
    return one(world, call);
  });
}

/** [GAP] How long it takes was never recorded. */
const REGISTER_SECONDS = 30;

function register(world: World, call: Call): Reply {
  const { subscription = '', namespace = '' } = call.params;
  const { registrations, clock } = world;
  if (registrations.stateOf(subscription, namespace) === 'NotRegistered') {
    registrations.set(subscription, namespace, 'Registering');
    clock.schedule(clock.now().getTime() + REGISTER_SECONDS * 1000, () => registrations.set(subscription, namespace, 'Registered'));
  }
  return one(world, call);
}

/** ARM's own answer to a change of what belongs to a service that the subscription is not registered for. */
export function assertRegistered(world: World, path: string): void {
  const [, subscription, namespace] = /^\/subscriptions\/([^/]+)\/resourcegroups\/[^/]+\/providers\/([^/]+)\//i.exec(path) ?? [];
  if (subscription === undefined || namespace === undefined) return;
  if (world.registrations.stateOf(subscription, namespace) === 'Registered') return;
  throw new ArmError(
    409,
    'MissingSubscriptionRegistration',
    `The subscription is not registered to use namespace '${namespace}'. See https://aka.ms/rps-not-found for how to register subscriptions.`,
    {},
    gateway,
  );
}

function one(world: World, { params }: Call): Reply {
  const namespace = inItsCasing(world, params['namespace'] ?? '');
  return { status: 200, body: show(world, params['subscription'] ?? '', namespace) };
}

/** A namespace in its own casing. Throws ARM's 404. */
function inItsCasing(world: World, wanted: string): string {
  const namespace = Object.keys(providers).find((name) => name.toLowerCase() === wanted.toLowerCase()) ?? wanted;
  if (typesOf(world, namespace).length === 0) {
    throw new ArmError(404, 'InvalidResourceNamespace', `The resource namespace '${wanted}' is invalid.`, {}, gateway);
  }
  return namespace;
}

/** The types above, and those of which somebody has put a resource (lower-case). */
function typesOf({ store }: World, namespace: string): readonly string[] {
  const known = providers[namespace] ?? [];
  const names = new Set(known.map((type) => type.toLowerCase()));
  const prefix = `${namespace.toLowerCase()}/`;
  const stored = store.types().filter((type) => type.startsWith(prefix));
  return [...known, ...stored.map((type) => type.slice(prefix.length)).filter((name) => !names.has(name))];
}

function show(world: World, subscription: string, namespace: string): unknown {
  return {
    ...shown(world, namespace),
    id: `/subscriptions/${subscription}/providers/${namespace}`,
    registrationState: world.registrations.stateOf(subscription, namespace),
    registrationPolicy: 'RegistrationRequired',
  };
}

function shown(world: World, namespace: string): object {
  const locations = [...regions.values()].map(({ displayName }) => displayName);
  return {
    id: `/providers/${namespace}`,
    namespace,
    resourceTypes: typesOf(world, namespace).map((resourceType) => ({
      resourceType,
      locations,
      apiVersions: API_VERSIONS,
      capabilities: 'None',
    })),
  };
}

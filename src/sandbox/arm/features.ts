import { ArmError, type Call, type Reply } from '../wire.ts';
import type { World } from '../world.ts';
import { SUBSCRIPTION } from './scopes.ts';

type State = 'Registered' | 'Registering' | 'NotRegistered' | 'Unregistering';

/**
 * Features that a subscription can ask for, by service, and what they are at first. What the sandbox lets everybody do is registered;
 * of the rest nothing depends on it. [GAP] Azure lists hundreds, others from month to month.
 */
const FEATURES: Readonly<Record<string, Readonly<Record<string, State>>>> = {
  'Microsoft.Compute': { EncryptionAtHost: 'Registered', UltraSSD: 'Registered', InGuestAutoPatchVMPreview: 'NotRegistered' },
  'Microsoft.Network': { AllowMultipleAddressPrefixesOnSubnet: 'NotRegistered', AllowVnetGatewayTags: 'NotRegistered' },
  'Microsoft.Storage': { AllowSFTP: 'NotRegistered', AllowNFSV3: 'NotRegistered' },
};

const ALL = `${SUBSCRIPTION}/providers/Microsoft.Features/features`;
const OF_ONE = `${SUBSCRIPTION}/providers/Microsoft.Features/providers/{namespace}/features`;
/** [GAP] Azure's take minutes, or somebody's consent. */
const CHANGE_SECONDS = 30;

interface Named {
  readonly namespace: string;
  readonly name: string;
}

const named: readonly Named[] = Object.entries(FEATURES).flatMap(([namespace, features]) =>
  Object.keys(features).map((name) => ({ namespace, name })),
);

/** Preview features of a subscription. Shape: recorded at 2015-12-01. */
export function registerFeatures(world: World): void {
  const { router, clock } = world;
  /** Other than at first, by subscription and name in lower case. */
  const states = new Map<string, State>();
  const keyFor = ({ params }: Call, { namespace, name }: Named): string => `${params['subscription']} ${namespace}/${name}`.toLowerCase();
  const show = (call: Call, feature: Named): unknown => {
    const { namespace, name } = feature;
    return {
      properties: { state: states.get(keyFor(call, feature)) ?? FEATURES[namespace]?.[name] },
      id: `/subscriptions/${call.params['subscription']}/providers/Microsoft.Features/providers/${namespace}/features/${name}`,
      type: 'Microsoft.Features/providers/features',
      name: `${namespace}/${name}`,
    };
  };
  const list = (call: Call, features: readonly Named[]): Reply => ({
    status: 200,
    body: { value: features.map((one) => show(call, one)) },
  });
  const change =
    (meanwhile: State, afterwards: State) =>
    (call: Call): Reply => {
      const feature = called(call);
      const key = keyFor(call, feature);
      const before = states.get(key) ?? FEATURES[feature.namespace]?.[feature.name];
      if (before !== afterwards) {
        states.set(key, meanwhile);
        clock.schedule(clock.now().getTime() + CHANGE_SECONDS * 1000, () => void states.set(key, afterwards));
      }
      return { status: 200, body: show(call, feature) };
    };

  router
    .add('GET', ALL, (call) => list(call, named))
    .add('GET', OF_ONE, (call) =>
      list(
        call,
        named.filter(({ namespace }) => isSame(namespace, call.params['namespace'])),
      ),
    )
    .add('GET', `${OF_ONE}/{feature}`, (call) => ({ status: 200, body: show(call, called(call)) }))
    .add('POST', `${OF_ONE}/{feature}/register`, change('Registering', 'Registered'))
    .add('POST', `${OF_ONE}/{feature}/unregister`, change('Unregistering', 'NotRegistered'));
}

/** Throws ARM's 404; [GAP] its words. */
function called({ params }: Call): Named {
  const found = named.find(({ namespace, name }) => isSame(namespace, params['namespace']) && isSame(name, params['feature']));
  if (!found) throw new ArmError(404, 'FeatureNotFound', `The feature '${params['feature']}' could not be found.`);
  return found;
}

const isSame = (one: string, other: string | undefined): boolean => one.toLowerCase() === other?.toLowerCase();

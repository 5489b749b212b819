import { parentOfKey, keyOf, type ArmResource } from '../resource.ts';
import { shapeFault } from '../shape.ts';
import type { StoredSubscription } from '../store.ts';
import type { Call, Reply } from '../wire.ts';
import type { World } from '../world.ts';
import { badRequest, resourceNotFound } from './errors.ts';
import { bodyObject, pathOf } from './generic.ts';
import { SCOPES } from './scopes.ts';

type Tags = Readonly<Record<string, string>>;

const TYPE = 'Microsoft.Resources/tags';

/** Tags of a subscription, a group or a resource as a thing of their own, `tags/default`: the same as in what they are on. */
export function registerTags(world: World): void {
  const { router, store } = world;
  for (const scope of SCOPES) {
    const one = `${scope}/providers/${TYPE}/default`;
    router
      .add('GET', one, (call) => ({ status: 200, body: shown(call, tagsOf(call)) }))
      .add('PUT', one, (call) => replace(call, sentTags(call)))
      .add('PATCH', one, (call) => {
        const change = CHANGES[String(bodyObject(call)['operation']).toLowerCase()];
        if (!change) throw badRequest('InvalidTagsPatchOperation', "The operation must be one of 'Merge', 'Replace' and 'Delete'.");
        return replace(call, change(tagsOf(call), sentTags(call)));
      })
      .add('DELETE', one, (call) => {
        replace(call, {});
        return { status: 200 };
      });
  }

  function holderOf(call: Call): ArmResource {
    const scope = parentOfKey(keyOf(pathOf(call).id));
    const holder = store.get(scope);
    if (!holder) throw resourceNotFound(scope);
    return holder;
  }

  /** The subscription whose own tags are meant, which the front door has found; undefined where it is what lies in it. */
  function subscriptionOf(call: Call): StoredSubscription | undefined {
    const [, , id = '', ...inside] = parentOfKey(keyOf(pathOf(call).id)).split('/');
    return inside.length === 0 ? store.subscriptions.get(id) : undefined;
  }

  const tagsOf = (call: Call): Tags => (subscriptionOf(call) ?? holderOf(call)).tags ?? {};

  function replace(call: Call, tags: Tags): Reply {
    const subscription = subscriptionOf(call);
    if (subscription) store.putSubscription(subscription.id, subscription.displayName, tags);
    else store.put({ ...holderOf(call), tags: { ...tags } });
    return { status: 200, body: shown(call, tags) };
  }

  function shown(call: Call, tags: Tags): unknown {
    return { id: pathOf(call).id, name: 'default', type: TYPE, properties: { tags } };
  }
}

const CHANGES: Readonly<Record<string, (before: Tags, sent: Tags) => Tags>> = {
  merge: (before, sent) => ({ ...before, ...sent }),
  replace: (_, sent) => sent,
  // Those that are sent go, where the value is the same.
  delete: (before, sent) => Object.fromEntries(Object.entries(before).filter(([name, value]) => sent[name] !== value)),
};

function sentTags(call: Call): Tags {
  const body = bodyObject(call) as { readonly properties?: { readonly tags?: Tags } };
  const tags = body.properties?.tags ?? {};
  const fault = shapeFault(tags, Object.fromEntries(Object.keys(tags).map((name) => [name, 'text' as const])));
  if (fault) throw badRequest('InvalidRequestContent', `The request content was invalid and could not be deserialized: ${fault}.`);
  return tags;
}

import { ArmError, type Call, type Reply } from '../wire.ts';
import type { World } from '../world.ts';
import { SUBSCRIPTION } from './scopes.ts';

const NAMES = `${SUBSCRIPTION}/tagNames`;
const ONE = `${NAMES}/{tag}`;
const VALUE = `${ONE}/tagValues/{value}`;

/** Values of a name, with how often each is in use. */
type Counts = Map<string, number>;

/** The names and values of tags in a subscription: those in use, and those that somebody has set down beforehand. Recorded at 2019-10-01. */
export function registerTagNames(world: World): void {
  /** By subscription, then by name: nobody has to use them. */
  const setDown = new Map<string, Map<string, Set<string>>>();
  const setDownIn = ({ params }: Call): Map<string, Set<string>> => {
    const key = (params['subscription'] ?? '').toLowerCase();
    const names = setDown.get(key) ?? new Map<string, Set<string>>();
    setDown.set(key, names);
    return names;
  };
  const known = (call: Call): Map<string, Counts> => {
    const counts = countsOf(world, `/subscriptions/${call.params['subscription']}`);
    for (const [name, values] of setDownIn(call)) {
      const ofName = counts.get(name) ?? new Map<string, number>();
      counts.set(name, ofName);
      for (const value of values) ofName.set(value, ofName.get(value) ?? 0);
    }
    return counts;
  };
  const isInUse = ({ params: { tag = '', value } }: Call, counts: ReadonlyMap<string, Counts>): boolean =>
    value === undefined ? sum(counts.get(tag)) > 0 : (counts.get(tag)?.get(value) ?? 0) > 0;

  world.router
    .add('GET', NAMES, (call) => ({
      status: 200,
      body: { value: [...known(call)].map(([name, counts]) => shownName(call, name, counts)) },
    }))
    .add('PUT', ONE, put)
    .add('PUT', VALUE, put)
    .add('DELETE', ONE, remove)
    .add('DELETE', VALUE, remove);

  function put(call: Call): Reply {
    const { tag = '', value } = call.params;
    const before = known(call).get(tag);
    const isNew = value === undefined ? !before : !before?.has(value);
    const names = setDownIn(call);
    const values = names.get(tag) ?? new Set<string>();
    names.set(tag, value === undefined ? values : values.add(value));
    const counts = known(call).get(tag) ?? new Map<string, number>();
    const body = value === undefined ? shownName(call, tag, counts) : shownValue(call, tag, value, counts.get(value) ?? 0);
    return { status: isNew ? 201 : 200, body };
  }

  function remove(call: Call): Reply {
    const { tag = '', value } = call.params;
    const counts = known(call);
    // Documented: it must be taken off all resources first. [GAP] The code and the words.
    if (isInUse(call, counts)) throw new ArmError(409, 'TagInUse', `The tag '${tag}' is in use by resources of the subscription.`);
    const names = setDownIn(call);
    const isGone = value === undefined ? names.delete(tag) : names.get(tag)?.delete(value);
    return { status: isGone ? 200 : 204 };
  }
}

function countsOf({ store }: World, scope: string): Map<string, Counts> {
  const counts = new Map<string, Counts>();
  for (const type of store.types()) {
    for (const { tags = {} } of store.list(type, scope)) {
      for (const [name, value] of Object.entries(tags)) {
        const values = counts.get(name) ?? new Map<string, number>();
        counts.set(name, values.set(value, (values.get(value) ?? 0) + 1));
      }
    }
  }
  return counts;
}

const sum = (counts: Counts | undefined): number => [...(counts?.values() ?? [])].reduce((total, each) => total + each, 0);
const total = (value: number): unknown => ({ type: 'Total', value });

function shownName(call: Call, tagName: string, counts: Counts): unknown {
  return {
    id: `/subscriptions/${call.params['subscription']}/tagNames/${tagName}`,
    tagName,
    count: total(sum(counts)),
    values: [...counts].map(([value, count]) => shownValue(call, tagName, value, count)),
  };
}

function shownValue(call: Call, tagName: string, tagValue: string, count: number): unknown {
  return {
    id: `/subscriptions/${call.params['subscription']}/tagNames/${tagName}/tagValues/${tagValue}`,
    tagValue,
    count: total(count),
  };
}

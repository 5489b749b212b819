import { filterBy, isOneOf, type Condition } from '../../filterBy.ts';
import { nextLink, tokenOf } from '../../paging.ts';
import { keyOf } from '../../resource.ts';
import type { Call, Reply } from '../../wire.ts';
import type { World } from '../../world.ts';
import { badRequest } from '../errors.ts';
import { activityEvents, type ActivityEvent } from './activityEvents.ts';

/** Documented. */
const DAYS_KEPT = 90;
const DAY_MS = 86_400_000;
/** [GAP] Public reports only show that there are pages. */
const PAGE_SIZE = 200;

/** The activity log: the changes that were asked for in this sandbox, and what became of them. */
export function registerActivityLog(world: World): void {
  const values = 'providers/Microsoft.Insights/eventtypes/management/values';
  world.router.add('GET', `/subscriptions/{subscription}/${values}`, (call) => list(world, call));
  // What happens in the tenant itself; nothing here does.
  world.router.add('GET', `/${values}`, () => ({ status: 200, body: { value: [] } }));
  world.router.add('GET', '/providers/Microsoft.Insights/eventcategories', () => ({
    status: 200,
    body: { value: CATEGORIES.map((value) => ({ value, localizedValue: value })) },
  }));
}

/** Documented. */
const CATEGORIES = [
  'Administrative',
  'Security',
  'ServiceHealth',
  'Alert',
  'Recommendation',
  'Policy',
  'Autoscale',
  'ResourceHealth',
] as const;

/** Newest first. A token names the last event of a page: new events come before it and shift nothing. */
function list(world: World, call: Call): Reply {
  const filter = call.query.get('$filter') ?? '';
  assertStart(world, filter);
  const all = world.activity
    .of(call.params['subscription'] ?? '')
    .flatMap((activity) => activityEvents(world, activity))
    .toSorted((a, b) => b.eventTimestamp.localeCompare(a.eventTimestamp));
  const events = filterBy(all, filter, conditions);
  const after = tokenOf(call);
  const first = after === undefined ? 0 : events.findIndex(({ id }) => id === after) + 1;
  const limit = world.options.pageSize ?? PAGE_SIZE;
  const page = events.slice(first, first + limit);
  const last = page.at(-1);
  return {
    status: 200,
    body: { value: page.map(picked(call)), ...(last && events.length > first + limit && { nextLink: nextLink(call, last.id) }) },
  };
}

/** A start is wanted, and not too early a one (public reports: Bad Request). [GAP] Azure's words for either. */
function assertStart(world: World, filter: string): void {
  const sent = /eventTimestamp\s+g[et]\s+'?([^'\s]+)/i.exec(filter)?.[1];
  const start = Date.parse(sent ?? '');
  if (Number.isNaN(start)) throw badRequest('BadRequest', 'The $filter query parameter must have a start: eventTimestamp ge <time>.');
  if (start < world.clock.now().getTime() - DAYS_KEPT * DAY_MS) {
    throw badRequest('BadRequest', `The start time cannot be more than ${DAYS_KEPT} days in the past.`);
  }
}

const at: Condition<ActivityEvent> = ({ eventTimestamp }, value, operator) => {
  const difference = Date.parse(eventTimestamp) - Date.parse(value);
  return operator.startsWith('g') ? difference >= 0 : difference <= 0;
};

const named = (id: string): string => keyOf(id);

/** By what events are asked for: the patterns that are documented, and those that Azure CLI sends. */
const conditions: Readonly<Record<string, Condition<ActivityEvent>>> = {
  eventTimestamp: at,
  eventChannels: () => true,
  resourceGroupName: isOneOf(({ resourceGroupName }) => resourceGroupName),
  resourceUri: ({ resourceId }, value) => named(resourceId) === named(value),
  resourceId: ({ resourceId }, value) => named(resourceId) === named(value),
  resourceProvider: isOneOf(({ resourceProviderName }) => resourceProviderName.value),
  resourceType: isOneOf(({ resourceType }) => resourceType.value),
  correlationId: isOneOf(({ correlationId }) => correlationId),
  caller: isOneOf(({ caller }) => caller),
  status: isOneOf(({ status }) => status.value),
  operations: isOneOf(({ operationName }) => operationName.value),
  levels: isOneOf(({ level }) => level),
};

/** `$select`: the members that were asked for. */
function picked(call: Call): (event: ActivityEvent) => unknown {
  const names = new Set((call.query.get('$select') ?? '').split(',').map((name) => name.trim().toLowerCase()));
  if (names.has('')) return (event) => event;
  return (event) => Object.fromEntries(Object.entries(event).filter(([name]) => names.has(name.toLowerCase())));
}

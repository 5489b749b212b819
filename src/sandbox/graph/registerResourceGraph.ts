import { seededRandom } from '../seededRandom.ts';
import { ArmError, type Call, type Reply } from '../wire.ts';
import type { World } from '../world.ts';
import { facetsOf } from './graphFacets.ts';
import { graphAnswer } from './graphAnswer.ts';
import { GraphQuota, supportMessage } from './graphQuota.ts';
import { assertEligible, readGraphRequest, skipOf, type GraphRequest } from './graphRequest.ts';
import { GraphTables } from './graphTables.ts';
import { isOrdered } from './isOrdered.ts';
import type { Query } from './kql/ast.ts';
import { ticksOf } from './kql/dateTime.ts';
import { parseQuery } from './kql/parseQuery.ts';
import { detailsOf, QueryError, refusedOverflow } from './kql/queryError.ts';
import { runQuery } from './kql/runQuery.ts';
import type { Table } from './kql/values.ts';
import { keptBody } from '../keptTexts.ts';
import { LaggingStore } from './laggingStore.ts';
import { isPageable } from './paging.ts';
import { RecentMap } from './recentMap.ts';
import { withSharedQueries } from './sharedQueries.ts';

/** Parsed queries and results that are kept; pages of a query ask for the same ones again. */
const KEPT_QUERIES = 200;
const KEPT_RESULTS = 30;
const MINUTE_MS = 60_000;

/** Resource Graph: queries in a subset of KQL over what the sandbox holds. */
export function registerResourceGraph(world: World): void {
  const graph = new ResourceGraph(world);
  world.router.add('POST', '/providers/Microsoft.ResourceGraph/resources', (call) => graph.answer(call));
  world.router.add('POST', '/providers/Microsoft.ResourceGraph/resourcesHistory', (call) => graph.history(call));
}

/** Bytes of an answer: beyond this it is refused, with this limit in the message (Azure/cosmos-explorer#1877, microsoft/ARI#199). */
const MOST_BYTES = 16_777_216;
/** What a character of JavaScript takes at most. */
const MOST_BYTES_A_CHARACTER = 3;

/** [GAP] What Azure counts as the size is not documented: here it is the JSON that would go out. */
function refuseLarge(answer: string): void {
  if (answer.length * MOST_BYTES_A_CHARACTER <= MOST_BYTES) return;
  const bytes = Buffer.byteLength(answer);
  if (bytes <= MOST_BYTES) return;
  const message = `Response payload size is ${bytes}, and has exceeded the limit of ${MOST_BYTES}. Please consider querying less data at a time and make paginated call if needed.`;
  throw new ArmError(400, 'BadRequest', message, { details: [{ code: 'ResponsePayloadTooLarge', message }] });
}

/** Whether a query may look at the clock; a name or a text that reads so does no harm. */
const asksForTime = /\b(?:now|ago)\b/;

interface Result {
  readonly table: Table;
  readonly moves: boolean;
}

class ResourceGraph {
  readonly #world: World;
  readonly #quota: GraphQuota;
  readonly #store: LaggingStore;
  readonly #tables: GraphTables;
  /** A sequence of its own: reading must not change what is made later. */
  readonly #random: () => number;
  readonly #queries = new RecentMap<Query>(KEPT_QUERIES);
  readonly #results = new RecentMap<Result>(KEPT_RESULTS);

  constructor(world: World) {
    this.#world = world;
    this.#quota = new GraphQuota(world);
    this.#store = new LaggingStore(world);
    this.#tables = new GraphTables(world, this.#store);
    this.#random = seededRandom(world.options.seed + 2).next;
  }

  answer(call: Call): Reply {
    const headers = this.#quota.take(call.headers['authorization'] ?? '');
    try {
      const asked = readGraphRequest(call.body, call.apiVersion);
      const request = { ...asked, query: withSharedQueries(asked.query, this.#world.store) };
      const query = this.#queries.get(request.query, () => parseQuery(request.query));
      // Recordings that are replayed on an empty sandbox name subscriptions of their own.
      if (!this.#world.options.empty) assertEligible(request, this.#world.store.subscriptions);
      const { table, moves } = this.#result(request, query);
      const skip = skipOf(request, query);
      const facets = facetsOf(table, request, ticksOf(this.#world.clock.now()));
      if (!isOrdered(query) || !this.#store.settled || facets.length > 0) {
        const order = isOrdered(query) ? undefined : this.#shuffled(table.rows.length);
        const body = JSON.stringify(graphAnswer(table, request, skip, isPageable(query), facets, order));
        refuseLarge(body);
        return { status: 200, headers, body };
      }
      const { subscriptions, format, top } = request;
      const key = `graph ${format} ${skip} ${top} ${subscriptions ? [...subscriptions].join() : '*'}\n${request.query}`;
      const kept = keptBody(this.#world, key, moves, () => graphAnswer(table, request, skip, isPageable(query), facets));
      refuseLarge(kept.text());
      return { status: 200, headers, kept };
    } catch (thrown) {
      const error = refusedOverflow(thrown);
      if (error instanceof QueryError) throw this.#refusal(detailsOf(error), headers);
      if (error instanceof ArmError) throw this.#refusal(error.extra['details'], headers);
      throw error;
    }
  }

  /** What a query found in an interval, as recorded by azure-sdk-for-net. [GAP] Nothing of the past is kept: what is there now stands for it. */
  history(call: Call): Reply {
    const { headers = {}, body, kept } = this.answer(call);
    const { count, data } = JSON.parse(kept ? kept.text() : String(body)) as Readonly<Record<'count' | 'data', unknown>>;
    return { status: 200, headers, body: { count, snapshots: data } };
  }

  #refusal(details: unknown, headers: Readonly<Record<string, string>>): ArmError {
    return new ArmError(400, 'BadRequest', supportMessage(this.#world), { details }, headers);
  }

  /** The whole result; the same query gives the same one while nothing changes, for a minute at most when it `moves` with the clock. */
  #result(request: GraphRequest, query: Query): Result {
    const { store, clock } = this.#world;
    const now = clock.now();
    const run = (): Result => {
      const source = this.#tables.within(request.subscriptions, query.words);
      const table = runQuery(query, source, ticksOf(now));
      return { table, moves: source.moves || asksForTime.test(request.query) };
    };
    if (!this.#store.settled) return run();
    const scope = request.subscriptions ? [...request.subscriptions].toSorted().join() : '*';
    const key = `${store.revision} ${scope}\n${request.query}`;
    const result = this.#results.get(key, run);
    return result.moves ? this.#results.get(`${Math.floor(now.getTime() / MINUTE_MS)} ${key}`, run) : result;
  }

  /** Places of rows in an order that no two answers share: rows without an order have none in Azure either. */
  #shuffled(length: number): number[] {
    const places = Array.from({ length }, (_, i) => i);
    for (let i = length - 1; i > 0; i--) {
      const other = Math.floor(this.#random() * (i + 1));
      [places[i], places[other]] = [places[other]!, places[i]!];
    }
    return places;
  }
}

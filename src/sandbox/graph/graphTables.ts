import { keyOf, type ArmResource } from '../resource.ts';
import type { World } from '../world.ts';
import { GROUP_TYPE, rootGroupRow, subscriptionRow } from './containerRows.ts';
import { isTrackedKey, typesOfTable } from './graphTableTypes.ts';
import type { TableSource } from './kql/runQuery.ts';
import type { Row, Table } from './kql/values.ts';
import type { LaggingStore } from './laggingStore.ts';
import { RESOURCE_COLUMNS, resourceRow } from './resourceRow.ts';

const SUBSCRIPTION = RESOURCE_COLUMNS.findIndex((column) => column.name === 'subscriptionId');
const CONTAINERS = 'resourcecontainers';
const STORED_GROUP_TYPE = 'microsoft.resources/resourcegroups';

interface MovingSource extends TableSource {
  /** Whether anything that was asked for moves with the clock. */
  readonly moves: boolean;
}

/** Resource Graph's tables over the sandbox's store. */
export class GraphTables {
  readonly #world: World;
  readonly #store: LaggingStore;
  /** Resources are replaced, never changed: a row holds as long as its resource. */
  readonly #rows = new WeakMap<ArmResource, Row>();

  constructor(world: World, store: LaggingStore) {
    this.#world = world;
    this.#store = store;
  }

  /**
   * The tables as a query sees them whose scope is these subscriptions (lower-case); undefined: all.
   * What the caller may not see is left out here, without a word.
   */
  within(subscriptions: ReadonlySet<string> | undefined): MovingSource {
    const visible = (row: Row): boolean => subscriptions?.has(row[SUBSCRIPTION] as string) ?? true;
    const { store } = this.#world;
    let moves = false;
    return {
      table: (name, pinned): Table | undefined => {
        const types = this.#typesOf(name.toLowerCase(), pinned);
        if (!types) return undefined;
        moves ||= types.some((type) => store.moves(type));
        const rows = name.toLowerCase() === CONTAINERS ? this.#containers() : this.#rowsOf(types, name.toLowerCase() === 'resources');
        return { columns: RESOURCE_COLUMNS, rows: subscriptions ? rows.filter(visible) : rows };
      },
      get moves() {
        return moves;
      },
    };
  }

  /** Types of the store that a table shows, as far as they are asked for; undefined: there is no such table. */
  #typesOf(name: string, pinned: readonly string[] | undefined): readonly string[] | undefined {
    if (name === CONTAINERS) return [STORED_GROUP_TYPE];
    const holds = typesOfTable(name);
    return holds && (pinned ?? this.#store.types()).filter(holds);
  }

  #rowsOf(types: readonly string[], tracked: boolean): Row[] {
    return types.flatMap((type) => {
      const resources = this.#store.list(type);
      return (tracked ? resources.filter(({ id }) => isTrackedKey(keyOf(id))) : resources).map((resource) => this.#row(resource, type));
    });
  }

  #containers(): Row[] {
    const { store, tenantId, clock } = this.#world;
    const now = clock.now();
    return [
      rootGroupRow(tenantId, now),
      ...[...store.subscriptions.values()].map((subscription) => subscriptionRow(subscription, tenantId, now)),
      ...this.#store.list(STORED_GROUP_TYPE).map((group) => this.#row(group, GROUP_TYPE)),
      ...this.#store
        .list('microsoft.management/managementgroups')
        .map((group) => this.#row(group, 'microsoft.management/managementgroups')),
    ];
  }

  #row(resource: ArmResource, type: string): Row {
    let row = this.#rows.get(resource);
    if (!row) this.#rows.set(resource, (row = resourceRow(resource, type, this.#world.tenantId, this.#world.clock.now())));
    return row;
  }
}

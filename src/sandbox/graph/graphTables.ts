import { keyOf, type ArmResource } from '../resource.ts';
import type { World } from '../world.ts';
import { GROUP_TYPE, rootGroupRow, subscriptionRow } from './containerRows.ts';
import { isTrackedKey, typesOfTable } from './graphTableTypes.ts';
import type { TableSource } from './kql/runQuery.ts';
import type { Row, Table } from './kql/values.ts';
import type { LaggingStore } from './laggingStore.ts';
import { RESOURCE_COLUMNS, resourceRow } from './resourceRow.ts';

const SUBSCRIPTION = RESOURCE_COLUMNS.findIndex((column) => column.name === 'subscriptionId');
const STORED_GROUP_TYPE = 'microsoft.resources/resourcegroups';

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
  within(subscriptions: ReadonlySet<string> | undefined): TableSource {
    const visible = (row: Row): boolean => subscriptions?.has(row[SUBSCRIPTION] as string) ?? true;
    return {
      table: (name, type): Table | undefined => {
        const rows = this.#table(name.toLowerCase(), type);
        return rows && { columns: RESOURCE_COLUMNS, rows: subscriptions ? rows.filter(visible) : rows };
      },
    };
  }

  #table(name: string, type: string | undefined): Row[] | undefined {
    if (name === 'resourcecontainers') return this.#containers();
    const holds = typesOfTable(name);
    if (!holds) return undefined;
    const types = type === undefined ? this.#store.types().filter(holds) : [type].filter(holds);
    const tracked = name === 'resources';
    return types.flatMap((of) => {
      const resources = this.#store.list(of);
      return (tracked ? resources.filter(({ id }) => isTrackedKey(keyOf(id))) : resources).map((resource) => this.#row(resource, of));
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

import { MACHINES } from '../arm/compute/machineReads.ts';
import { API_VERSIONS } from '../arm/apiVersions.ts';
import { keyOf, type ArmResource } from '../resource.ts';
import type { World } from '../world.ts';
import { readReferences, showsReferences, withReferences, type References } from '../backReferences.ts';
import { GROUP_TYPE, rootGroupRow, subscriptionRow } from './containerRows.ts';
import { AVAILABILITY_TYPE, healthRow } from './healthRow.ts';
import { isTrackedKey, typesOfTable } from './graphTableTypes.ts';
import type { TableSource } from './kql/runQuery.ts';
import type { Column, Row, Table, Value } from './kql/values.ts';
import type { LaggingStore } from './laggingStore.ts';
import { policyAliases } from './policyAliases.ts';
import { RESOURCE_COLUMNS, resourceRow } from './resourceRow.ts';

const SUBSCRIPTION = RESOURCE_COLUMNS.findIndex((column) => column.name === 'subscriptionId');
/** Columns that only show in queries that name them. */
const ASKED_COLUMNS: readonly { readonly column: Column; readonly of: (row: Row) => Value }[] = [
  { column: { name: 'apiVersion', type: 'string' }, of: () => API_VERSIONS[0]! },
  { column: { name: 'aliases', type: 'dynamic' }, of: policyAliases },
];
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
  #known: { readonly revision: number; readonly references: References } | undefined;

  constructor(world: World, store: LaggingStore) {
    this.#world = world;
    this.#store = store;
  }

  /**
   * The tables as a query sees them whose scope is these subscriptions (lower-case); undefined: all.
   * What the caller may not see is left out here, without a word. `words` are those of the query.
   */
  within(subscriptions: ReadonlySet<string> | undefined, words: ReadonlySet<string>): MovingSource {
    const visible = (row: Row): boolean => subscriptions?.has(row[SUBSCRIPTION] as string) ?? true;
    const asked = ASKED_COLUMNS.filter(({ column }) => words.has(column.name));
    const { store } = this.#world;
    let moves = false;
    return {
      table: (name, pinned): Table | undefined => {
        const types = this.#typesOf(name.toLowerCase(), pinned);
        if (!types) return undefined;
        moves ||= types.some((type) => type === AVAILABILITY_TYPE || store.moves(type));
        const rows = name.toLowerCase() === CONTAINERS ? this.#containers() : this.#rowsOf(types, name.toLowerCase() === 'resources');
        const shown = subscriptions ? rows.filter(visible) : rows;
        if (asked.length === 0) return { columns: RESOURCE_COLUMNS, rows: shown };
        return {
          columns: [...RESOURCE_COLUMNS, ...asked.map(({ column }) => column)],
          rows: shown.map((row) => row.concat(asked.map(({ of }) => of(row)))),
        };
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
    return holds && (pinned ?? [...this.#store.types(), AVAILABILITY_TYPE]).filter(holds);
  }

  #rowsOf(types: readonly string[], tracked: boolean): Row[] {
    return types.flatMap((type) => {
      if (type === AVAILABILITY_TYPE) return this.#store.list(MACHINES.toLowerCase()).map((machine) => healthRow(this.#world, machine));
      const listed = this.#store.list(type);
      const resources = tracked ? listed.filter(({ id }) => isTrackedKey(keyOf(id))) : listed;
      if (!showsReferences(type)) return resources.map((resource) => this.#row(resource, type));
      const references = this.#references();
      return resources.map((resource) => this.#made(withReferences(references, resource, type), type));
    });
  }

  #references(): References {
    const { revision } = this.#world.store;
    if (this.#known?.revision !== revision || !this.#store.settled) {
      this.#known = { revision, references: readReferences((type) => this.#store.list(type)) };
    }
    return this.#known.references;
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
    if (!row) this.#rows.set(resource, (row = this.#made(resource, type)));
    return row;
  }

  #made(resource: ArmResource, type: string): Row {
    return resourceRow(resource, type, this.#world.tenantId, this.#world.clock.now());
  }
}

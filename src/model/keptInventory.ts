import type { Inventory } from './inventory.ts';
import { withoutDetails } from './mergeDetails.ts';
import type { Dated } from './resource.ts';

/** Raise it whenever the shape of a fact changes: files of any other number are dropped, never guessed at. */
export const keptFormat = 12;

/** What stands on one line: small enough to be parsed without holding up the editor. */
const rowsPerLine = 250;

/** An inventory that outlives the window, without anything secret: facts only, no tokens, no accounts. */
export interface KeptInventory {
  readonly inventory: Inventory;
  /** Local time, milliseconds, of the reading. */
  readonly readAt: number;
  /** What was shown of it, which comes first and fast: JSON that its writer alone understands; undefined: nothing. */
  readonly drawn?: unknown;
}

type Table = { [K in keyof Inventory]-?: Inventory[K] extends readonly unknown[] ? K : never }[keyof Inventory];
type Row<T extends Table> = Inventory[T][number];
/** Members that hold a date: JSON has none, so they are written as text and made dates again by this table. Rows of any table may have `asOf`. */
type DateMember<T> = Exclude<{ [K in keyof T]-?: Date extends T[K] ? K : never }[keyof T], keyof Dated>;

const dateMembers: { readonly [T in Table]: Readonly<Record<DateMember<Row<T>>, true>> } = {
  subscriptions: {},
  regions: {},
  resourceGroups: {},
  machines: {},
  disks: {},
  networkInterfaces: {},
  storageAccounts: { lastGeoFailoverTime: true },
  vaults: {},
  protectedItems: {
    lastSuccessfulTestFailover: true,
    lastSuccessfulFailover: true,
    rpoCalculatedAt: true,
    agentExpiry: true,
    agentCertificateExpiry: true,
    lastHeartbeat: true,
  },
  replicationPolicies: {},
  containerMappings: {},
  recoveryPlans: {},
  serviceHealthAlerts: {},
  alertProcessingRules: {},
  backupItems: { lastRecoveryPoint: true },
  backupPolicies: {},
  links: {},
  gaps: {},
};
const tables = Object.keys(dateMembers) as readonly Table[];

/**
 * The lines of a kept inventory, each a piece of JSON: a header, then rows by table. What is undefined (not known) is left out, and so is
 * full depth: it is read again, the visible rows first.
 */
export function* keptLines({ inventory: whole, readAt, drawn }: KeptInventory): Generator<string> {
  const inventory = withoutDetails(whole);
  const rest = Object.fromEntries(Object.entries(inventory).filter(([name]) => !isTable(name)));
  const counts = Object.fromEntries(tables.map((table) => [table, inventory[table].length]));
  yield JSON.stringify({ format: keptFormat, readAt, counts, rest, drawn });
  for (const table of tables) {
    const rows: readonly object[] = inventory[table];
    for (let at = 0; at < rows.length; at += rowsPerLine) {
      yield JSON.stringify([table, rows.slice(at, at + rowsPerLine).map(withoutId)]);
    }
  }
}

/**
 * Makes the inventory again, line by line. Throws an `Error` that says what is wrong with lines that `keptLines` of this very format has
 * not made: another format, a piece missing, a row that is none.
 */
export class KeptReader {
  readonly #rows = Object.fromEntries(tables.map((table) => [table, [] as object[]])) as unknown as Record<Table, object[]>;
  #header: Header | undefined;

  add(line: string): void {
    const value: unknown = JSON.parse(line);
    if (this.#header) addRows(this.#rows, value);
    else this.#header = headerOf(value);
  }

  /** What the first line tells; undefined before it. */
  get begun(): Omit<KeptInventory, 'inventory'> | undefined {
    return this.#header;
  }

  end(): KeptInventory {
    if (!this.#header) throw new Error('It is empty.');
    const { rest, readAt, drawn, counts } = this.#header;
    for (const table of tables) if (this.#rows[table].length !== counts[table]) throw new Error(`Rows of ${table} are missing.`);
    return { inventory: { ...rest, ...this.#rows, takenAt: dateOf(rest.takenAt) } as unknown as Inventory, readAt, drawn };
  }
}

interface Header {
  readonly readAt: number;
  readonly drawn?: unknown;
  readonly counts: Readonly<Record<string, number>>;
  readonly rest: { readonly takenAt?: unknown };
}

function headerOf(value: unknown): Header {
  if (!isObject(value) || value['format'] !== keptFormat) throw new Error(`It is not of format ${keptFormat}.`);
  const { readAt, counts, rest } = value;
  if (typeof readAt !== 'number' || !isObject(counts) || !isObject(rest) || !isObject(rest['source'])) {
    throw new Error('Its header is damaged.');
  }
  return value as unknown as Header;
}

function addRows(found: Record<Table, object[]>, line: unknown): void {
  const [table, rows] = Array.isArray(line) ? (line as readonly unknown[]) : [];
  if (!isTable(table) || !Array.isArray(rows)) throw new Error('A line is no table.');
  const dates = ['asOf', ...Object.keys(dateMembers[table])];
  for (const row of rows as readonly unknown[]) {
    if (!isObject(row)) throw new Error(`A row of ${table} is none.`);
    for (const name of dates) if (typeof row[name] === 'string') row[name] = dateOf(row[name]);
    const scenario = row['currentScenario'];
    if (isObject(scenario) && typeof scenario['startTime'] === 'string') scenario['startTime'] = dateOf(scenario['startTime']);
    if (typeof row['azureId'] === 'string') row['id'] ??= row['azureId'].toLowerCase();
    found[table].push(row);
  }
}

/** An identity that is the spelling in lower case is made of it again. */
function withoutId(row: object): object {
  if (!('azureId' in row) || !('id' in row) || String(row.azureId).toLowerCase() !== row.id) return row;
  const { id: _, ...others } = row;
  return others;
}

function dateOf(text: unknown): Date {
  const date = new Date(typeof text === 'string' ? text : Number.NaN);
  if (Number.isNaN(date.getTime())) throw new Error('A date is none.');
  return date;
}

function isTable(name: unknown): name is Table {
  return tables.includes(name as Table);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

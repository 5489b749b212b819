import { isArray, isBag, type Json } from './values.ts';

/** The name under which a schema tells what the elements of an array are (Kusto's own, backticks and all). */
const ELEMENTS = '`indexer`';

/** What `buildschema()` knows of a value: the kinds of plain values seen, and the schemas of what bags and arrays hold. */
export class JsonSchema {
  readonly #kinds = new Set<string>();
  readonly #members = new Map<string, JsonSchema>();

  /** [GAP] Microsoft's page shows no null; it says nothing about a type, so it is passed over. */
  add(value: Json): void {
    if (value === null) return;
    if (isArray(value)) value.forEach((item) => this.#member(ELEMENTS).add(item));
    else if (isBag(value)) for (const [key, item = null] of Object.entries(value)) this.#member(key).add(item);
    else if (typeof value === 'number') this.#kinds.add(Number.isInteger(value) ? 'long' : 'double');
    else this.#kinds.add(typeof value === 'boolean' ? 'bool' : 'string');
  }

  /** One kind, or a list of those that occur; null where nothing was seen. */
  result(): Json {
    const members = [...this.#members].map(([key, schema]) => [key, schema.result()] as const);
    const seen: Json[] = [...this.#kinds, ...(members.length === 0 ? [] : [Object.fromEntries(members)])];
    return seen.length > 1 ? seen : (seen[0] ?? null);
  }

  #member(key: string): JsonSchema {
    let member = this.#members.get(key);
    if (!member) this.#members.set(key, (member = new JsonSchema()));
    return member;
  }
}

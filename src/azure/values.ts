import { toArmId, type ArmId } from '../model/armId.ts';

/**
 * Readers of values as they come over the wire. Whatever is missing or of another type reads as `undefined` (not known),
 * so that no answer, however odd, can make a parser throw.
 */

/** A row of Resource Graph: the projected columns. A column without a value is null, whether Azure said null or left it out. */
export type Row = Readonly<Record<string, unknown>>;

/** Undefined for an empty text, too. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** How many different words are shared, and the longest of them, in characters: names and ids, of which every row has its own, are not worth it. */
const mostWords = 5000;
const longestWord = 60;
const words = new Map<string, string>();

/**
 * A text that thousands of rows have in common (a SKU, a size, a state), as one and the same string for all of them: it takes memory once, and is
 * in the processor's cache when rows are compared, where a string of each row's own would be fetched from memory each time.
 */
export function wordOf(value: unknown): string | undefined {
  const text = textOf(value);
  if (text === undefined) return undefined;
  const word = words.get(text);
  if (word === undefined && text.length <= longestWord && words.size < mostWords) words.set(text, text);
  return word ?? text;
}

export function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** A length of time; one below zero says nothing, and must not pass for a short one. */
export function durationOf(value: unknown): number | undefined {
  const length = numberOf(value);
  return length !== undefined && length >= 0 ? length : undefined;
}

/** Resource Graph shows booleans as booleans or, projected out of a dynamic column, as 0 and 1. */
export function flagOf(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  return value === 1 ? true : value === 0 ? false : undefined;
}

/** `Enabled`/`Disabled` and `On`/`Off`, as Azure's switches are spelt. */
export function switchOf(value: unknown): boolean | undefined {
  const word = textOf(value)?.toLowerCase();
  if (word === 'enabled' || word === 'on') return true;
  return word === 'disabled' || word === 'off' ? false : undefined;
}

/** An object; undefined for a list. */
export function recordOf(value: unknown): Row | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Row) : undefined;
}

/** undefined when there is no array: absent is not empty. */
export function listOf(value: unknown): readonly unknown[] | undefined {
  return Array.isArray(value) ? value : undefined;
}

/** undefined as soon as one entry is not what it should be: a list with a hole would pass for a shorter one. */
export function wholeOf<T>(entries: readonly (T | undefined)[] | undefined): readonly T[] | undefined {
  return entries?.every((entry) => entry !== undefined) === true ? entries : undefined;
}

/** The objects of a list; what is none is left out. Undefined when there is no list. */
export function recordsOf(value: unknown): readonly Row[] | undefined {
  return listOf(value)
    ?.map(recordOf)
    .filter((entry) => entry !== undefined);
}

/** One for all rows: most lists are empty, and an empty one for each of tens of thousands of rows is as much work to keep as a full one. */
export const noEntries: readonly never[] = [];

/** The texts of a list; what is none, or empty, is left out. Undefined when there is no list. */
export function textsOf(value: unknown): readonly string[] | undefined {
  const list = listOf(value);
  return list?.length === 0 ? noEntries : list?.map(wordOf).filter((entry) => entry !== undefined);
}

/** Zones (`['1']`), which Azure leaves out of what is in none: read so where the surroundings were there to be read (`known`). */
export function zonesOf(value: unknown, known: boolean): readonly string[] | undefined {
  if (value === undefined || value === null) return known ? noEntries : undefined;
  const zones = listOf(value);
  return zones?.length === 0 ? noEntries : wholeOf(zones?.map(wordOf));
}

/** Undefined for what does not begin like an ARM id. */
export function armIdOf(value: unknown): ArmId | undefined {
  const text = textOf(value);
  return text?.startsWith('/') === true ? toArmId(text) : undefined;
}

/** The latest ids of `sharedIdOf`, by what Azure wrote. */
const shared = new Map<string, ArmId>();
/** Vaults, policies, accounts, networks that the rows of a large estate refer to at the same time. */
const mostShared = 2000;

/** As `armIdOf`, for what many rows refer to: one text for all of them, made once. */
export function sharedIdOf(value: unknown): ArmId | undefined {
  const text = textOf(value);
  const known = text && shared.get(text);
  if (known) return known;
  const id = armIdOf(text);
  if (text === undefined || id === undefined) return undefined;
  if (shared.size >= mostShared) shared.clear();
  shared.set(text, id);
  return id;
}

/** Years in which Azure says "never": .NET's smallest, Windows' smallest, SQL Server's smallest, .NET's largest date. */
const sentinelYears: ReadonlySet<number> = new Set([1, 1601, 1753, 9999]);

/** null for Azure's "never" dates, undefined for what is no date. A date without a zone is UTC (`agentExpiryDate`). */
export function dateOf(value: unknown): Date | null | undefined {
  const text = textOf(value);
  if (text === undefined || !/^\d{4}-\d\d-\d\d/.test(text)) return undefined;
  const date = new Date(/T.*(Z|[+-]\d\d:?\d\d)$/i.test(text) || !text.includes('T') ? text : `${text}Z`);
  if (Number.isNaN(date.getTime())) return undefined;
  return sentinelYears.has(Number(text.slice(0, 4))) ? null : date;
}

/**
 * For a property that Azure leaves out, or empties, where it has nothing to say: null then, provided that its surroundings
 * were there to be read (`known`); undefined when they were not.
 */
export function orNone<T>(value: T | null | undefined, raw: unknown, known: boolean): T | null | undefined {
  if (value !== undefined) return value;
  return known && (raw === undefined || raw === null || raw === '') ? null : undefined;
}

/** Tags, own text values only. */
export function tagsOf(value: unknown): Readonly<Record<string, string>> {
  const tags = recordOf(value) ?? noTags;
  const values = Object.values(tags);
  if (values.length === 0) return noTags;
  // As a rule they are all texts: no copy for each of tens of thousands of rows.
  if (values.every((tag) => typeof tag === 'string')) return tags as Readonly<Record<string, string>>;
  return Object.fromEntries(Object.entries(tags).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/** One for all rows without any. */
const noTags: Readonly<Record<string, string>> = {};

/** `West Europe` and `westeurope` are one region. */
export function locationOf(value: unknown): string | undefined {
  const word = wordOf(value);
  // The short form is nearly always what comes.
  return word === undefined || shortLocation.test(word) ? word : wordOf(word.replaceAll(' ', '').toLowerCase());
}

const shortLocation = /^[a-z0-9]+$/;

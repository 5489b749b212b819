import { ArmError } from '../wire.ts';
import type { Query } from './kql/ast.ts';
import { isPageable, tokenSkip } from './paging.ts';

/** A query request, read and checked. */
export interface GraphRequest {
  readonly query: string;
  /** Lower-case; undefined: everything that the caller may read. */
  readonly subscriptions: ReadonlySet<string> | undefined;
  readonly top: number;
  readonly skip: number;
  readonly format: 'objectArray' | 'table';
  readonly facets: readonly FacetRequest[];
}

/** What a facet is counted by, in words of the query language. */
export interface FacetRequest {
  readonly expression: string;
  readonly filter: string | undefined;
  readonly sortBy: string | undefined;
  readonly sortOrder: 'asc' | 'desc';
  readonly top: number;
}

/** Rows of an answer at most, and unless the request says less. */
const MAX_ROWS = 1000;

/** Versions before this one answer with a table unless asked for objects (recorded: 2020-04-01-preview still does, azure-sdk-for-python). */
const OBJECTS_SINCE = '2020-09-01';

type Members = Readonly<Record<string, unknown>>;

/** Reads the body of a query request. Throws ARM's 400 for one of another shape. */
export function readGraphRequest(body: unknown, apiVersion: string): GraphRequest {
  const request = membersOf(body) ?? {};
  const { query } = request;
  if (typeof query !== 'string' || query.trim() === '') throw invalid('Query cannot be null or empty.');
  const options = request['options'] === undefined || request['options'] === null ? {} : membersOf(request['options']);
  if (!options) throw invalid('The options of the request are not valid.');
  const token = options['$skipToken'];
  const skipped = token === undefined || token === null || token === '' ? undefined : tokenSkip(token);
  // Recorded: azure-sdk-for-python.
  if (skipped === null) throw refused('CouldNotDecodeSkipToken', 'Skip token could not be decoded.');
  const top = wholeNumber(options, '$top', 1) ?? skipped?.maxRows ?? MAX_ROWS;
  return {
    query,
    subscriptions: scopeOf(request),
    top: Math.min(top, MAX_ROWS),
    skip: skipped?.rowsToSkip ?? wholeNumber(options, '$skip', 0) ?? 0,
    format: formatOf(options['resultFormat'], apiVersion),
    facets: facetsIn(request['facets']),
  };
}

function facetsIn(facets: unknown): FacetRequest[] {
  if (facets === undefined || facets === null) return [];
  if (!Array.isArray(facets)) throw invalid("'facets' must be a list.");
  return facets.map((facet) => {
    const { expression, options } = membersOf(facet) ?? {};
    const { filter, sortBy, sortOrder, $top } = membersOf(options) ?? {};
    if (typeof expression !== 'string' || expression.trim() === '') throw invalid('A facet needs an expression.');
    return {
      expression,
      filter: typeof filter === 'string' ? filter : undefined,
      sortBy: typeof sortBy === 'string' ? sortBy : undefined,
      sortOrder: sortOrder === 'asc' ? 'asc' : 'desc',
      top: Math.min(wholeNumber({ $top }, '$top', 1) ?? MAX_ROWS, MAX_ROWS),
    };
  });
}

/** `limit` and `take` do not go with `$skip` (documented): it is not looked at. */
export const skipOf = (request: GraphRequest, query: Query): number => (isPageable(query) ? request.skip : 0);

/** Letters, digits and a few signs: what else is given is the display name of a group. */
const MANAGEMENT_GROUP = /^[\w().-]{1,90}$/;

/** [GAP] How management groups lie in each other is not known here: each one stands for the whole tenant. */
function scopeOf(request: Members): ReadonlySet<string> | undefined {
  const subscriptions = namesIn(request, 'subscriptions');
  const managementGroups = namesIn(request, 'managementGroups') ?? [];
  if (!managementGroups.every((name) => MANAGEMENT_GROUP.test(name))) {
    // Recorded: rubrikinc/rubrik-sizing-scripts#87.
    throw refused('ManagementGroupsContainInvalidIds', `The provided management groups must be valid. Given: ${quoted(managementGroups)}.`);
  }
  if (!subscriptions || subscriptions.length === 0 || managementGroups.length > 0) return undefined;
  return new Set(subscriptions.map((id) => id.toLowerCase()));
}

/**
 * Unknown subscriptions beside known ones only have no rows; where there are no others, Azure refuses (recorded: Azure/aztfexport#491).
 */
export function assertEligible({ subscriptions }: GraphRequest, known: Pick<ReadonlyMap<string, unknown>, 'has'>): void {
  if (!subscriptions || [...subscriptions].some((id) => known.has(id))) return;
  const message = `There must be at least one subscription that is eligible to contain resources. Given: ${quoted([...subscriptions])}.`;
  throw refused('NoValidSubscriptionsInQueryRequest', message);
}

const quoted = (names: readonly string[]): string => `'${names.join("','")}'`;

function namesIn(request: Members, member: string): readonly string[] | undefined {
  const names = request[member];
  if (names === undefined || names === null) return undefined;
  if (!Array.isArray(names) || !names.every((name) => typeof name === 'string')) throw invalid(`'${member}' must be a list of names.`);
  return names;
}

function wholeNumber(options: Members, member: string, least: number): number | undefined {
  const value = options[member];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < least)
    throw invalid(`'${member}' must be a whole number from ${least}.`);
  return value;
}

function formatOf(format: unknown, apiVersion: string): GraphRequest['format'] {
  if (format === undefined || format === null) return apiVersion < OBJECTS_SINCE ? 'table' : 'objectArray';
  const name = typeof format === 'string' ? format.toLowerCase() : '';
  if (name === 'table') return 'table';
  if (name === 'objectarray') return 'objectArray';
  throw invalid('The result format is not supported.');
}

const membersOf = (value: unknown): Members | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : undefined;

/** [GAP] Of bad requests only wrong scopes and skip tokens were recorded; these bodies are of the same shape with a code of their own. */
const invalid = (message: string): ArmError => refused('InvalidRequestContent', message);

const refused = (code: string, message: string): ArmError => new ArmError(400, 'BadRequest', message, { details: [{ code, message }] });

import type { Token } from './lexer.ts';

/** One entry of `error.details` as Resource Graph writes it after its general `InvalidQuery` entry. */
export interface QueryErrorDetail {
  readonly code: string;
  readonly message: string;
  /** From 1; -1 where Azure names no place. */
  readonly line?: number;
  /** From 0; absent where it is 0. */
  readonly characterPositionInLine?: number;
  readonly token?: string;
  readonly expectedToken?: string;
}

/** A query that Resource Graph refuses; becomes a 400. */
export class QueryError extends Error {
  readonly details: readonly QueryErrorDetail[];

  constructor(detail: QueryErrorDetail, ...others: readonly QueryErrorDetail[]) {
    super(detail.message);
    this.details = [detail, ...others];
  }
}

/** What the recorded answers say in general, before what is wrong in particular. */
const INVALID_QUERY = {
  code: 'InvalidQuery',
  message: 'Query is invalid. Please refer to the documentation for the Azure Resource Graph service and fix the error before retrying.',
};

/** `error.details` of the answer. What is disallowed stands there alone (recorded: Azure/azqr#847, microsoft/ARI#46). */
export const detailsOf = ({ details }: QueryError): readonly object[] =>
  details[0]?.code.startsWith('Disallowed') ? details : [INVALID_QUERY, ...details];

/**
 * What the recorded answer to `where where` names as expected: Azure's parser writes a token's number as a character
 * where an expression is missing.
 */
export const EXPRESSION = '\u01cf';

const PARSER_FAILURE = { code: 'ParserFailure', message: 'ParserFailure' };

/**
 * The text does not follow the grammar. `expected` is what the grammar wants instead of `token`; Azure mostly does not say (recorded:
 * `syntax error` after a pipe in azgraph's tests, Azure/aztfexport#485, grafana/grafana#35225, where a place at the start of a line has no position).
 */
export function parserFailure(token: Token, expected?: string): QueryError {
  return new QueryError(failureAt(token, expected));
}

/** A pipe leads to no operator: Azure names the word, and what follows it (recorded: `syntax error`). */
export function unknownOperator(word: Token, next: Token): QueryError {
  return new QueryError(failureAt(word), ...(next.kind === 'end' || next.text === '|' ? [] : [failureAt(next)]));
}

/**
 * A text in quotes does not end: the quote is named without its place, then what does not follow the grammar when it is passed over (recorded:
 * Azure/aztfexport#485).
 */
export const openString = (quote: string, others: readonly QueryErrorDetail[]): QueryError =>
  new QueryError({ ...PARSER_FAILURE, expectedToken: quote }, ...others);

const failureAt = (token: Token, expected?: string): QueryErrorDetail => ({
  ...PARSER_FAILURE,
  line: token.line,
  ...(token.column > 0 && { characterPositionInLine: token.column }),
  token: token.kind === 'end' ? '<EOF>' : token.text,
  ...(expected !== undefined && { expectedToken: expected }),
});

/** An operator of Kusto that Resource Graph does not have (recorded in public bug reports with `parse`, at line -1). */
export function unsupportedOperator(name: string): QueryError {
  return new QueryError({
    code: 'InvalidQueryLanguage',
    message: 'InvalidQueryLanguage',
    line: -1,
    characterPositionInLine: -1,
    token: name,
  });
}

export function unknownTable(name: string): QueryError {
  return new QueryError({ code: 'DisallowedLogicalTableName', message: `Table ${name} is invalid, unsupported or disallowed.` });
}

/** Recorded in a public client's tests (`cout`). */
export function unknownFunction(name: string): QueryError {
  return new QueryError({ code: 'UnknownFunction', message: `Unknown function: '${name}'.` });
}

/**
 * The text parses but means nothing: unknown column, wrong types.
 * [GAP] No recording shows the code of these details; the messages are Kusto's own.
 */
export function semanticError(message: string): QueryError {
  return new QueryError({ code: 'Default', message });
}

/**
 * The refusal of a query that JavaScript cannot hold: a nest deeper than its stack, a text beyond 512 MB. Other errors stay what they are.
 * [GAP] Kusto has bounds of its own, with which words was not recorded.
 */
export function refusedOverflow(error: unknown): unknown {
  if (!(error instanceof RangeError)) return error;
  if (error.message.includes('call stack')) return semanticError('The query is nested too deeply');
  return error.message.includes('string length') ? semanticError('A text in the query is too long') : error;
}

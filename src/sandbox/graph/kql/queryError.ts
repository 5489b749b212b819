import type { Token } from './lexer.ts';

/** One entry of `error.details` as Resource Graph writes it after its general `InvalidQuery` entry. */
export interface QueryErrorDetail {
  readonly code: string;
  readonly message: string;
  /** From 1; -1 where Azure names no place. */
  readonly line?: number;
  /** From 0. */
  readonly characterPositionInLine?: number;
  readonly token?: string;
  readonly expectedToken?: string;
}

/** A query that Resource Graph refuses; becomes a 400. */
export class QueryError extends Error {
  readonly detail: QueryErrorDetail;

  constructor(detail: QueryErrorDetail) {
    super(detail.message);
    this.detail = detail;
  }
}

/** What the recorded answers say in general, before what is wrong in particular. */
const INVALID_QUERY = {
  code: 'InvalidQuery',
  message: 'Query is invalid. Please refer to the documentation for the Azure Resource Graph service and fix the error before retrying.',
};

/** `error.details` of the answer. What is disallowed stands there alone (recorded: Azure/azqr#847, microsoft/ARI#46). */
export const detailsOf = ({ detail }: QueryError): readonly object[] =>
  detail.code.startsWith('Disallowed') ? [detail] : [INVALID_QUERY, detail];

/**
 * What the recorded answer to `where where` names as expected: Azure's parser writes a token's number as a character
 * where an expression is missing.
 */
export const EXPRESSION = '\u01cf';

/** The text does not follow the grammar. `expected` is what the grammar wants instead of `token`. */
export function parserFailure(token: Token, expected: string): QueryError {
  return new QueryError({
    code: 'ParserFailure',
    message: 'ParserFailure',
    line: token.line,
    characterPositionInLine: token.column,
    token: token.kind === 'end' ? '<EOF>' : token.text,
    expectedToken: expected,
  });
}

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

/**
 * The text parses but means nothing: unknown column or function, wrong types.
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

import { RestError } from '@azure/core-rest-pipeline';
import { apiVersions } from '../apiVersions.ts';
import type { ArmReader } from '../wire/armReader.ts';
import { badAnswer } from '../wire/badAnswer.ts';
import type { GraphText } from './columns.ts';
import type { CutAnswer } from '../wire/cutRows.ts';
import { graphPath } from '../wire/session.ts';
import { listOf, numberOf, textOf } from '../values.ts';

/** Rows a page of Resource Graph has at most. */
export const pageRows = 1000;

/** Which page of a query; without any the first. */
export interface PageOptions {
  readonly $skip?: number;
  readonly $skipToken?: string | undefined;
}

/** One page of a query. */
export interface GraphAnswer {
  readonly rows: readonly unknown[];
  /** A row, where the query marks its rows (`rowMark`) by what stands in its place. */
  readonly rowOf: CutAnswer['rowOf'];
  /** Rows of the query, of all its pages. */
  readonly total: number;
  /** Of the page after this one. */
  readonly skipToken: string | undefined;
  /** The caller sees more subscriptions than one query covers (10,000). */
  readonly isLimited: boolean;
}

/**
 * Asks Resource Graph for one page; `use` turns the answer into what is kept of it. `subscriptions` undefined: all that the caller may read; an empty
 * list would be taken for all, too. Throws what `ArmReader` throws; an answer of another shape is a `UserError`.
 */
export async function queryGraph<T>(
  arm: ArmReader,
  { text, plain }: GraphText,
  subscriptions: readonly string[] | undefined,
  page: PageOptions,
  use: (answer: GraphAnswer) => T | Promise<T>,
): Promise<T> {
  const options = { resultFormat: 'objectArray', $top: pageRows, ...page };
  const ask = async (query: string): Promise<T> =>
    arm.post(graphPath, apiVersions.resourceGraph, { query, ...(subscriptions && { subscriptions }), options }, (body, headers, rowOf) => {
      const rows = listOf(body['data']);
      const total = numberOf(body['totalRecords']);
      if (!rows || total === undefined) throw badAnswer('Resource Graph answered without rows.');
      const isLimited = headers.get('x-ms-tenant-subscription-limit-hit')?.toLowerCase() === 'true';
      return use({ rows, rowOf, total, skipToken: textOf(body['$skipToken']), isLimited });
    });
  try {
    return await ask(text);
  } catch (error) {
    if (plain === undefined || !(error instanceof RestError && error.statusCode === 400)) throw error;
    return ask(plain);
  }
}

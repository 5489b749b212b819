import { apiVersions } from '../apiVersions.ts';
import { abortable } from '../abortable.ts';
import { pageRows } from '../inventory/queryGraph.ts';
import { graphPath } from '../wire/session.ts';
import { recordsOf, type Row } from '../values.ts';
import { readable } from './readable.ts';
import type { RecoveryAccess } from './recoveryAccess.ts';

/** A list that spans regions is asked of each of them, and one that is down may not answer. */
const listWithinMs = 5000;

/** The first 1,000 rows of a query over all that may be read; undefined where Resource Graph does not answer. It lies in no region, and lags minutes behind. */
export async function askGraph(azure: RecoveryAccess, query: string): Promise<readonly Row[] | undefined> {
  const body = { query, options: { resultFormat: 'objectArray', $top: pageRows } };
  const answer = await readable(azure.ask(graphPath, apiVersions.resourceGraph, body));
  return recordsOf(answer?.['data']);
}

/** A list that spans regions; where it does not come, what Resource Graph knows. Undefined: neither answers. */
export async function listOrGraph(
  azure: RecoveryAccess,
  list: Promise<readonly Row[]>,
  query: string,
): Promise<readonly Row[] | undefined> {
  return (await readable(abortable(list, AbortSignal.timeout(listWithinMs)))) ?? askGraph(azure, query);
}

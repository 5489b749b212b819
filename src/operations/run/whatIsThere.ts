import { toArmId } from '../../model/armId.ts';
import type { RecoveryAccess } from '../../azure/siteRecovery/recoveryAccess.ts';
import type { Row } from '../../azure/values.ts';
import type { Operation } from '../operation.ts';
import { misfit } from './putUnlessThere.ts';
import type { PutStep } from '../step.ts';

/** Names of the steps of each operation whose resource is there already, as it is wanted; each resource is looked up once. Throws a `UserError`. */
export async function whatIsThere(
  azure: RecoveryAccess,
  operations: readonly Operation[],
): Promise<ReadonlyMap<Operation, ReadonlySet<string>>> {
  const looks = new Map<string, Promise<Row | undefined>>();
  const look = (path: string, apiVersion: string): Promise<Row | undefined> => {
    const id = toArmId(path);
    const known = looks.get(id) ?? azure.read(path, apiVersion);
    looks.set(id, known);
    return known;
  };
  const isThere = async (step: PutStep): Promise<boolean> => {
    const found = await look(step.call.path, step.call.apiVersion);
    return found !== undefined && (step.changes !== true || misfit(step, found) === undefined);
  };
  const found = operations.map(async (operation) => {
    const puts = operation.steps.filter((step) => step.kind === 'put');
    const there = await Promise.all(puts.map(isThere));
    return [operation, new Set(puts.filter((_, at) => there[at]).map(({ name }) => name))] as const;
  });
  return new Map(await Promise.all(found));
}

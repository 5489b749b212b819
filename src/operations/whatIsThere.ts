import { toArmId } from '../model/armId.ts';
import type { RecoveryAccess } from '../azure/siteRecovery/recoveryAccess.ts';
import type { Operation } from './operation.ts';

/** Names of the steps of each operation whose resource is there already; each resource is looked up once. Throws a `UserError`. */
export async function whatIsThere(
  azure: RecoveryAccess,
  operations: readonly Operation[],
): Promise<ReadonlyMap<Operation, ReadonlySet<string>>> {
  const looks = new Map<string, Promise<boolean>>();
  const isThere = async (path: string, apiVersion: string): Promise<boolean> => (await azure.read(path, apiVersion)) !== undefined;
  const look = (path: string, apiVersion: string): Promise<boolean> => {
    const id = toArmId(path);
    const known = looks.get(id) ?? isThere(path, apiVersion);
    looks.set(id, known);
    return known;
  };
  const found = operations.map(async (operation) => {
    const puts = operation.steps.filter((step) => step.kind === 'put');
    const there = await Promise.all(puts.map(({ call }) => look(call.path, call.apiVersion)));
    return [operation, new Set(puts.filter((_, at) => there[at]).map(({ name }) => name))] as const;
  });
  return new Map(await Promise.all(found));
}

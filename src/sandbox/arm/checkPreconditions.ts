import { keyOf, typeOfKey } from '../resource.ts';
import { ArmError, type Call } from '../wire.ts';
import type { World } from '../world.ts';

/** Whose changes Azure holds against these headers: machines (from api-version 2024-03-01), networks, vaults. Other services do not look at them. */
const GUARDED = /^microsoft\.(?:compute\/virtualmachines|network\/[^/]+|recoveryservices\/vaults)$/;

/**
 * `If-None-Match: *` makes only what is not there yet, `If-Match: *` changes only what is, `If-Match: <etag>` only what is still as it was read.
 * Throws a 412; [GAP] its wording. A machine shows no etag here, so for machines only `*` counts.
 */
export function checkPreconditions(world: World, { method, path, headers }: Pick<Call, 'method' | 'path' | 'headers'>): void {
  const key = keyOf(path);
  if (method === 'POST' || !GUARDED.test(typeOfKey(key))) return;
  const existing = world.store.get(key);
  const wanted = headers['if-match'];
  if (headers['if-none-match'] === '*' && existing) throw failed(`The resource '${existing.name}' already exists.`);
  if (wanted === undefined) return;
  if (!existing) throw failed('The resource does not exist.');
  const etag = existing['etag'];
  if (wanted !== '*' && typeof etag === 'string' && strong(etag) !== strong(wanted)) {
    throw failed(`The resource '${existing.name}' has been changed since it was read.`);
  }
}

const failed = (why: string): ArmError => new ArmError(412, 'PreconditionFailed', `Precondition failed. ${why}`);

/** Azure's etags are weak ones, which clients send back with or without that mark. */
const strong = (etag: string): string => etag.replace(/^W\//, '');

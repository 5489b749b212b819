import type { ArmResource } from '../resource.ts';
import type { Call } from '../wire.ts';
import type { World } from '../world.ts';
import { childId } from './registerReads.ts';
import { siteRecoveryId, VAULT_TYPE } from './vaultScope.ts';

/** Where a PUT is to stand: what is there already keeps the casing of its id. */
export interface Target {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly before: ArmResource | undefined;
}

/** What a call's path names in its vault, there or not. The vault must exist. */
export function targetOf(world: World, call: Call, vault: ArmResource, path: string): Target {
  const called = childId(call, path);
  const before = world.store.get(called);
  const below = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => call.params[name] ?? '');
  const id = siteRecoveryId(before?.id ?? `${vault.id}/${below}`);
  const type = [VAULT_TYPE, ...path.split('/').filter((_, i) => i % 2 === 0)].join('/');
  return { id, name: before?.name ?? id.split('/').at(-1) ?? '', type, before };
}

import type { ArmResource } from '../resource.ts';
import { EstateBuilder, type EstateSubscription } from './estateBuilder.ts';
import { generatedEstate } from './generated/generatedEstate.ts';
import { storyEstate } from './story/storyEstate.ts';

export interface EstateOptions {
  readonly seed: number;
  /** The estate's times hang on the hour that this lies in. */
  readonly now: Date;
  /** How many virtual machines a generated estate has, those that Site Recovery made included; undefined: the default estate, which tells a story. */
  readonly vms?: number | undefined;
  /** Of a generated estate; undefined: one for a hundred machines. */
  readonly subscriptions?: number | undefined;
  /** Of a generated estate, cache accounts included; undefined: one for five machines. */
  readonly storageAccounts?: number | undefined;
}

/** What a sandbox holds when it starts. */
export interface Estate {
  readonly subscriptions: readonly EstateSubscription[];
  readonly resources: readonly ArmResource[];
  /** Ids of protected items that replicate now: their RPO figure and heartbeat move with the clock. */
  readonly replicating: readonly string[];
}

/** The same options (and the same hour) give the same estate, byte for byte. */
export function buildEstate({ seed, now, vms, subscriptions, storageAccounts }: EstateOptions): Estate {
  const b = new EstateBuilder(seed, now);
  const made = vms === undefined ? storyEstate(b) : generatedEstate(b, { vms, subscriptions, storageAccounts });
  return { subscriptions: made, resources: b.resources, replicating: b.replicating };
}

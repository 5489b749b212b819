import { toArmId } from '../../model/armId.ts';
import type { TestNetwork } from '../../model/testNetwork.ts';

/** Whether a test machine in a network can reach production. A network between the two, through which they may meet, is not looked for. */
export type Isolation = 'isolated' | 'peered' | 'production' | 'unknown';

/** `production`: ARM ids of the networks that the machine is in, and that a real failover puts it into; undefined for one that is not known. */
export function isolationOf({ azureId, peers }: TestNetwork, production: readonly (string | undefined)[]): Isolation {
  const ids = new Set(production.map((id) => id && toArmId(id)));
  if (ids.has(toArmId(azureId))) return 'production';
  if (peers.some((peer) => ids.has(peer))) return 'peered';
  return ids.has(undefined) ? 'unknown' : 'isolated';
}

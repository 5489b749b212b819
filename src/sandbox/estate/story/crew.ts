import { backupItem } from '../backupItem.ts';
import type { EstateBuilder } from '../estateBuilder.ts';
import { mobilityService, monitorAgent } from '../machineExtension.ts';
import { machine, type Machine, type MachineSpec } from '../machine.ts';
import { takeSeat } from '../network.ts';
import type { Place } from '../place.ts';
import type { ItemFacts, ProtectedItem } from '../protectedItem.ts';
import type { ReplicationPair } from '../replicationPair.ts';
import { replicated } from '../situation.ts';
import type { Site } from './foundations.ts';

type Spec = Partial<MachineSpec> & {
  /** In no backup, though its site has a vault for it. */
  readonly noBackup?: boolean;
};

/** Makes the machines of a site, so that a story only says what is special about each. */
export interface Crew {
  /** A machine, in the site's backup unless said otherwise. */
  readonly make: (at: Place, name: string, spec?: Spec) => Machine;
  /** A machine made ready for replication: with its mobility service. */
  readonly ready: (at: Place, name: string, spec?: Spec) => Machine;
  /** A machine that is replicated. */
  readonly covered: (pair: ReplicationPair, at: Place, name: string, facts: ItemFacts, spec?: Spec) => ProtectedItem;
}

export function crewOf(b: EstateBuilder, site: Site): Crew {
  const make = (at: Place, name: string, { noBackup, ...spec }: Spec = {}): Machine => {
    const made = machine(b, { name, at, seat: takeSeat(site.network), ...spec });
    if (!noBackup && site.backup) backupItem(b, site.backup, made);
    return made;
  };
  const ready = (at: Place, name: string, spec: Spec = {}): Machine => {
    const osType = spec.os ?? 'Linux';
    return make(at, name, { extensions: [monitorAgent(osType), mobilityService(osType)], ...spec });
  };
  return { make, ready, covered: (pair, at, name, facts, spec) => replicated(b, pair, ready(at, name, spec), facts) };
}

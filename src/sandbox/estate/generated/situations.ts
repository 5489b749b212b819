import type { Disk } from '../disk.ts';
import type { EstateBuilder } from '../estateBuilder.ts';
import type { Machine, MachineSpec } from '../machine.ts';
import type { ItemFacts } from '../protectedItem.ts';
import type { ReplicationPair } from '../replicationPair.ts';
import { failedOver, replicated, starting, testOpen } from '../situation.ts';

/** Replicated machines have two disks. */
export const replicatedDisks: readonly string[] = ['Premium_LRS', 'Premium_LRS'];

interface Situation {
  /** Another machine is there because of it. */
  readonly makesMachine: boolean;
  /** Disks that exist because of it, the source's two included. */
  readonly disks: number;
  readonly apply: (b: EstateBuilder, pair: ReplicationPair, machine: Machine) => void;
}

function quiet(facts: (b: EstateBuilder, disks: readonly Disk[]) => ItemFacts, replicaDisks = 2): Situation {
  return {
    makesMachine: false,
    disks: 2 + replicaDisks,
    apply: (b, pair, machine) => replicated(b, pair, machine, facts(b, machine.disks)),
  };
}

const healthy = quiet((b) => ({ drilledDaysAgo: b.between(3, 170) }));

/** One of each in every forty replicated machines; the others are well. */
const special: readonly Situation[] = [
  quiet(() => ({})),
  quiet((b) => ({ drilledDaysAgo: b.between(190, 600) })),
  quiet((b) => ({ drilledDaysAgo: 40, rpoSeconds: b.between(2, 20) * 3600 })),
  quiet((b) => ({ drilledDaysAgo: 40, figureAgeHours: b.between(2, 72) })),
  quiet(() => ({ drilledDaysAgo: 40, rpoSeconds: 4 * 3600, figureAgeHours: 2, health: 'Critical' })),
  quiet(() => ({ drilledDaysAgo: 40, health: 'Warning' })),
  { makesMachine: true, disks: 6, apply: (b, pair, machine) => testOpen(b, pair, machine, b.between(2, 200), 100) },
  { makesMachine: true, disks: 4, apply: (b, pair, machine) => failedOver(b, pair, machine, b.between(2, 100), false) },
  { makesMachine: true, disks: 4, apply: (b, pair, machine) => failedOver(b, pair, machine, b.between(5, 400), true) },
  { makesMachine: false, disks: 4, apply: (b, pair, machine) => starting(b, pair, machine, 'initialReplication', 1) },
  quiet(() => ({ drilledDaysAgo: 40, agentExpiresInDays: 12 })),
  quiet(() => ({ drilledDaysAgo: 40, agentUpdateRequired: true })),
  quiet((_, disks) => ({ drilledDaysAgo: 40, unprotected: disks.slice(-1) }), 1),
];

const cycle = 40;

/** The situation of the replicated machine of that number. */
export function situationOf(item: number): Situation {
  return special[item % cycle] ?? healthy;
}

type Plain = Partial<MachineSpec> & { readonly unmanaged?: boolean };

const plain: readonly Plain[] = [
  { unmanaged: true },
  { spot: true },
  { power: 'deallocated' },
  { agent: 'Not Ready' },
  { os: 'Windows', securityType: 'TrustedLaunch' },
  { os: 'Windows', encryptionAtHost: true },
];

const plainCycle = 50;

/** What is special about the machine without replication of that number. */
export function plainMachine(number: number): Plain {
  return plain[number % plainCycle] ?? {};
}

/** How many of that many machines without replication have managed disks. */
export function managedAmong(machines: number): number {
  return machines - Math.ceil(machines / plainCycle);
}

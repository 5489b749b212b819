import type { MachineState } from '../../src/readiness/assessment.ts';
import { itemCommands, type ItemCommand, type Situation } from '../../src/operations/item/offeredCommands.ts';

/** The two regions; the machine is replicated from the first to the second, until it is turned. */
export const regions = ['eastus', 'eastus2'] as const;
export type Region = (typeof regions)[number];
/** The vault lies in the second one, and takes no request while that is down. */
export const regionOfVault: Region = 'eastus2';

/** All but adding a disk, which leaves a machine where it stands. */
export type LifeCommand = Exclude<ItemCommand, 'add-disk'>;
export const lifeCommands = itemCommands.filter((one): one is LifeCommand => one !== 'add-disk');

/** Where a machine stands, as a few facts: the small model that everything else is held against. */
export interface Life {
  readonly situation: Extract<Situation, 'protected' | 'testOpen' | 'failedOver' | 'committed'> | 'gone';
  /** It is replicated back. */
  readonly isTurned: boolean;
  /** When its last test failover was cleaned up, in this direction; milliseconds. */
  readonly testedAt: number | undefined;
  /** Regions that are down, since when; milliseconds. */
  readonly down: ReadonlyMap<Region, number>;
}

export const newLife: Life = { situation: 'protected', isTurned: false, testedAt: undefined, down: new Map() };

/** What can be done where; nothing else may be taken by Azure. */
const legal: Readonly<Record<Life['situation'], readonly LifeCommand[]>> = {
  protected: ['test-failover', 'failover', 'update', 'disable'],
  testOpen: ['cleanup-test'],
  failedOver: ['commit', 'change-point', 'reprotect', 'disable'],
  committed: ['reprotect', 'disable'],
  gone: [],
};

export function isLegal({ situation }: Life, kind: LifeCommand): boolean {
  return legal[situation].includes(kind);
}

/** What has become of the machine when Azure has done it. */
export function after(life: Life, kind: LifeCommand, now: number): Life {
  switch (kind) {
    case 'test-failover':
      return { ...life, situation: 'testOpen' };
    case 'cleanup-test':
      return { ...life, situation: 'protected', testedAt: now };
    case 'failover':
      return { ...life, situation: 'failedOver' };
    case 'commit':
      return { ...life, situation: 'committed' };
    case 'reprotect':
      return { ...life, situation: 'protected', isTurned: !life.isTurned, testedAt: undefined };
    case 'disable':
      return { ...life, situation: 'gone' };
    default:
      return life;
  }
}

/** How it goes: `unread`: no plan is made; `noVault`: no request is taken; `fails`: the job does, and leaves everything as it was. */
export function prospect({ isTurned, down }: Life, kind: LifeCommand): 'well' | 'fails' | 'noVault' | 'unread' {
  const target = isTurned ? 'eastus' : 'eastus2';
  // The machine runs in the target then, and is to be read; the vault's region goes on answering reads here.
  if (kind === 'reprotect' && target !== regionOfVault && down.has(target)) return 'unread';
  if (down.has(regionOfVault)) return 'noVault';
  const needed: Readonly<Partial<Record<LifeCommand, readonly Region[]>>> = {
    'test-failover': [target],
    'cleanup-test': [target],
    failover: [target],
    'change-point': [target],
    reprotect: regions,
  };
  return needed[kind]?.some((region) => down.has(region)) === true ? 'fails' : 'well';
}

const hourMs = 60 * 60 * 1000;
/** The audit's limits: of drills, and of the age of the figure for the data that would be lost. */
const drillMs = 180 * 24 * hourMs;
const rpoMs = hourMs;

/** States in which the audit may show the machine: never a better one. */
export function mayShow({ situation, testedAt, down }: Life, now: number): readonly MachineState[] {
  switch (situation) {
    case 'protected': {
      const isDrilled = testedAt !== undefined && now - testedAt < drillMs;
      const isStale = [...down.values()].some((since) => now - since > rpoMs);
      return isDrilled && !isStale ? ['atRisk', 'ready'] : ['atRisk'];
    }
    case 'testOpen':
      return ['testRunning'];
    case 'failedOver':
    case 'committed':
      return ['failedOver'];
    case 'gone':
      return ['unprotected'];
  }
}

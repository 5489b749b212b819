import type { Known } from '../../model/resource.ts';
import { offeredCommands, type ItemCommand, type Situation, type SituationFacts } from './offeredCommands.ts';

/** The way of a machine to the other region and back. `test` rehearses the failover that is to come. */
export type LifeStep = 'replicate' | 'test' | 'fail-over' | 'commit' | 'reprotect' | 'fail-back' | 'commit-back' | 'reprotect-back';

/** `waiting`: for a person, who must not forget it. `next`: what comes next, and need not be done. */
export type LifeStepState = 'done' | 'skipped' | 'running' | 'waiting' | 'next' | 'later';

/** What decides where a machine stands. */
/** Where a machine stands on its way, for all faces. */
export interface StandingFacts extends SituationFacts {
  /** The last that succeeded, of this direction; null: none has. */
  readonly lastTest: Known<Date | null>;
  readonly lastFailover: Known<Date | null>;
  /** When the job began that the item names; null: it names none. */
  readonly scenarioSince: Known<Date | null>;
  readonly sourceLocation: Known<string>;
  /** Where the machine was when its replication was enabled. */
  readonly initialLocation: Known<string>;
  /** Whether the machine that it is replicated from, or was failed over from, is there. */
  readonly isSourceThere: Known<boolean>;
}

/** What a person has to do, and since when. `source-gone`: the machine cannot be re-protected. */
export interface Wait {
  readonly for: 'cleanup-test' | 'commit' | 'reprotect' | 'source-gone';
  /** Undefined: not known. Of a failover: when it ended; the machine has been without protection since then. */
  readonly since: Date | undefined;
}

export interface Standing {
  /** Undefined: Azure's words are none that we know. Nothing is said about steps then. */
  readonly situation: Situation | undefined;
  readonly isBusy: boolean;
  /** The machine has failed over once and is replicated back, or has come back. Not known where Azure does not tell where it began. */
  readonly isTurned: Known<boolean>;
  readonly steps: readonly { readonly step: LifeStep; readonly state: LifeStepState }[];
  /** What is next, when it is offered. */
  readonly next: ItemCommand | undefined;
  readonly waits: readonly Wait[];
}

const there: readonly LifeStep[] = ['replicate', 'test', 'fail-over', 'commit', 'reprotect', 'fail-back', 'commit-back', 'reprotect-back'];
const back: readonly LifeStep[] = ['replicate', 'fail-over', 'commit', 'reprotect', 'test', 'fail-back', 'commit-back', 'reprotect-back'];

/** Where a machine stands on its way to the other region and back, what is next, and what waits for a person. Pure. */
export function whereItStands(facts: StandingFacts): Standing {
  const { situation, isBusy, commands } = offeredCommands(facts);
  const { initialLocation, sourceLocation, isSourceThere } = facts;
  const isTurned = initialLocation === undefined || sourceLocation === undefined ? undefined : initialLocation !== sourceLocation;
  if (situation === undefined) return { situation, isBusy, isTurned, steps: [], next: undefined, waits: [] };
  const path = isTurned === true ? back : there;
  const at = placeIn(situation, facts);
  const current = path.indexOf(isTurned === true ? onTheWayBack[at] : at);
  const stateOf = (step: LifeStep, index: number): LifeStepState => {
    if (index > current) return 'later';
    if (index < current) return step === 'test' && !facts.lastTest ? 'skipped' : 'done';
    if (jobOf(facts) === at || situation === 'enabling' || situation === 'copying') return 'running';
    return situation === 'protected' ? 'next' : 'waiting';
  };
  const next = commandOf(at, situation, isSourceThere);
  return {
    situation,
    isBusy,
    isTurned,
    steps: path.map((step, index) => ({ step, state: stateOf(step, index) })),
    next: next !== undefined && commands.includes(next) ? next : undefined,
    waits: isBusy || (situation === 'testOpen' && !commands.includes('cleanup-test')) ? [] : waitsOf(situation, facts),
  };
}

/** A step of the way there; on the way back each has a name of its own. */
type StepThere = Exclude<LifeStep, 'fail-back' | 'commit-back' | 'reprotect-back'>;

/** The same step when the machine is replicated back. */
const onTheWayBack: Readonly<Record<StepThere, LifeStep>> = {
  replicate: 'reprotect',
  test: 'test',
  'fail-over': 'fail-back',
  commit: 'commit-back',
  reprotect: 'reprotect-back',
};

/** Jobs by which a step is under way: names of scenarios, documented, or recorded. */
const stepOfJob: ReadonlyMap<string, StepThere> = new Map([
  ['testfailovercleanup', 'test'],
  ['unplannedfailover', 'fail-over'],
  ['commitfailover', 'commit'],
  ['switchreplicationgroupprotection', 'reprotect'],
]);

/** The step that a running job carries out. A test failover is named long after its job has ended, and tells by what is offered. */
function jobOf({ scenario, allowedOperations }: StandingFacts): StepThere | undefined {
  const name = scenario?.toLowerCase() ?? '';
  if (name === 'testfailover') return allowedOperations?.length === 0 ? 'test' : undefined;
  return stepOfJob.get(name);
}

/** Which step is under way, waits, or is next. */
function placeIn(situation: Situation, facts: StandingFacts): StepThere {
  switch (situation) {
    case 'enabling':
    case 'copying':
      return 'replicate';
    case 'testOpen':
      return 'test';
    case 'protected':
      return jobOf(facts) ?? (facts.lastTest ? 'fail-over' : 'test');
    case 'failedOver':
      return jobOf(facts) ?? 'commit';
    case 'committed':
      return 'reprotect';
  }
}

function commandOf(at: StepThere, situation: Situation, isSourceThere: Known<boolean>): ItemCommand | undefined {
  switch (at) {
    case 'replicate':
      return undefined;
    case 'test':
      return situation === 'testOpen' ? 'cleanup-test' : 'test-failover';
    case 'fail-over':
      return 'failover';
    case 'commit':
      return 'commit';
    case 'reprotect':
      // Without the machine that it came from there is no way back: replication must begin anew.
      return isSourceThere === false ? 'disable' : 'reprotect';
  }
}

function waitsOf(situation: Situation, { lastFailover, scenarioSince, isSourceThere }: StandingFacts): readonly Wait[] {
  const since = lastFailover ?? undefined;
  if (situation === 'testOpen') return [{ for: 'cleanup-test', since: scenarioSince ?? undefined }];
  if (situation !== 'failedOver' && situation !== 'committed') return [];
  const gone: readonly Wait[] = isSourceThere === false ? [{ for: 'source-gone', since }] : [];
  return [{ for: situation === 'failedOver' ? 'commit' : 'reprotect', since }, ...gone];
}

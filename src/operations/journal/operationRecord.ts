import type { Problem } from '../../model/problem.ts';
import type { TestCheck } from '../testCheck.ts';
import { endingOf, operationOf, type Ending, type JournalEntry, type Kept, type StepEntry } from './journal.ts';

/** What is kept of an operation, for people and auditors. Times are ISO. */
export interface OperationRecord {
  readonly id: string;
  readonly kind: string;
  readonly machine: string;
  readonly machineId: string;
  readonly vaultId: string;
  readonly who: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly startedAt: string;
  readonly endedAt: string | undefined;
  readonly outcome: Ending | 'under way';
  readonly steps: readonly StepRecord[];
  /** Of the machine of a test failover. */
  readonly testChecks: readonly TestCheck[];
}

/** One step of an operation, as far as it has come. */
export interface StepRecord {
  readonly name: string;
  readonly title: string;
  readonly state: 'not begun' | 'intended' | 'accepted' | 'done' | 'failed';
  readonly startedAt: string | undefined;
  readonly endedAt: string | undefined;
  /** The job of Site Recovery. */
  readonly jobId: string | undefined;
  /** How long the job took, by Azure's clock; of a test failover the measured time until the machine runs. */
  readonly jobSeconds: number | undefined;
  readonly wasThere: boolean;
  readonly warnings: readonly Problem[];
  readonly problem: Problem | undefined;
}

/** The record of an operation, from its journal. Pure. */
export function operationRecord(kept: Kept): OperationRecord {
  const operation = operationOf(kept);
  const [started] = kept.entries;
  const ending = endingOf(kept);
  return {
    id: kept.id,
    kind: operation.kind,
    machine: operation.machine,
    machineId: operation.subject,
    vaultId: operation.vaultId,
    who: started?.type === 'started' ? started.who : '',
    inputs: operation.inputs,
    startedAt: started?.at ?? '',
    endedAt: kept.entries.findLast(({ type }) => type === 'ended')?.at,
    outcome: ending ?? 'under way',
    steps: operation.steps.map(({ name, title }) => stepRecord(name, title, kept.entries)),
    testChecks: kept.entries.findLast((entry) => entry.type === 'checked')?.checks ?? [],
  };
}

function stepRecord(name: string, title: string, entries: readonly JournalEntry[]): StepRecord {
  const own = entries.filter((entry): entry is StepEntry => 'step' in entry && entry.step === name);
  const last = own.at(-1);
  const accepted = own.findLast((entry) => entry.type === 'accepted');
  const isOver = last?.type === 'done' || last?.type === 'failed';
  return {
    name,
    title,
    state: last === undefined || last.type === 'notSent' ? 'not begun' : last.type,
    startedAt: own[0]?.at,
    endedAt: isOver ? last.at : undefined,
    jobId: accepted?.jobId,
    jobSeconds: last?.type === 'done' ? last.jobSeconds : undefined,
    wasThere: last?.type === 'done' && last.wasThere === true,
    warnings: last?.type === 'done' ? last.warnings : [],
    problem: last?.type === 'failed' ? last.problem : undefined,
  };
}

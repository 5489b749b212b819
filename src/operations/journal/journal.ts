import type { Problem } from '../../model/problem.ts';
import type { RecoveryItem } from '../../model/recoveryItem.ts';
import type { JobMark } from '../../azure/siteRecovery/recoveryAccess.ts';
import type { Operation } from '../operation.ts';
import type { TestCheck } from '../testCheck.ts';

/** What was seen just before a request left: by it the request's job is found when the answer is lost. */
export interface Seen {
  readonly item?: RecoveryItem | undefined;
  readonly newestJob?: JobMark | undefined;
}

/** How an operation can end for good. */
export type Ending = 'succeeded' | 'failed' | 'changed';

/** What a step has left. */
export interface StepEnd {
  readonly warnings: readonly Problem[];
  /** How long its job took, seconds by Azure's clock; undefined where it had none, or where Azure does not say. */
  readonly jobSeconds?: number | undefined;
  /** ARM id under which the item is found from now on; undefined where it is as before. */
  readonly movedTo?: string | undefined;
}

/** `at`: ISO. Of a step, the last entry tells where it stands. */
export type JournalEntry = { readonly at: string } & (
  | { readonly type: 'started'; readonly operation: Operation; readonly who: string }
  /** Written before the request leaves. */
  | ({ readonly type: 'intended'; readonly step: string } & Seen)
  /** The request certainly did not leave: the step stands as if it had never been intended. */
  | { readonly type: 'notSent'; readonly step: string }
  | {
      readonly type: 'accepted';
      readonly step: string;
      readonly jobId?: string | undefined;
      /** Found by its job, the answer having been lost. */
      readonly adopted?: boolean;
      /** Azure's `Retry-After`, milliseconds. */
      readonly pollMs?: number | undefined;
    }
  | ({ readonly type: 'done'; readonly step: string; readonly wasThere?: boolean } & StepEnd)
  | { readonly type: 'failed'; readonly step: string; readonly problem: Problem }
  | { readonly type: 'ended'; readonly ending: Ending }
  /** Somebody does not want it followed any more: it goes on only when they say so. */
  | { readonly type: 'stopped' }
  /** What the machine of a test failover showed when somebody looked, after the end. */
  | { readonly type: 'checked'; readonly checks: readonly TestCheck[] }
);

/** An entry about one step. */
export type StepEntry = Extract<JournalEntry, { readonly step: string }>;

/** Of `JournalEntry`, without the time. */
export type NewEntry = JournalEntry extends infer E ? (E extends JournalEntry ? Omit<E, 'at'> : never) : never;

/** The journal of one operation, held by one process: nobody else can open it until it is closed. */
export interface Journal {
  /** Unique among the operations of a store; sorts by the time of the start. */
  readonly id: string;
  /** The first is `started`. */
  readonly entries: readonly JournalEntry[];
  /** Resolves when the entry will survive a crash of the process or of the machine. Rejects when it cannot be kept: then nothing may be sent. */
  append(entry: JournalEntry): Promise<void>;
  /** Lets go of the operation; it stays where it stands. */
  close(): Promise<void>;
}

/** An operation as its journal tells it, for lists: read without holding it. */
export interface Kept {
  readonly id: string;
  readonly entries: readonly JournalEntry[];
}

/** Where journals are kept: the terminal's state folder, the extension's storage. */
export interface Journals {
  /**
   * Holds the machine of an operation, and opens the journal of the one of its kind that is under way, whatever it was made from; else begins a
   * new one. Undefined: another process, or this one, runs an operation on the machine.
   */
  open(operation: Operation, who: string, at: Date): Promise<Journal | undefined>;
  /** All of them, the oldest first. */
  list(): Promise<readonly Kept[]>;
}

/** The operation that a journal is about, as it was confirmed. Throws for one that is empty: that is a defect. */
export function operationOf({ entries: [first] }: Pick<Kept, 'entries'>): Operation {
  if (first?.type !== 'started') throw new Error('A journal begins with what was started.');
  return first.operation;
}

/** Something may have been sent, and it has not ended: the next run goes on with it. */
export function isUnderWay(kept: Pick<Kept, 'entries'>): boolean {
  return kept.entries.length > 1 && endingOf(kept) === undefined;
}

/** Somebody does not want it followed. */
export function isStopped({ entries }: Pick<Kept, 'entries'>): boolean {
  return entries.at(-1)?.type === 'stopped';
}

/** Undefined for an operation that can be gone on with. */
export function endingOf({ entries }: Pick<Kept, 'entries'>): Ending | undefined {
  return entries.findLast((entry) => entry.type === 'ended')?.ending;
}

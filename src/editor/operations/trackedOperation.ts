import { UserError } from '../../model/userError.ts';
import { endingOf, isStopped, isUnderWay, operationOf, type Journal, type JournalEntry } from '../../operations/journal/journal.ts';
import { operationRecord } from '../../operations/journal/operationRecord.ts';
import type { Difference, Outcome } from '../../operations/run/outcome.ts';
import type { Progress } from '../../operations/run/run.ts';
import type { Live, OperationEntry, Standing } from './operationEntry.ts';

/** How a run came to its end. `error`: it could not be run, or its journal could not be kept. */
export type RunEnd = Outcome | { readonly kind: 'error'; readonly error: unknown };

/** One operation as this window knows it: from its journal, and while it runs here from what the run tells. */
export class TrackedOperation {
  readonly id: string;
  #entries: readonly JournalEntry[];
  #journal: Journal | undefined;
  #abort = new AbortController();
  #isRunning = false;
  #isElsewhere = false;
  #isUnwanted = false;
  #live: Live | undefined;
  #end: RunEnd | undefined;
  #entry: OperationEntry | undefined;

  constructor(id: string, entries: readonly JournalEntry[]) {
    this.id = id;
    this.#entries = entries;
  }

  /** Undefined unless it is held here. */
  get journal(): Journal | undefined {
    return this.#journal;
  }

  /** Ends the following. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  get entries(): readonly JournalEntry[] {
    return this.#journal?.entries ?? this.#entries;
  }

  /** Somebody does not want it followed. */
  get isStopped(): boolean {
    return isStopped(this);
  }

  /** Nothing of it has left, and nothing is known of it but that it was begun. */
  get isNothing(): boolean {
    return this.entries.length === 1 && this.#journal === undefined && (this.#end === undefined || this.#end.kind === 'stopped');
  }

  /** As it is now; the same object until something changes. */
  get entry(): OperationEntry {
    return (this.#entry ??= this.#made());
  }

  /** Read anew from the disk. */
  read(entries: readonly JournalEntry[]): void {
    if (entries.length !== this.#entries.length) this.#isElsewhere = false;
    this.#entries = entries;
    this.#entry = undefined;
  }

  hold(journal: Journal): void {
    this.#journal = journal;
    this.#abort = new AbortController();
    this.#isElsewhere = false;
    this.#end = undefined;
    this.#entry = undefined;
  }

  /** Another window has it. */
  leave(): void {
    this.#isElsewhere = true;
    this.#entry = undefined;
  }

  begin(): void {
    this.#isRunning = true;
    this.#entry = undefined;
  }

  /** The window goes. */
  stop(): void {
    this.#abort.abort();
  }

  /** A person does not want it followed: no later window goes on with it by itself either. */
  forgo(): void {
    this.#isUnwanted = true;
    this.stop();
  }

  /** It cannot be gone on with now; nobody holds it. */
  pause(error: UserError): void {
    this.#end = { kind: 'paused', step: '', error };
    this.#entry = undefined;
  }

  hear(progress: Progress): void {
    const { step, type } = progress;
    const before = this.#live?.step === step.name ? this.#live : { step: step.name, job: undefined, state: undefined, percent: undefined };
    if (type === 'job') this.#live = { ...before, job: progress.job };
    else if (type === 'state') this.#live = { ...before, state: progress.state, percent: progress.percent };
    else this.#live = before;
    this.#entry = undefined;
  }

  /** `at`: ISO. */
  async release(end: RunEnd, at: string): Promise<void> {
    const journal = this.#journal;
    // Where it cannot be kept, the next window follows it again.
    if (this.#isUnwanted && end.kind === 'stopped' && journal && isUnderWay(journal))
      await journal.append({ at, type: 'stopped' }).catch(() => {});
    this.#isUnwanted = false;
    this.#entries = [...(journal?.entries ?? this.#entries)];
    this.#end = end;
    this.#isRunning = false;
    this.#live = undefined;
    this.#journal = undefined;
    this.#entry = undefined;
    await journal?.close();
  }

  #made(): OperationEntry {
    const kept = { id: this.id, entries: [...this.entries] };
    const end = this.#end;
    const error = end?.kind === 'paused' || end?.kind === 'error' ? end.error : undefined;
    return {
      id: this.id,
      operation: operationOf(kept),
      record: operationRecord(kept),
      standing: this.#standing(),
      live: this.#live,
      trouble: end?.kind === 'changed' ? end.differences.map(differenceText).join('; ') : errorText(error),
      needsSignIn: error instanceof UserError && error.reason === 'signIn',
    };
  }

  #standing(): Standing {
    const ending = endingOf(this);
    if (ending) return ending;
    if (this.#journal) return this.#isRunning ? 'running' : 'waiting';
    if (this.#isElsewhere) return 'elsewhere';
    if (this.#end?.kind === 'uncertain') return 'uncertain';
    return this.isStopped ? 'stopped' : 'paused';
  }
}

function errorText(error: unknown): string {
  if (error instanceof UserError) return error.toText();
  return error instanceof Error ? error.message : '';
}

/** In Azure's words: `protectionState: Protected → UnplannedFailoverCommitted`. */
function differenceText({ property, confirmed, now }: Difference): string {
  return `${property}: ${confirmed || '–'} → ${now || '–'}`;
}

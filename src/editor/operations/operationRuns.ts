import { Gate } from '../../azure/limits/gate.ts';
import type { RecoveryAccess } from '../../azure/siteRecovery/recoveryAccess.ts';
import { UserError } from '../../model/userError.ts';
import { giveUp } from '../../operations/run/giveUp.ts';
import { operationOf, type Journal, type Journals } from '../../operations/journal/journal.ts';
import { keepTestChecks } from '../../operations/testChecks/keepTestChecks.ts';
import { machinesAtATime } from '../../operations/run/machinesAtATime.ts';
import type { Operation } from '../../operations/operation.ts';
import type { Outcome } from '../../operations/run/outcome.ts';
import type { Run, RunClock } from '../../operations/run/run.ts';
import { runOperation } from '../../operations/run/runOperation.ts';
import { Listeners, type Subscription } from '../listeners.ts';
import { isOpen, type OperationEntry } from './operationEntry.ts';
import { TrackedOperation, type RunEnd } from './trackedOperation.ts';

export interface OperationRunsParts {
  readonly journals: Journals;
  /** Who does it, for the records. */
  readonly who: string;
  readonly clock: RunClock;
  /** A way to the Azure of a machine for as long as `use` takes; rejects with a `UserError` when there is none now. */
  readonly withAccess: <T>(machineId: string, use: (azure: RecoveryAccess) => Promise<T>) => Promise<T>;
}

/** How an operation came out of a run. */
export interface Ran {
  readonly entry: OperationEntry;
  readonly end: RunEnd;
}

export interface Started {
  /** Ids of those that have. */
  readonly begun: readonly string[];
  /** Names of machines that another window, or another operation of this one, works on. */
  readonly busy: readonly string[];
  /** Names of machines of which nothing can be recorded, by the reason: nothing was sent for them. */
  readonly unrecorded: ReadonlyMap<string, readonly string[]>;
  /** Settles when none of them is followed any more; never rejects. */
  readonly ran: Promise<readonly Ran[]>;
}

/** The operations of one Azure, as this window knows them: those that it follows, and those that it has read of. Free of the editor. */
export class OperationRuns {
  readonly #parts: OperationRunsParts;
  readonly #listeners = new Listeners();
  /** By how many each lets in: a failover waits for no first copy. */
  readonly #gates = new Map<number, Gate>();
  readonly #tracked = new Map<string, TrackedOperation>();
  readonly #running = new Set<Promise<Ran>>();
  #isClosed = false;

  constructor(parts: OperationRunsParts) {
    this.#parts = parts;
  }

  onDidChange(listener: () => void): Subscription {
    return this.#listeners.add(listener);
  }

  /** Newest first. */
  get entries(): readonly OperationEntry[] {
    return [...this.#tracked.values()]
      .filter(({ isNothing }) => !isNothing)
      .map(({ entry }) => entry)
      .toSorted((a, b) => b.record.startedAt.localeCompare(a.record.startedAt));
  }

  /** Whether any is followed here. */
  get isFollowing(): boolean {
    return this.#running.size > 0;
  }

  /** Reads the journals again: other windows write theirs, too. */
  async load(): Promise<void> {
    for (const { id, entries } of await this.#parts.journals.list()) {
      const known = this.#tracked.get(id);
      if (!known) this.#tracked.set(id, new TrackedOperation(id, entries));
      else if (!known.journal) known.read(entries);
    }
    this.#listeners.fire();
  }

  /** Begins operations; resolves once each of them that can has its journal. One that cannot keeps no other from beginning. */
  async start(operations: readonly Operation[]): Promise<Started> {
    const begun: TrackedOperation[] = [];
    const busy: string[] = [];
    const unrecorded = new Map<string, string[]>();
    for (const operation of operations) {
      const isUnderWayHere = this.entries.some((entry) => entry.operation.subject === operation.subject && isOpen(entry));
      try {
        const tracked = isUnderWayHere ? undefined : await this.#hold(operation);
        if (tracked) begun.push(tracked);
        else busy.push(operation.machine);
      } catch (error) {
        const reason = recordError(error).toText();
        unrecorded.set(reason, [...(unrecorded.get(reason) ?? []), operation.machine]);
      }
    }
    return { begun: begun.map(({ id }) => id), busy, unrecorded, ran: this.#runAll(begun) };
  }

  /**
   * Goes on with what is under way and nobody follows: all of it but what was stopped by hand, or only the one with this id. `resume`: name
   * of the step whose request is sent again. Resolves when none of them is followed any more; rejects where the journal of that one cannot be
   * opened. Without an id such a one waits, and says why.
   */
  async goOn(id?: string, resume?: string): Promise<readonly Ran[]> {
    return this.#runAll(await this.#holdAgain(id), resume);
  }

  /** The same for all of it, those of a kind apart: an hour's first copy keeps back no word of a test failover. */
  async goOnByKind(): Promise<readonly Promise<readonly Ran[]>[]> {
    const held = await this.#holdAgain(undefined);
    return Array.from(Map.groupBy(held, ({ entry }) => entry.operation.kind).values(), (same) => this.#runAll(same));
  }

  async #holdAgain(id: string | undefined): Promise<readonly TrackedOperation[]> {
    const wanted = [...this.#tracked.values()].filter((each) => {
      if (each.journal || !isOpen(each.entry) || each.isNothing) return false;
      return id === undefined ? !each.isStopped && each.entry.standing !== 'uncertain' : each.id === id;
    });
    const begun: TrackedOperation[] = [];
    for (const tracked of wanted) {
      const held = await this.#hold(tracked.entry.operation).catch((error: unknown) => {
        if (id !== undefined) throw error;
        return recordError(error);
      });
      if (held instanceof UserError) {
        tracked.pause(held);
        continue;
      }
      // What had sent nothing yet gets a journal of its own again.
      if (held && held !== tracked) this.#tracked.delete(tracked.id);
      if (held) begun.push(held);
      else tracked.leave();
    }
    return begun;
  }

  /** Ends the following until a person wants it again; what runs in Azure runs on. */
  stop(id: string): void {
    this.#tracked.get(id)?.forgo();
  }

  /** What is under way waits, and says why. */
  pause(error: UserError): void {
    for (const tracked of this.#tracked.values()) if (!tracked.journal && isOpen(tracked.entry) && !tracked.isStopped) tracked.pause(error);
    this.#listeners.fire();
  }

  /** Ends an operation of which nobody knows whether Azure took its request. False when another window has it. */
  async giveUp(id: string): Promise<boolean> {
    const tracked = this.#tracked.get(id);
    const held = tracked && (await this.#hold(tracked.entry.operation));
    if (!held?.journal) return false;
    await giveUp(held.journal, this.#parts.clock.now());
    await held.release({ kind: 'stopped', step: '' }, this.#at());
    this.#listeners.fire();
    return true;
  }

  /** Ends all following, and resolves when nothing is held any more. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const tracked of this.#tracked.values()) tracked.stop();
    await Promise.all(this.#running);
  }

  /** Undefined when another window or process has the machine. */
  async #hold(operation: Operation): Promise<TrackedOperation | undefined> {
    if (this.#isClosed) return undefined;
    const journal = await this.#parts.journals.open(operation, this.#parts.who, this.#parts.clock.now());
    if (!journal) return undefined;
    const tracked = this.#tracked.get(journal.id) ?? new TrackedOperation(journal.id, journal.entries);
    tracked.hold(journal);
    this.#tracked.set(journal.id, tracked);
    return tracked;
  }

  async #runAll(begun: readonly TrackedOperation[], resume?: string): Promise<readonly Ran[]> {
    const shared: Run['shared'] = new Map();
    const { signal: never } = new AbortController();
    const running = begun.map((tracked) => this.#gateOf(tracked).run(() => this.#run(tracked, shared, resume), never));
    for (const each of running) {
      this.#running.add(each);
      void each.finally(() => {
        this.#running.delete(each);
        this.#listeners.fire();
      });
    }
    this.#listeners.fire();
    return Promise.all(running);
  }

  #at(): string {
    return this.#parts.clock.now().toISOString();
  }

  #gateOf({ entry }: TrackedOperation): Gate {
    const size = machinesAtATime(entry.operation.kind);
    const gate = this.#gates.get(size) ?? new Gate(size);
    this.#gates.set(size, gate);
    return gate;
  }

  async #run(tracked: TrackedOperation, shared: Run['shared'], resume: string | undefined): Promise<Ran> {
    const { journal, signal } = tracked;
    tracked.begin();
    this.#listeners.fire();
    const { clock, withAccess } = this.#parts;
    const report: Run['report'] = (progress) => {
      tracked.hear(progress);
      this.#listeners.fire();
    };
    let end: RunEnd;
    try {
      // Apart from what goes wrong on the way to Azure: that the journal cannot be written is no answer of Azure's.
      end = await withAccess(tracked.entry.operation.subject, (azure) =>
        runToEnd(journal!, { azure, clock, signal, report, resume, shared }).catch((error: unknown): RunEnd => ({
          kind: 'error',
          error,
        })),
      );
    } catch (error) {
      end = { kind: 'error', error };
    }
    await tracked.release(end, this.#at());
    return { entry: tracked.entry, end };
  }
}

/** Why a journal cannot be opened: one of the machine is damaged, or the disk takes none. */
function recordError(error: unknown): UserError {
  if (error instanceof UserError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new UserError('usage', `The records of operations cannot be kept: ${reason}.`, 'Make room for them, or let them be written.', {
    cause: error,
  });
}

/** The machine of a test failover is looked at as well. */
async function runToEnd(journal: Journal, run: Run): Promise<Outcome> {
  const outcome = await runOperation(journal, run);
  if (outcome.kind === 'succeeded' && operationOf(journal).kind === 'test-failover' && !run.signal.aborted) {
    await keepTestChecks(journal, run.azure, run);
  }
  return outcome;
}

import type { Problem } from '../../model/problem.ts';
import type { Sent } from '../../azure/wire/armWriter.ts';
import { UserError } from '../../model/userError.ts';
import type { Journal, JournalEntry, NewEntry, StepEnd, StepEntry } from '../journal/journal.ts';
import type { Operation } from '../operation.ts';
import { StepStop } from './outcome.ts';
import type { Progress, Run } from './run.ts';
import type { Step } from '../step.ts';

type Entry<T extends JournalEntry['type']> = Extract<JournalEntry, { readonly type: T }>;

/** Site Recovery's own `Retry-After` (recorded on every accepted request). */
const defaultPollMs = 30_000;
/** Reads of a running operation that may fail one after the other before it is paused; each is repeated by the SDK's pipeline as well. */
const mostFailedReads = 5;

/** One step of one run: where it stands, its journal, and the patience to go on asking. */
export class StepRun {
  readonly step: Step;
  readonly operation: Operation;
  readonly run: Run;
  readonly #journal: Journal;

  constructor(step: Step, operation: Operation, journal: Journal, run: Run) {
    this.step = step;
    this.operation = operation;
    this.run = run;
    this.#journal = journal;
  }

  /** The last that the journal has of this step. */
  get standing(): StepEntry | undefined {
    return this.#journal.entries.findLast((entry): entry is StepEntry => 'step' in entry && entry.step === this.step.name);
  }

  done(): Entry<'done'> | undefined {
    const { standing } = this;
    return standing?.type === 'done' ? standing : undefined;
  }

  /** Where a step before this one has put the item; undefined where its job did not tell. */
  movedBy(step: string): string | undefined {
    const moved = this.#journal.entries.findLast((entry) => entry.type === 'done' && entry.step === step);
    return moved?.type === 'done' ? moved.movedTo : undefined;
  }

  /** Azure's cadence, as the last accepted request of the operation told it. */
  get pollMs(): number {
    const told = this.#journal.entries.findLast((entry) => entry.type === 'accepted' && entry.pollMs !== undefined);
    return (told?.type === 'accepted' ? told.pollMs : undefined) ?? defaultPollMs;
  }

  append(entry: NewEntry): Promise<void> {
    return this.#journal.append({ at: this.run.clock.now().toISOString(), ...entry });
  }

  report(progress: Progress): void {
    this.run.report(progress);
  }

  async accepted(
    jobId: string | undefined,
    { adopted = false, pollMs }: { readonly adopted?: boolean; readonly pollMs?: number | undefined } = {},
  ): Promise<void> {
    await this.append({ type: 'accepted', step: this.step.name, jobId, adopted, pollMs });
    this.report({ type: 'accepted', step: this.step, jobId, adopted });
  }

  /** The step has come to its end. */
  async finish(end: StepEnd, wasThere = false): Promise<readonly Problem[]> {
    for (const problem of end.warnings) this.report({ type: 'warning', step: this.step, problem });
    await this.append({ type: 'done', step: this.step.name, wasThere, ...end });
    this.report({ type: 'done', step: this.step, wasThere });
    return end.warnings;
  }

  fail(problem: Problem): never {
    throw new StepStop({ kind: 'failed', step: this.step.name, problem });
  }

  /** Azure has not taken the request: refused, the step has failed; not sent, it stands as if it had never been intended. */
  async notTaken(sent: Extract<Sent, { readonly kind: 'refused' | 'notSent' }>): Promise<never> {
    if (sent.kind === 'refused') return this.fail(sent.problem);
    await this.append({ type: 'notSent', step: this.step.name });
    return this.pause(sent.error);
  }

  pause(error: UserError): never {
    throw new StepStop({ kind: 'paused', step: this.step.name, error });
  }

  throwIfStopped(): void {
    if (this.run.signal.aborted) throw new StepStop({ kind: 'stopped', step: this.step.name });
  }

  async sleep(ms = this.pollMs): Promise<void> {
    this.throwIfStopped();
    try {
      await this.run.clock.sleep(ms, this.run.signal);
    } catch (error) {
      this.throwIfStopped();
      throw error;
    }
  }

  /** A read that may fail for a while. A sign-in that is needed pauses at once: asking again does not help. */
  async read<T>(ask: () => Promise<T>): Promise<T> {
    for (let failures = 1; ; failures++) {
      this.throwIfStopped();
      try {
        return await ask();
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        if (error.reason === 'signIn' || error.reason === 'denied' || failures === mostFailedReads) this.pause(error);
      }
      await this.sleep();
    }
  }
}

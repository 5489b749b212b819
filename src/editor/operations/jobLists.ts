import { hasEnded, type RecoveryJob } from '../../model/recoveryJob.ts';
import { UserError } from '../../model/userError.ts';
import { Listeners, type Subscription } from '../listeners.ts';

export interface JobListsParts {
  /** One list call; newest first, without tasks. */
  readonly list: (vaultId: string) => Promise<readonly RecoveryJob[]>;
  /** One call; undefined: there is none. */
  readonly read: (vaultId: string, jobId: string) => Promise<RecoveryJob | undefined>;
  /** Calls `run` once, so many of Azure's milliseconds later; answers with what calls it off. */
  readonly later: (ms: number, run: () => void) => () => void;
}

export interface JobList {
  readonly jobs: readonly RecoveryJob[];
  /** Why it could not be read; '' otherwise. */
  readonly trouble: string;
}

/** Azure's own cadence, and what it is slowed down to while nothing moves. */
const leastMs = 30_000;
/** A person waits for what they have asked of Azure. */
const soonMs = 3000;
const mostMs = 5 * 60_000;
const slower = 1.5;

/**
 * The jobs of vaults that somebody looks at: one list a vault and poll, slower while nothing moves, none while nobody looks. A job that is opened is
 * read by itself, and again as long as it runs. Free of the editor.
 */
export class JobLists {
  readonly #parts: JobListsParts;
  readonly #listeners = new Listeners();
  readonly #lists = new Map<string, JobList>();
  /** By id; with the vault that it is of. */
  readonly #opened = new Map<string, { readonly vaultId: string; readonly job: RecoveryJob }>();
  #watched: ReadonlySet<string> = new Set();
  #callOff: (() => void) | undefined;
  #waitMs = leastMs;

  constructor(parts: JobListsParts) {
    this.#parts = parts;
  }

  onDidChange(listener: () => void): Subscription {
    return this.#listeners.add(listener);
  }

  listOf(vaultId: string): JobList | undefined {
    return this.#lists.get(vaultId);
  }

  /** Jobs that were opened, by id. `over`: those that are known to have ended; what was read of them before must be read again. */
  openedBut(over: ReadonlySet<string>): ReadonlyMap<string, RecoveryJob> {
    const jobs = Array.from(this.#opened, ([id, { job }]) => [id, job] as const);
    return new Map(jobs.filter(([id, job]) => !over.has(id) || hasEnded(job)));
  }

  /** Which vaults somebody looks at; the others are read no more. */
  watch(vaultIds: ReadonlySet<string>): void {
    this.#watched = vaultIds;
    if (vaultIds.size === 0) this.#stop();
    else if (!this.#callOff) this.#pollIn(leastMs);
  }

  /** Something has been begun: looks at once, and often again. */
  hurry(): void {
    this.#waitMs = leastMs;
    this.#stop();
    if (this.#watched.size > 0) this.#pollIn(soonMs);
  }

  /** Reads the jobs of a vault, unless they are there. */
  async need(vaultId: string): Promise<void> {
    if (!this.#lists.has(vaultId)) await this.#readList(vaultId);
  }

  /** Reads a job with its tasks, unless it has ended and is there. Rejects with a `UserError`. */
  async open(vaultId: string, jobId: string): Promise<void> {
    const known = this.#opened.get(jobId);
    if (known && hasEnded(known.job)) return;
    const job = await this.#parts.read(vaultId, jobId);
    if (job) this.#opened.set(jobId, { vaultId, job });
    this.#listeners.fire();
  }

  /** Forgets all: something else is open. */
  clear(): void {
    this.#lists.clear();
    this.#opened.clear();
    this.watch(new Set());
  }

  #stop(): void {
    this.#callOff?.();
    this.#callOff = undefined;
  }

  #pollIn(ms: number): void {
    this.#callOff = this.#parts.later(ms, () => void this.#poll());
  }

  async #poll(): Promise<void> {
    const before = this.#mark();
    for (const vaultId of this.#watched) await this.#readList(vaultId);
    for (const { vaultId, job } of this.#opened.values()) {
      if (this.#watched.has(vaultId) && !hasEnded(job)) await this.#readAgain(vaultId, job.id);
    }
    const isMoving = before !== this.#mark() || [...this.#watched].some((id) => this.#lists.get(id)?.jobs.some((job) => !hasEnded(job)));
    this.#waitMs = isMoving ? leastMs : Math.min(this.#waitMs * slower, mostMs);
    this.#callOff = undefined;
    if (this.#watched.size > 0) this.#pollIn(this.#waitMs);
  }

  async #readList(vaultId: string): Promise<void> {
    let list: JobList;
    try {
      list = { jobs: await this.#parts.list(vaultId), trouble: '' };
    } catch (error) {
      list = { jobs: this.#lists.get(vaultId)?.jobs ?? [], trouble: error instanceof UserError ? error.toText() : String(error) };
    }
    this.#lists.set(vaultId, list);
    this.#listeners.fire();
  }

  async #readAgain(vaultId: string, jobId: string): Promise<void> {
    try {
      const job = await this.#parts.read(vaultId, jobId);
      if (job) this.#opened.set(jobId, { vaultId, job });
    } catch {
      // The list of the same vault tells what is wrong.
    }
  }

  #mark(): string {
    return JSON.stringify([...this.#watched].map((id) => this.#lists.get(id)?.jobs.map(({ id: job, standing }) => [job, standing])));
  }
}

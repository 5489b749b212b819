import type { Inventory } from '../model/inventory.ts';
import type { Assessment } from '../readiness/assessment.ts';
import { isCancellation } from './cancellation.ts';
import type { Estate, SandboxChoice, Scope } from './estate.ts';
import { Listeners, type Subscription } from './listeners.ts';

/** What the view shows: one assessment, and how old its facts are. */
export interface Snapshot {
  readonly assessment: Assessment;
  /** Local time, milliseconds, of the reading of all facts. */
  readonly readAt: number;
  /** Server's time of readings of one subscription or machine since then, by its id. */
  readonly readAgain: ReadonlyMap<string, Date>;
}

export type SessionState =
  | { readonly kind: 'closed' }
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed' }
  | { readonly kind: 'open'; readonly snapshot: Snapshot };

/** What a session stands on; the heavy parts behind it are loaded on first use. */
export interface SessionParts {
  readonly openSandbox: (choice: SandboxChoice) => Promise<Estate>;
  /** Gives way often enough for the editor to stay responsive. Throws the signal's reason when cancelled. */
  readonly judge: (inventory: Inventory, now: Date, signal: AbortSignal) => Promise<Assessment>;
  /** Local time in milliseconds. */
  readonly now: () => number;
}

/**
 * What is open, and the reading of it. Readings happen one after the other; old rows stay until new ones are there.
 * Methods reject with a `UserError` when Azure (or the sandbox) does not give what it should, and with an `AbortError` when cancelled.
 */
export class Session {
  readonly #parts: SessionParts;
  readonly #listeners = new Listeners();
  #state: SessionState = { kind: 'closed' };
  #choice: SandboxChoice = {};
  #estate: Estate | undefined;
  #abort: AbortController | undefined;
  /** Settles when everything asked for so far is done. Never rejects. */
  #queue: Promise<void> = Promise.resolve();

  constructor(parts: SessionParts) {
    this.#parts = parts;
  }

  get state(): SessionState {
    return this.#state;
  }

  /** While facts are read or judged. */
  get isBusy(): boolean {
    return this.#abort !== undefined;
  }

  /** Calls `listener` after every change of `state` and `isBusy`. */
  onDidChange(listener: () => void): Subscription {
    return this.#listeners.add(listener);
  }

  /** Opens a fresh sandbox in place of whatever is open. */
  async openSandbox(choice: SandboxChoice): Promise<void> {
    this.cancel();
    if (this.#state.kind !== 'open') this.#set({ kind: 'loading' });
    return this.#run(async (signal) => {
      await this.#closeEstate();
      await this.#open(choice, signal);
    });
  }

  /** Reads again; after a failed opening, opens again. Does nothing when nothing is open. */
  async refresh(scope: Scope): Promise<void> {
    return this.#run(async (signal) => {
      if (this.#state.kind === 'failed') await this.#open(this.#choice, signal);
      else if (this.#state.kind === 'open' && this.#estate) {
        this.#set({ kind: 'open', snapshot: await this.#read(this.#estate, this.#state.snapshot, scope, signal) });
      }
    });
  }

  /** Judges the facts that are there anew: the policy has changed. */
  async judgeAgain(): Promise<void> {
    return this.#run(async (signal) => {
      if (this.#state.kind !== 'open') return;
      const { snapshot } = this.#state;
      const { inventory, now } = snapshot.assessment;
      this.#set({ kind: 'open', snapshot: { ...snapshot, assessment: await this.#parts.judge(inventory, now, signal) } });
    });
  }

  /** Gives up what is being read. Rows that are there stay; an opening ends with nothing open. */
  cancel(): void {
    this.#abort?.abort();
  }

  /** Resolves once everything asked for so far is done, however that ended. */
  async whenIdle(): Promise<void> {
    await this.#queue;
  }

  async close(): Promise<void> {
    this.cancel();
    return this.#run(async () => {
      await this.#closeEstate();
      this.#set({ kind: 'closed' });
    });
  }

  async #open(choice: SandboxChoice, signal: AbortSignal): Promise<void> {
    this.#choice = choice;
    this.#set({ kind: 'loading' });
    try {
      const estate = await this.#parts.openSandbox(choice);
      this.#estate = estate;
      this.#set({ kind: 'open', snapshot: await this.#read(estate, undefined, { kind: 'all' }, signal) });
    } catch (error) {
      await this.#closeEstate();
      this.#set({ kind: isCancellation(error) ? 'closed' : 'failed' });
      throw error;
    }
  }

  async #read(estate: Estate, old: Snapshot | undefined, scope: Scope, signal: AbortSignal): Promise<Snapshot> {
    const asked = this.#parts.now();
    if (!old || scope.kind === 'all') {
      const inventory = await estate.readAll(signal);
      performance.mark('azureDr/inventory'); // from here `npm run bench` counts
      const assessment = await this.#parts.judge(inventory, inventory.takenAt, signal);
      return { assessment, readAt: asked, readAgain: new Map() };
    }
    const { inventory } = old.assessment;
    const fresh =
      scope.kind === 'subscription'
        ? await estate.readSubscription(inventory, scope.id, signal)
        : await estate.readMachine(inventory, scope.id, signal);
    // The server's time now: its time at the full reading, carried on by the local clock.
    const now = new Date(inventory.takenAt.getTime() + (asked - old.readAt));
    const assessment = await this.#parts.judge(fresh, now, signal);
    return { assessment, readAt: old.readAt, readAgain: new Map([...old.readAgain, [scope.id.toLowerCase(), now]]) };
  }

  /** One thing at a time, in the order of asking. */
  async #run(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const before = this.#queue;
    this.#queue = promise;
    await before;
    const abort = new AbortController();
    this.#abort = abort;
    this.#listeners.fire();
    try {
      await work(abort.signal);
    } finally {
      this.#abort = undefined;
      this.#listeners.fire();
      resolve();
    }
  }

  async #closeEstate(): Promise<void> {
    const estate = this.#estate;
    this.#estate = undefined;
    await estate?.close();
  }

  #set(state: SessionState): void {
    this.#state = state;
    this.#listeners.fire();
  }
}

import { noDetails, type Details } from '../model/details.ts';
import type { Inventory } from '../model/inventory.ts';
import type { KeptInventory } from '../model/keptInventory.ts';
import { mergeDetails, withDetails } from '../model/mergeDetails.ts';
import { rememberGeoSkus } from '../model/rememberGeoSkus.ts';
import { isNothing, unreadSubjects, type Subjects } from '../model/subjects.ts';
import { UserError } from '../model/userError.ts';
import type { Assessment } from '../readiness/assessment.ts';
import { isCancellation } from './cancellation.ts';
import { detailsBefore } from './detailsBefore.ts';
import type { Asking, Choice, Estate, Scope, Surroundings } from './estate.ts';
import type { KeptScreen } from './kept/keptScreen.ts';
import { Listeners, type Subscription } from './listeners.ts';

/** What the view shows: one assessment, and how old its facts are. */
export interface Snapshot {
  readonly assessment: Assessment;
  /** Local time, milliseconds, of the reading of all facts. */
  readonly readAt: number;
  /** Server's time of readings of one subscription or machine since then, by its id. */
  readonly readAgain: ReadonlyMap<string, Date>;
  /** True for facts that an earlier window has read. */
  readonly kept: boolean;
  readonly surroundings: Surroundings | undefined;
  /** Why the last attempt brought nothing newer; undefined when it did. */
  readonly trouble: 'signIn' | 'failed' | undefined;
}

export type SessionState =
  | { readonly kind: 'closed' }
  /** `kept`: what stands there until the kept inventory does; undefined when there is none. */
  | { readonly kind: 'loading'; readonly kept: KeptScreen | 'sought' | undefined }
  | { readonly kind: 'failed' }
  | { readonly kind: 'open'; readonly snapshot: Snapshot };

/** What a session stands on; the heavy parts behind it are loaded on first use. */
export interface SessionParts {
  readonly openEstate: (choice: Choice) => Promise<Estate>;
  /**
   * What is kept of an earlier reading; undefined: nothing. `onScreen` may be called before, with what can be shown of it already. Never
   * rejects but for the signal.
   */
  readonly loadKept: (choice: Choice, signal: AbortSignal, onScreen: (screen: KeptScreen) => void) => Promise<KeptInventory | undefined>;
  /** Called after every reading, not waited for. */
  readonly keep: (choice: Choice, snapshot: Snapshot) => void;
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
  #choice: Choice | undefined;
  #estate: Estate | undefined;
  #abort: AbortController | undefined;
  /** Of the reading of full depth in the background. */
  #deepening: AbortController | undefined;
  /** True once a person has given up: then nothing is read in the background either, until they ask for facts again. */
  #isGivenUp = false;
  /** Full depth as it was read since the facts were; older details stand until then. */
  #fresh: Details = noDetails;
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

  /** What the rows are of; undefined while there are none. Kept rows may have no way to Azure yet. */
  get estate(): Estate | undefined {
    return this.#state.kind === 'open' ? this.#estate : undefined;
  }

  /** What is open, or was to be opened last. */
  get choice(): Choice | undefined {
    return this.#choice;
  }

  /** Opens something in place of whatever is open: first what is kept of it, then as it is now. */
  async open(choice: Choice, asking: Asking): Promise<void> {
    this.cancel();
    if (this.#state.kind !== 'open') this.#set({ kind: 'loading', kept: 'sought' });
    return this.#run(async (signal) => {
      await this.#closeEstate();
      await this.#open(choice, asking, signal);
    });
  }

  /** Reads again; after a failed opening, opens again. Does nothing when nothing is open. */
  async refresh(scope: Scope, asking: Asking = 'ifNeeded'): Promise<void> {
    return this.#run(async (signal) => {
      if (this.#state.kind === 'failed' && this.#choice) await this.#open(this.#choice, asking, signal);
      else if (this.#state.kind === 'open' && this.#estate)
        await this.#readAgain(this.#estate, this.#state.snapshot, scope, asking, signal);
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

  /** Whether full depth may be read now, if any is left: facts of this window are open, nothing else is read, and nobody has given up. */
  get mayDeepen(): boolean {
    return this.#state.kind === 'open' && !this.#state.snapshot.kept && !this.isBusy && !this.#isGivenUp && this.#estate !== undefined;
  }

  /** What was not read at full depth since the facts were; undefined while it may not be. Walks the estate. */
  get unread(): Subjects | undefined {
    if (this.#state.kind !== 'open' || !this.mayDeepen) return undefined;
    return unreadSubjects({ ...this.#state.snapshot.assessment.inventory, details: this.#fresh });
  }

  /**
   * Reads full depth of a part of what is open, in the background: nobody waits for it, and whatever is asked for meanwhile calls it off.
   */
  async deepen(subjects: Subjects): Promise<void> {
    if (this.#state.kind !== 'open' || this.isBusy || !this.#estate) return;
    const { snapshot } = this.#state;
    const { inventory, now } = snapshot.assessment;
    const { signal } = (this.#deepening = new AbortController());
    const details = await this.#estate.readDetails({ ...inventory, details: this.#fresh }, subjects, signal);
    signal.throwIfAborted();
    const fresh = mergeDetails(this.#fresh, details);
    const deeper = withDetails(inventory, details);
    const isDone = isNothing(unreadSubjects({ ...inventory, details: fresh }));
    const assessment = await this.#parts.judge(isDone ? { ...deeper, depth: 'full' } : deeper, now, signal);
    signal.throwIfAborted();
    this.#fresh = fresh;
    this.#set({ kind: 'open', snapshot: { ...snapshot, assessment } });
  }

  /** Gives up what is being read. Rows that are there stay; an opening ends with nothing open. */
  cancel(): void {
    this.#isGivenUp = true;
    this.#deepening?.abort();
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
      this.#choice = undefined;
      this.#set({ kind: 'closed' });
    });
  }

  async #open(choice: Choice, asking: Asking, signal: AbortSignal): Promise<void> {
    this.#choice = choice;
    this.#set({ kind: 'loading', kept: 'sought' });
    try {
      await this.#showKept(choice, signal);
      this.#estate = await this.#parts.openEstate(choice);
      if (this.#state.kind === 'open') await this.#readAgain(this.#estate, this.#state.snapshot, { kind: 'all' }, asking, signal);
      else this.#show(await this.#readAll(this.#estate, asking, signal));
    } catch (error) {
      // What is kept stays open, to be read and to be refreshed.
      if (this.#state.kind === 'open' && this.#estate) throw error;
      await this.#closeEstate();
      const isQuiet = asking === 'never' && isSignIn(error);
      this.#set({ kind: isCancellation(error) || isQuiet ? 'closed' : 'failed' });
      if (!isQuiet) throw error;
    }
  }

  async #showKept(choice: Choice, signal: AbortSignal): Promise<void> {
    const found = await this.#parts.loadKept(choice, signal, (kept) => this.#set({ kind: 'loading', kept }));
    if (!found) return this.#set({ kind: 'loading', kept: undefined });
    const { inventory, readAt } = found;
    const assessment = await this.#parts.judge(inventory, inventory.takenAt, signal);
    const snapshot: Snapshot = { assessment, readAt, readAgain: new Map(), kept: true, surroundings: undefined, trouble: undefined };
    this.#set({ kind: 'open', snapshot });
  }

  /** Old rows stay until new ones are there, and when none come: then with the reason. A missing sign-in that nobody may be asked for is no error. */
  async #readAgain(estate: Estate, old: Snapshot, scope: Scope, asking: Asking, signal: AbortSignal): Promise<void> {
    try {
      const isWhole = scope.kind === 'all' || old.kept;
      this.#show(isWhole ? await this.#readAll(estate, asking, signal) : await this.#readPart(estate, old, scope, signal));
    } catch (error) {
      if (isCancellation(error)) throw error;
      this.#set({ kind: 'open', snapshot: { ...old, trouble: isSignIn(error) ? 'signIn' : 'failed' } });
      if (asking === 'ifNeeded' || !isSignIn(error)) throw error;
    }
  }

  async #readAll(estate: Estate, asking: Asking, signal: AbortSignal): Promise<Snapshot> {
    const readAt = this.#parts.now();
    const before = this.#state.kind === 'open' ? this.#state.snapshot.assessment.inventory : undefined;
    const inventory = this.#deepened(await estate.readAll(signal, asking, before));
    refuseSilence(inventory);
    performance.mark('azureDr/inventory'); // from here `npm run bench` counts
    const assessment = await this.#parts.judge(inventory, inventory.takenAt, signal);
    this.#fresh = noDetails;
    return { assessment, readAt, readAgain: new Map(), kept: false, surroundings: estate.surroundings, trouble: undefined };
  }

  async #readPart(estate: Estate, old: Snapshot, scope: Exclude<Scope, { kind: 'all' }>, signal: AbortSignal): Promise<Snapshot> {
    const asked = this.#parts.now();
    const { inventory } = old.assessment;
    const fresh = this.#deepened(
      scope.kind === 'subscription'
        ? await estate.readSubscription(inventory, scope.id, signal)
        : await estate.readMachine(inventory, scope.id, signal),
    );
    // The server's time now: its time at the full reading, carried on by the local clock.
    const now = new Date(inventory.takenAt.getTime() + (asked - old.readAt));
    const assessment = await this.#parts.judge(fresh, now, signal);
    this.#fresh = scope.kind === 'machine' ? detailsBefore(this.#fresh, fresh, scope.id) : noDetails;
    return { ...old, assessment, readAgain: new Map([...old.readAgain, [scope.id.toLowerCase(), now]]), trouble: undefined };
  }

  /** Facts that were read anew, with what was known of them: details, so that findings do not go and come again, and what Azure tells no history of. */
  #deepened(inventory: Inventory): Inventory {
    if (this.#state.kind !== 'open') return inventory;
    const old = this.#state.snapshot.assessment.inventory;
    const known = rememberGeoSkus(inventory, old);
    return old.details === undefined ? known : withDetails({ ...known, details: old.details }, inventory.details ?? noDetails);
  }

  /** Shows what was read, and has it kept. */
  #show(snapshot: Snapshot): void {
    this.#isGivenUp = false;
    this.#set({ kind: 'open', snapshot });
    if (this.#choice) this.#parts.keep(this.#choice, snapshot);
  }

  /** One thing at a time, in the order of asking. */
  async #run(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const before = this.#queue;
    this.#queue = promise;
    this.#deepening?.abort();
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

/** No list of machines answered, where there were some: then all that there is was read before. Throws, so that it stays as it was shown. */
function refuseSilence({ machines, gaps }: Inventory): void {
  if (machines.length === 0 || machines.some(({ asOf }) => asOf === undefined)) return;
  const gap = gaps.find(({ table, reason }) => table === 'machines' && reason === 'failed');
  throw new UserError('serverError', `No machines could be read: ${gap?.detail ?? ''}`, 'Those that were read before stay.');
}

function isSignIn(error: unknown): boolean {
  return error instanceof UserError && error.reason === 'signIn';
}

import { EventEmitter, l10n, window, type Disposable } from 'vscode';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { openRecoveryAccess, type RecoveryAccess } from '../../azure/siteRecovery/recoveryAccess.ts';
import { withSession } from '../../azure/wire/withSession.ts';
import { subscriptionOf, toArmId } from '../../model/armId.ts';
import { UserError } from '../../model/userError.ts';
import { FileJournals } from '../../operations/journal/fileJournals.ts';
import { temporaryFolder } from '../../operations/journal/temporaryFolder.ts';
import type { Operation } from '../../operations/operation.ts';
import type { RunClock } from '../../operations/run/run.ts';
import { whoRuns } from '../../operations/journal/whoRuns.ts';
import type { AzureAccess } from '../azure/azureAccess.ts';
import type { Estate } from '../estate.ts';
import { plainMessage } from '../markdown.ts';
import { runQuietly } from '../runGuarded.ts';
import type { SafeLog } from '../safeLog.ts';
import type { Session } from '../session.ts';
import { azureFolder } from './azureFolder.ts';
import { confirm } from './confirm.ts';
import { tellEnd } from './tellEnd.ts';
import type { OperationEntry } from './operationEntry.ts';
import { OperationRuns, type Ran } from './operationRuns.ts';
import type { ConfirmOptions, Operations } from './operations.ts';

export interface OperationsServiceParts {
  readonly session: Session;
  readonly log: SafeLog;
  readonly azure: () => Promise<AzureAccess>;
  /** The extension's own folder. */
  readonly storage: string;
}

/** The operations of one estate, while it is open. */
interface Open {
  readonly estate: Estate;
  readonly folder: Promise<string>;
  readonly runs: Promise<OperationRuns>;
  readonly again: NodeJS.Timeout;
  /** The reading of facts after which it was last tried to go on; `signIn`: nobody was signed in. */
  tried: number | 'signIn' | undefined;
}

/** What goes on by itself when something else gives way is tried this often. */
const againMs = 60_000;

/** Runs operations on what is open, whatever that is: each Azure and each sandbox has journals of its own. */
export class OperationsService implements Operations, Disposable {
  readonly #parts: OperationsServiceParts;
  readonly #changed = new EventEmitter<void>();
  readonly #begun = new EventEmitter<readonly string[]>();
  readonly #subscription: Disposable;
  #open: Open | undefined;

  readonly onDidChange = this.#changed.event;
  /** With the ids of operations that a person has just begun. */
  readonly onDidBegin = this.#begun.event;

  constructor(parts: OperationsServiceParts) {
    this.#parts = parts;
    this.#subscription = parts.session.onDidChange(() => this.#sessionChanged());
    this.#sessionChanged();
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#close();
    this.#changed.dispose();
    this.#begun.dispose();
  }

  async withAccess<T>(machineId: string, use: (azure: RecoveryAccess, signal: AbortSignal) => Promise<T>): Promise<T> {
    const { state, estate } = this.#parts.session;
    if (state.kind !== 'open' || !estate) throw new UserError('usage', 'Nothing is open.', 'Sign in, or open the sandbox.');
    return access(estate, state.snapshot.kept, machineId, use);
  }

  async confirmAndStart(operations: readonly Operation[], options: ConfirmOptions = {}): Promise<boolean> {
    const open = this.#open;
    if (!open) throw new UserError('usage', 'Nothing is open.', 'Sign in, or open the sandbox.');
    if (operations.length === 0) return false;
    if (!(await confirm(operations, options))) return false;
    const { begun, busy, unrecorded, ran } = await (await open.runs).start(operations);
    if (begun.length > 0) this.#begun.fire(begun);
    if (busy.length > 0) {
      const text = l10n.t('Left out, because an operation is under way on them: {0}. Wait for it, or cancel it.', busy.join(', '));
      void window.showWarningMessage(plainMessage(text));
    }
    for (const [reason, machines] of unrecorded) {
      this.#parts.log.write('error', reason);
      const text = l10n.t('Left out, because nothing can be recorded of them: {0}. {1}', machines.join(', '), reason);
      void window.showErrorMessage(plainMessage(text));
    }
    if (begun.length > 0) void runQuietly(this.#parts.log, 'operations', async () => this.#ended(await ran, open));
    return begun.length > 0;
  }

  /** Goes on with one operation; `resume`: name of the step whose request is sent again. */
  async goOn(id: string, resume?: string): Promise<void> {
    const open = this.#open;
    if (!open) return;
    const ran = (await open.runs).goOn(id, resume);
    void runQuietly(this.#parts.log, 'operations', async () => this.#ended(await ran, open));
  }

  /** How late it is in what is open: the sandbox has a time of its own. */
  now(): Date {
    return this.#open?.estate.time?.now() ?? new Date();
  }

  async list(): Promise<readonly OperationEntry[]> {
    return (await this.runs())?.entries ?? [];
  }

  /** Those of what is open; undefined when nothing is. */
  async runs(): Promise<OperationRuns | undefined> {
    return this.#open?.runs;
  }

  #sessionChanged(): void {
    const { state, estate } = this.#parts.session;
    if (this.#open && this.#open.estate !== estate) this.#close();
    if (!estate || state.kind !== 'open') return;
    const open = (this.#open ??= this.#begin(estate));
    const { kept, readAt, trouble } = state.snapshot;
    const isSignedOut = kept && trouble === 'signIn';
    // With the first facts of a window, after a sign-in, after every reading: what is under way is followed.
    const tried = isSignedOut ? 'signIn' : readAt;
    if (open.tried === tried) return;
    open.tried = tried;
    void runQuietly(this.#parts.log, 'operations', async () => {
      const runs = await open.runs;
      await runs.load();
      if (!kept) await this.#goOn(open, () => true);
      // Nobody has asked for anything: it is shown, and not told.
      else if (isSignedOut) runs.pause(new UserError('signIn', 'You are not signed in to Azure.', 'Sign in to go on.'));
    });
  }

  /** What another window has may be left by it, and Azure may be reached again: nobody is told that it is still so. */
  async #tryAgain(open: Open): Promise<void> {
    const runs = await open.runs;
    const waits = runs.entries.some(({ standing, needsSignIn }) => standing === 'elsewhere' || (standing === 'paused' && !needsSignIn));
    if (!waits || this.#parts.session.estate !== open.estate) return;
    await runs.load();
    await this.#goOn(open, ({ end }) => end.kind !== 'paused' && end.kind !== 'error');
  }

  /** `isTold`: whether a person hears of an end. */
  async #goOn(open: Open, isTold: (ran: Ran) => boolean): Promise<void> {
    const all = await (await open.runs).goOnByKind();
    await Promise.all(all.map(async (ran) => this.#ended((await ran).filter(isTold), open)));
  }

  /** Tells how operations that were begun together have ended, and has the rows read again. */
  async #ended(ran: readonly Ran[], open: Open): Promise<void> {
    const over = ran.filter(({ end }) => end.kind !== 'stopped');
    // What ended because its Azure was closed is told of nowhere.
    if (over.length === 0 || this.#parts.session.estate !== open.estate) return;
    void tellEnd(over, this.#parts.log);
    const { session } = this.#parts;
    // The time of the sandbox has run ahead of all its facts.
    if (open.estate.time) await session.refresh({ kind: 'all' }, 'never');
    else for (const { entry } of over) await session.refresh({ kind: 'machine', id: toArmId(entry.operation.subject) }, 'never');
  }

  #begin(estate: Estate): Open {
    const folder = this.#folder(estate);
    const again = setInterval(() => void runQuietly(this.#parts.log, 'operations', () => this.#tryAgain(open)), againMs);
    const open: Open = { estate, folder, runs: folder.then((own) => this.#runsIn(own, estate)), again, tried: undefined };
    return open;
  }

  #runsIn(folder: string, estate: Estate): OperationRuns {
    const runs = new OperationRuns({
      journals: new FileJournals(folder, (error) => this.#parts.log.write('warn', error.toText())),
      who: whoRuns(),
      clock: clockOf(estate),
      withAccess: (machineId, use) => access(estate, false, machineId, use),
    });
    runs.onDidChange(() => {
      if (runs.isFollowing) estate.time?.speedUp();
      else estate.time?.slowDown();
      this.#changed.fire();
    });
    return runs;
  }

  /** A sandbox ends with its window, or when it is closed: what is written about it must not pass for the next one's. */
  async #folder({ time }: Estate): Promise<string> {
    if (time) return temporaryFolder();
    const { cloud } = (await this.#parts.azure()).settings;
    return path.join(azureFolder(this.#parts.storage), new URL(cloud.endpoint).host.replaceAll(/[^\w.-]/g, '_'));
  }

  #close(): void {
    const open = this.#open;
    this.#open = undefined;
    this.#changed.fire();
    if (!open) return;
    clearInterval(open.again);
    void runQuietly(this.#parts.log, 'operations', async () => {
      open.estate.time?.slowDown();
      await (await open.runs).close();
      if (open.estate.time) await rm(await open.folder, { recursive: true, force: true });
    });
  }
}

function clockOf({ time }: Estate): RunClock {
  if (time) return { now: () => time.now(), sleep: (ms, signal) => time.sleep(ms, signal) };
  return { now: () => new Date(), sleep: (ms, signal) => wait(ms, undefined, { signal }) };
}

/** Without a signal of anybody's: what became of a request that has left must be known. */
async function access<T>(
  estate: Estate,
  isKept: boolean,
  machineId: string,
  use: (azure: RecoveryAccess, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const connection = isKept ? undefined : estate.connectionTo(subscriptionOf(toArmId(machineId)));
  if (!connection) {
    throw new UserError('signIn', 'There is no way to the subscription of this machine now.', 'Sign in, or select the subscription.');
  }
  return withSession(connection, undefined, (session) => use(openRecoveryAccess(session), session.signal));
}

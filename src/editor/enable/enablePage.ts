import { env, l10n, ProgressLocation, window } from 'vscode';
import { sameText } from '../../model/sameText.ts';
import { readReplicationSource } from '../../azure/siteRecovery/readReplicationSource.ts';
import type { RecoveryAccess } from '../../azure/siteRecovery/recoveryAccess.ts';
import type { Source } from '../../model/inventory.ts';
import { subscriptionOf, toArmId } from '../../model/armId.ts';
import { UserError } from '../../model/userError.ts';
import { planText } from '../../operations/planText.ts';
import { preflight, type PreflightResult } from '../../operations/preflight/preflight.ts';
import { applyFix } from '../../operations/preflight/preflightFix.ts';
import { problemText } from '../../operations/problemText.ts';
import type { Operations } from '../operations/operations.ts';
import type { Page, Pages } from '../pages/pages.ts';
import { planEnabling, type EnablePlan, type LeftOut, type WantedMachine } from './enablePlan.ts';
import { previewText, startedText } from './previewText.ts';

export interface EnablePageParts {
  readonly pages: Pages;
  readonly operations: Operations;
  readonly source: Source;
  readonly wanted: readonly WantedMachine[];
  /** Machines that could not be asked about at all. */
  readonly refused: readonly LeftOut[];
}

/** The preview of Enable Replication: what would be done, the checks, and the start. It lasts as long as its tab. */
export class EnablePage implements Page {
  readonly slot = 'enable';
  readonly title = l10n.t('Enable Replication');
  readonly #parts: EnablePageParts;
  #wanted: readonly WantedMachine[];
  #plan: EnablePlan = { planned: [], leftOut: [] };
  #endpoint = '';
  /** Undefined while they are read. */
  #results: readonly PreflightResult[] | undefined;
  #isStarted = false;

  constructor(parts: EnablePageParts) {
    this.#parts = parts;
    this.#wanted = parts.wanted;
  }

  text(): string {
    const { planned, leftOut } = this.#plan;
    if (this.#isStarted) return startedText(planned, l10n);
    const { source, refused } = this.#parts;
    return previewText({ source, machines: planned, leftOut: [...refused, ...leftOut], results: this.#results }, l10n);
  }

  /** Shows what is to be done, and then what the checks say. Rejects with a `UserError`. */
  async open(): Promise<void> {
    const { pages } = this.#parts;
    await window.withProgress({ location: ProgressLocation.Window, title: l10n.t('Azure DR: looking what is to be made…') }, async () => {
      this.#results = undefined;
      const plans = await this.#inEachSubscription(this.#wanted, (azure, machines) => {
        this.#endpoint = azure.endpoint;
        return planEnabling(azure, machines);
      });
      this.#plan = { planned: plans.flatMap(({ planned }) => planned), leftOut: plans.flatMap(({ leftOut }) => leftOut) };
      await pages.show(this);
      this.#results = (await this.#inEachSubscription(this.#plan.planned, preflight)).flat();
      await pages.renew(this);
    });
  }

  /** Reads the machines anew, and all that follows from them. */
  async checkAgain(): Promise<void> {
    const read = await this.#inEachSubscription(this.#wanted, (azure, machines) =>
      Promise.all(machines.map(async (machine) => ({ ...machine, source: await readReplicationSource(azure, machine.source.id) }))),
    );
    this.#wanted = read.flat();
    await this.open();
  }

  async leaveOut(machineId: string): Promise<void> {
    const left = this.#wanted.filter(({ source }) => !sameText(source.id, machineId));
    if (left.length === this.#wanted.length) return;
    this.#wanted = left;
    await this.open();
  }

  /** Asks, sends what takes a problem away, and checks again. */
  async fix(check: string, cause: string): Promise<void> {
    const found = this.#results?.find((result) => result.check === check && result.cause === cause);
    const fix = found?.fixStep;
    if (!found || !fix) return;
    if ((await window.showWarningMessage(`${fix.title}?`, { modal: true, detail: fix.consequence }, fix.title)) !== fix.title) return;
    const problem = await this.#parts.operations.withAccess(found.machineId, (azure) => applyFix(azure, fix));
    if (problem) throw new UserError('serverError', problemText(problem).join(' '), '');
    await this.checkAgain();
  }

  /** The very requests, as commands of Azure CLI. */
  async copyCommands(): Promise<void> {
    const lines = this.#plan.planned.flatMap(({ operation, isThere }) => planText(operation, this.#endpoint, isThere));
    await env.clipboard.writeText(`${lines.join('\n')}\n`);
    window.setStatusBarMessage(l10n.t('az rest commands copied'), 3000);
  }

  /** The page has named targets and consequences: nothing is asked. Refuses while the checks run or a machine is blocked. */
  async start(): Promise<void> {
    const results = this.#results;
    if (this.#isStarted || this.#plan.planned.length === 0) return;
    if (!results) throw new UserError('usage', 'The checks still run.', 'Wait until they are through.');
    const blocked = [...new Set(results.filter(({ level }) => level === 'blocker').map(({ machine }) => machine))];
    if (blocked.length > 0)
      throw new UserError('usage', `Blocked: ${blocked.join(', ')}.`, 'Resolve what blocks, or leave the machines out.');
    const operations = this.#plan.planned.map(({ operation }) => operation);
    if (!(await this.#parts.operations.confirmAndStart(operations, { alreadyConfirmed: true }))) return;
    this.#isStarted = true;
    await this.#parts.pages.renew(this);
  }

  /** Each subscription may have a sign-in of its own. */
  async #inEachSubscription<T extends WantedMachine, R>(
    machines: readonly T[],
    use: (azure: RecoveryAccess, machines: readonly T[], signal: AbortSignal) => Promise<R>,
  ): Promise<readonly R[]> {
    const groups = Map.groupBy(machines, ({ source }) => subscriptionOf(toArmId(source.id)));
    return Promise.all(
      Array.from(groups.values(), (group) =>
        this.#parts.operations.withAccess(group[0]!.source.id, (azure, signal) => use(azure, group, signal)),
      ),
    );
  }
}

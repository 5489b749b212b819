import { l10n, MarkdownString, type Disposable, type EventEmitter, type TreeItem, type TreeView } from 'vscode';
import type { RecoveryAccess } from '../../azure/siteRecovery/recoveryAccess.ts';
import { toArmId, type ArmId } from '../../model/armId.ts';
import { UserError } from '../../model/userError.ts';
import type { Session } from '../session.ts';
import { plainTreeItem } from '../treeItem.ts';
import { sandboxSpeed } from '../sandboxTime.ts';
import { JobLists } from './jobLists.ts';
import { isFollowed, isOpen, type OperationEntry } from './operationEntry.ts';
import { rowsText, unreadableRow, type OperationsRow, type RowSubject, type ShownVault } from './operationsRow.ts';
import type { OperationsService } from './operationsService.ts';
import { operationCard } from './operationCard.ts';
import { operationsTree } from './operationsTree.ts';

export interface OperationsViewParts {
  /** Its elements are ids of rows. */
  readonly tree: TreeView<string>;
  /** Fired with the row that has changed, or undefined: others have come or gone. */
  readonly treeChanged: EventEmitter<string | undefined>;
  readonly service: OperationsService;
  readonly session: Session;
}

interface Placed {
  readonly row: OperationsRow;
  readonly parent: string | undefined;
}

/** Changes that come together are shown together. */
const drawAfterMs = 150;
/** Ages are renewed this often. */
const ageEveryMs = 30_000;

/** The view "Operations": what runs and ran here, and the jobs of vaults. */
export class OperationsView implements Disposable {
  readonly #parts: OperationsViewParts;
  readonly #jobs: JobLists;
  readonly #disposables: readonly Disposable[];
  readonly #expandedVaults = new Set<string>();
  #rows = new Map<string, Placed>();
  #roots: readonly OperationsRow[] = [];
  /** As the editor was last told of them. */
  #told: readonly OperationsRow[] = [];
  #drawing: NodeJS.Timeout | undefined;
  #entries: readonly OperationEntry[] = [];
  /** A machine of a vault: whoever reaches the machine reaches its vault, which may lie in another subscription. */
  readonly #through = new Map<ArmId, string>();
  /** By the row above: why what is below it could not be read. */
  readonly #unreadable = new Map<string, readonly OperationsRow[]>();

  constructor(parts: OperationsViewParts) {
    this.#parts = parts;
    const { tree, service, session } = parts;
    const access = <T>(vaultId: string, use: (azure: RecoveryAccess) => Promise<T>): Promise<T> =>
      service.withAccess(this.#through.get(toArmId(vaultId)) ?? vaultId, use);
    this.#jobs = new JobLists({
      list: (vaultId) => access(vaultId, (azure) => azure.jobsSince(vaultId, undefined)),
      read: (vaultId, jobId) => access(vaultId, (azure) => azure.readJob(vaultId, jobId)),
      later: (ms, run) => {
        const timer = setTimeout(run, session.estate?.time ? ms / sandboxSpeed : ms);
        return () => clearTimeout(timer);
      },
    });
    const age = setInterval(() => tree.visible && this.#entries.length > 0 && this.#draw(), ageEveryMs);
    this.#disposables = [
      service.onDidChange(() => this.#drawSoon()),
      service.onDidBegin((entries) => void this.#reveal(entries)),
      session.onDidChange(() => this.#drawSoon()),
      this.#jobs.onDidChange(() => this.#drawSoon()),
      tree.onDidExpandElement(({ element }) => this.#expand(element, true)),
      tree.onDidCollapseElement(({ element }) => this.#expand(element, false)),
      tree.onDidChangeVisibility(() => this.#watch()),
      { dispose: () => clearInterval(age) },
      { dispose: () => clearTimeout(this.#drawing) },
      { dispose: () => this.#jobs.clear() },
    ];
  }
  dispose(): void {
    for (const each of this.#disposables) each.dispose();
  }

  async getChildren(id?: string): Promise<string[]> {
    if (id === undefined) {
      await this.#read();
      this.#told = this.#roots;
      return this.#roots.map((row) => row.id);
    }
    const needs = this.#rows.get(id)?.row.needs;
    if (needs) {
      await (needs.jobId === undefined ? this.#jobs.need(needs.vaultId) : this.#openJob(id, needs.vaultId, needs.jobId));
      this.#place();
    }
    return [...(this.#rows.get(id)?.row.children ?? []), ...(this.#unreadable.get(id) ?? [])].map((row) => row.id);
  }

  getParent(id: string): string | undefined {
    return this.#rows.get(id)?.parent;
  }

  getTreeItem(id: string): TreeItem {
    const row = this.#rows.get(id)?.row;
    if (!row) throw new Error('The row is gone.');
    const item = plainTreeItem(row);
    item.tooltip = row.spoken;
    return item;
  }

  resolveTreeItem(item: TreeItem, id: string): TreeItem {
    const subject = this.#rows.get(id)?.row.of;
    const entry = subject?.kind === 'operation' ? this.#entries.find((one) => one.id === subject.id) : undefined;
    if (entry) item.tooltip = new MarkdownString(operationCard(entry, l10n), true);
    return item;
  }

  /** Ids of the operations that a command was called on; none when it comes from the palette. */
  operationIds(row: unknown, selected: unknown): readonly string[] {
    return this.#subjects(row, selected).flatMap((subject) => (subject.kind === 'operation' ? [subject.id] : []));
  }

  /** The jobs that a command was called on, each with a machine through which its vault is reached. */
  jobsOf(row: unknown, selected: unknown): readonly { vaultId: string; jobId: string; title: string; through: string }[] {
    return this.#subjects(row, selected).flatMap((subject) => {
      if (subject.kind !== 'job') return [];
      const { vaultId, jobId, title } = subject;
      return [{ vaultId, jobId, title, through: this.#through.get(toArmId(vaultId)) ?? vaultId }];
    });
  }

  /** Shows the jobs of a vault, as they are now. */
  async revealJobs(vaultId: string): Promise<void> {
    await this.#draw();
    const row = this.#roots.find(({ of }) => of?.kind === 'vault' && toArmId(of.vaultId) === toArmId(vaultId));
    if (!row) return;
    await this.#parts.tree.reveal(row.id, { select: true, focus: true, expand: true });
    this.#jobs.hurry();
  }

  /** Something was asked of a job: what it does now is looked at soon. */
  lookAgain(): void {
    this.#jobs.hurry();
  }

  #subjects(row: unknown, selected: unknown): readonly RowSubject[] {
    const ids: readonly unknown[] = Array.isArray(selected) && selected.length > 0 ? selected : [row];
    return ids.flatMap((id) => (typeof id === 'string' ? (this.#rows.get(id)?.row.of ?? []) : []));
  }

  /** The rows as text, a line each, indented. */
  asText(): string {
    return rowsText(this.#roots);
  }

  async #read(): Promise<void> {
    this.#entries = await this.#parts.service.list();
    this.#place();
  }

  #drawSoon(): void {
    this.#drawing ??= setTimeout(() => {
      this.#drawing = undefined;
      void this.#draw();
    }, drawAfterMs);
  }

  async #draw(): Promise<void> {
    const before = this.#told;
    await this.#read();
    this.#told = this.#roots;
    const { treeChanged } = this.#parts;
    const isSame = before.length === this.#roots.length && before.every(({ id }, at) => id === this.#roots[at]?.id);
    if (!isSame) treeChanged.fire(undefined);
    else for (const [at, row] of this.#roots.entries()) if (JSON.stringify(row) !== JSON.stringify(before[at])) treeChanged.fire(row.id);
    this.#describe();
  }

  /** Makes the rows of what is known now. */
  #place(): void {
    const { service } = this.#parts;
    const now = service.now();
    const over = this.#entries.filter((entry) => !isOpen(entry)).flatMap(({ record }) => record.steps.map(({ jobId }) => jobId ?? ''));
    const jobs = this.#jobs.openedBut(new Set(over));
    this.#roots = operationsTree({ entries: this.#entries, vaults: this.#vaults(), jobs, now }, l10n);
    const rows = new Map<string, Placed>();
    const add = (row: OperationsRow, parent: string | undefined): void => {
      rows.set(row.id, { row, parent });
      for (const child of row.children) add(child, row.id);
    };
    for (const root of this.#roots) add(root, undefined);
    for (const [above, lines] of this.#unreadable) for (const line of lines) add(line, above);
    this.#rows = rows;
  }

  /** Those that replicate something, and those that operations were about. */
  #vaults(): readonly ShownVault[] {
    const { state } = this.#parts.session;
    const names = new Map<ArmId, { readonly azureId: string; readonly name: string }>();
    if (state.kind === 'open' && !state.snapshot.kept) {
      const { vaults, protectedItems } = state.snapshot.assessment.inventory;
      const byId = new Map(vaults.map((vault) => [vault.id, vault]));
      for (const { vaultId, sourceId } of protectedItems) {
        const vault = byId.get(vaultId);
        if (vault) names.set(vaultId, vault);
        if (sourceId) this.#through.set(vaultId, sourceId);
      }
      for (const { record } of this.#entries) {
        const id = toArmId(record.vaultId);
        if (!names.has(id)) names.set(id, { azureId: record.vaultId, name: record.vaultId.split('/').at(-1) ?? '' });
        this.#through.set(id, record.machineId);
      }
    }
    return Array.from(names.values(), ({ azureId, name }) => {
      const list = this.#jobs.listOf(azureId);
      return { id: azureId, name, jobs: list?.jobs, trouble: list?.trouble ?? '' };
    }).toSorted((a, b) => a.name.localeCompare(b.name));
  }

  async #openJob(above: string, vaultId: string, jobId: string): Promise<void> {
    try {
      await this.#jobs.open(vaultId, jobId);
      this.#unreadable.delete(above);
    } catch (error) {
      this.#unreadable.set(above, [unreadableRow(above, error instanceof UserError ? error.toText() : String(error))]);
    }
  }

  #expand(id: string, isExpanded: boolean): void {
    const subject = this.#rows.get(id)?.row.of;
    if (subject?.kind !== 'vault') return;
    if (isExpanded) this.#expandedVaults.add(subject.vaultId);
    else this.#expandedVaults.delete(subject.vaultId);
    this.#watch();
  }

  #watch(): void {
    this.#jobs.watch(this.#parts.tree.visible ? this.#expandedVaults : new Set());
  }

  /** What a person has just begun is shown to them. */
  async #reveal(ids: readonly string[]): Promise<void> {
    this.#jobs.hurry();
    await this.#draw();
    const first = this.#roots.find(({ of }) => of?.kind === 'operation' && of.id === ids[0]);
    // Rejects only where the row is another by then.
    if (first) await this.#parts.tree.reveal(first.id, { select: false, focus: false, expand: true }).then(undefined, () => {});
  }

  #describe(): void {
    const { tree, session } = this.#parts;
    const running = this.#entries.filter(isFollowed).length;
    tree.description = running === 0 ? '' : l10n.t('{0} running', running);
    const isFast = session.estate?.time?.isFast === true;
    tree.message = isFast ? l10n.t('Sandbox: its time runs {0} times faster while operations are followed.', sandboxSpeed) : '';
  }
}

import { setImmediate } from 'node:timers/promises';
import { EventEmitter, l10n, window, type CancellationToken, type Disposable, type TreeItem, type TreeView } from 'vscode';
import { Contexts } from './contexts.ts';
import { contextKeys, viewIds } from './ids.ts';
import type { KeptScreen } from './kept/keptScreen.ts';
import type { ArmId } from '../model/armId.ts';
import type { Session, SessionState } from './session.ts';
import type { TreeNode } from './tree/node.ts';
import type { Screen } from './tree/screen.ts';
import { isFiltering, noFilter, type Filter, type GroupBy, type ViewOptions } from './tree/viewOptions.ts';
import { cardTooltip, progressItem, treeItem } from './treeItem.ts';

/** In an estate of more machines the outermost rows do not wait for those below the worst one. */
const worstAfterwards = 500;
/** The age in the message is renewed this often. */
const ageEveryMs = 30_000;

export interface ReadinessViewParts {
  readonly tree: TreeView<TreeNode>;
  /** Fired with the row that is another, or with undefined: all are. */
  readonly treeChanged: EventEmitter<TreeNode | undefined>;
  readonly session: Session;
  /** Options that settings decide. */
  readonly settings: () => Omit<ViewOptions, 'filter'>;
  /** Called once, when the view is shown for the first time. */
  readonly onFirstShow: () => void;
  /** Local time in milliseconds. */
  readonly now: () => number;
}

/** The view "Readiness": brings the session's snapshot, seen through grouping and filter, into the editor's tree. */
export class ReadinessView implements Disposable {
  readonly #parts: ReadinessViewParts;
  readonly #drawn = new EventEmitter<void>();
  readonly #view: TreeView<TreeNode>;
  readonly #disposables: Disposable[];
  /** Rows that are open while no filter is set. */
  readonly #expanded = new Set<string>();
  /** The grouping in which the worst machine has been opened: once for each, then the person decides. */
  #openedFor: GroupBy | undefined;
  #drawnMachines = new Set<ArmId>();
  /** What operations do on machines now. */
  #progress: ReadonlyMap<ArmId, string> = new Map();
  #askedAt = 0;
  #filter = noFilter;
  #screen: Screen | undefined;
  /** Stands there until there is a screen. */
  #kept: KeptScreen | undefined;
  #wasShown = false;
  /** The editor's first question for rows is answered: from now on it is told when they are others. */
  #isAnswered = false;
  #state: SessionState | undefined;
  #wasBusy = false;
  #drawing: Promise<void> = Promise.resolve();
  readonly #contexts = new Contexts();

  /** After every change of the rows; message and badge follow (`whenDrawn`). */
  readonly onDidDraw = this.#drawn.event;

  constructor(parts: ReadinessViewParts) {
    this.#parts = parts;
    this.#view = parts.tree;
    const age = setInterval(() => this.#describe(), ageEveryMs);
    this.#disposables = [
      this.#drawn,
      this.#contexts,
      this.#view.onDidExpandElement(({ element }) => this.#expanded.add(element.id)),
      this.#view.onDidCollapseElement(({ element }) => this.#expanded.delete(element.id)),
      parts.session.onDidChange(() => this.#sessionChanged()),
      { dispose: () => clearInterval(age) },
    ];
  }

  dispose(): void {
    for (const each of this.#disposables) each.dispose();
  }

  /** What is shown; undefined when nothing is open. */
  get screen(): Screen | undefined {
    return this.#screen;
  }

  /** Machines whose rows the editor has asked for since the last drawing. */
  get drawnMachines(): ReadonlySet<ArmId> {
    return this.#drawnMachines;
  }

  /** Local time, milliseconds, at which the editor last asked for rows. */
  get askedAt(): number {
    return this.#askedAt;
  }

  get filter(): Filter {
    return this.#filter;
  }

  /** What stands above the rows and on the container's icon. */
  get message(): string | undefined {
    return this.#view.message;
  }

  get badge(): { readonly value: number; readonly tooltip: string } | undefined {
    return this.#view.badge;
  }

  async setFilter(filter: Filter): Promise<void> {
    this.#filter = filter;
    await this.redraw();
  }

  /** Shows the present state with the present options; resolves when the tree has been told. */
  async redraw(): Promise<void> {
    this.#drawing = this.#draw();
    return this.#drawing;
  }

  /** Resolves when everything that has happened so far is shown. */
  async whenDrawn(): Promise<void> {
    await this.#drawing;
  }

  async getChildren(node?: TreeNode): Promise<TreeNode[]> {
    if (!node) await this.#untilSomethingShows();
    this.#askedAt = this.#parts.now();
    // What is below a kept row comes with the facts.
    if (node?.kind === 'kept') while (this.#kept) await this.#nextDrawing();
    return [...(this.#screen?.children(node) ?? (node ? [] : (this.#kept?.roots ?? [])))];
  }

  getParent(node: TreeNode): TreeNode | undefined {
    return node.parent;
  }

  getTreeItem(node: TreeNode): TreeItem {
    if (node.kind === 'kept') return treeItem(node.row, node);
    if (!this.#screen) throw new Error('Nothing is open.');
    if (node.kind === 'machine') this.#drawnMachines.add(node.machine.id);
    const row = this.#screen.row(node);
    const progress = node.kind === 'machine' ? this.#progress.get(node.machine.id) : undefined;
    return progress === undefined ? treeItem(row, node) : progressItem(row, progress);
  }

  /** Shows on the rows of machines, in place of their states, what operations do on them now. */
  showProgress(progress: ReadonlyMap<ArmId, string>): void {
    const before = this.#progress;
    this.#progress = progress;
    for (const id of new Set([...before.keys(), ...progress.keys()])) {
      const node = before.get(id) === progress.get(id) ? undefined : this.#screen?.nodeOf(id);
      if (node) this.#parts.treeChanged.fire(node);
    }
  }

  resolveTreeItem(item: TreeItem, node: TreeNode, _token: CancellationToken): TreeItem {
    if (this.#screen) item.tooltip = cardTooltip(this.#screen.card(node));
    return item;
  }

  /** What is kept is there within a moment: so it answers the first question for rows, and nothing is drawn twice. */
  async #untilSomethingShows(): Promise<void> {
    if (!this.#wasShown) {
      this.#wasShown = true;
      this.#parts.onFirstShow();
    }
    const { session } = this.#parts;
    while (session.state.kind === 'loading' && session.state.kept === 'sought') await this.#nextDrawing();
    this.#isAnswered = true;
  }

  async #nextDrawing(): Promise<void> {
    return new Promise((resolve) => {
      const subscription = this.onDidDraw(() => {
        subscription.dispose();
        resolve();
      });
    });
  }

  #sessionChanged(): void {
    const { session } = this.#parts;
    if (this.#wasBusy !== session.isBusy) {
      this.#wasBusy = session.isBusy;
      this.#contexts.set(contextKeys.busy, session.isBusy);
      if (session.isBusy) void window.withProgress({ location: { viewId: viewIds.readiness } }, () => session.whenIdle());
    }
    if (this.#state !== session.state) {
      this.#state = session.state;
      void this.redraw();
    }
  }

  async #draw(): Promise<void> {
    const { state } = this.#parts.session;
    const shown = this.#shown;
    let toReveal: TreeNode | undefined;
    this.#drawnMachines = new Set();
    if (state.kind === 'open') {
      const { Screen: ScreenOf } = await import('./tree/screen.ts');
      // A turn for others between the judgement and the rows.
      await setImmediate();
      // What happened meanwhile is drawn by its own call.
      const latest = this.#parts.session.state;
      if (latest !== state) return;
      const options: ViewOptions = { ...this.#parts.settings(), filter: this.#filter };
      this.#screen = new ScreenOf(state.snapshot, options, this.#expanded, l10n, this.#screen?.index);
      if (this.#kept) this.#openedFor = options.groupBy; // Rows that stand there are the person's to open.
      this.#kept = undefined;
      toReveal = this.#openWorst(this.#screen, options);
    } else {
      this.#screen = undefined;
      this.#kept = state.kind === 'loading' && state.kept !== 'sought' ? state.kept : undefined;
      this.#filter = noFilter;
      this.#openedFor = undefined;
    }
    // First of all: the editor passes on one change of a view at once, the message included, and what follows it 200 ms later.
    if (this.#isAnswered && shown !== this.#shown) this.#parts.treeChanged.fire(undefined);
    this.#drawn.fire();
    // So that the window has the rows, or asks for them, before it draws what follows.
    await setImmediate();
    // Rejects only where the row is gone by then.
    if (toReveal) this.#view.reveal(toReveal, { select: false, focus: false, expand: true }).then(undefined, () => {});
    this.#describe();
    this.#contexts.set(contextKeys.state, state.kind);
    this.#contexts.set(contextKeys.source, state.kind === 'closed' ? undefined : this.#parts.session.choice?.kind);
    this.#contexts.set(contextKeys.signInNeeded, this.#screen?.snapshot.trouble === 'signIn');
    const noSubscriptions = this.#screen?.snapshot.assessment.inventory.subscriptions.length === 0;
    this.#contexts.set(contextKeys.noSubscriptions, noSubscriptions);
    this.#contexts.set(contextKeys.noMachines, this.#screen?.isEmpty === true && !noSubscriptions && !isFiltering(this.#filter));
    this.#contexts.set(contextKeys.regionDown, (this.#screen?.snapshot.surroundings?.regionsDown?.length ?? 0) > 0);
    this.#contexts.set(contextKeys.filtered, isFiltering(this.#filter));
    this.#contexts.set(contextKeys.nothingMatches, this.#screen?.isEmpty === true && isFiltering(this.#filter));
  }

  get #shown(): Screen | KeptScreen | undefined {
    return this.#screen ?? this.#kept;
  }

  /** Has the worst machine's row open from the first; or answers it, to be opened once the outermost rows are there. */
  #openWorst(screen: Screen, { groupBy, filter }: ViewOptions): TreeNode | undefined {
    if (this.#openedFor === groupBy || isFiltering(filter)) return undefined;
    this.#openedFor = groupBy;
    this.#expanded.clear();
    const worst = screen.worst();
    // Revealing brings a hidden view to the front.
    if (this.#view.visible && this.#isAnswered && screen.snapshot.assessment.machines.length > worstAfterwards) return worst;
    for (let node: TreeNode | undefined = worst; node; node = node.parent) this.#expanded.add(node.id);
    return undefined;
  }

  /** Scope, age and filter above the rows; the badge; the mark of the sandbox in the title. */
  #describe(): void {
    const screen = this.#shown;
    // A message would hide the welcome content that an empty tree shows.
    const message = screen && !screen.isEmpty ? screen.message(this.#parts.now()) : '';
    if ((this.#view.message ?? '') !== message) this.#view.message = message;
    const label = screen?.label ?? '';
    if ((this.#view.description ?? '') !== label) this.#view.description = label;
    const critical = screen?.critical ?? 0;
    const tooltip = critical === 1 ? l10n.t('1 critical finding') : l10n.t('{0} critical findings', critical);
    const badge = critical > 0 ? { value: critical, tooltip: l10n.t('{0}: {1}', label, tooltip) } : undefined;
    if (this.#view.badge?.tooltip !== badge?.tooltip) this.#view.badge = badge;
  }
}

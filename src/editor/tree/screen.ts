import { ruleTexts } from '../../readiness/rules/ruleTexts.ts';
import type { ArmId } from '../../model/armId.ts';
import type { ExcludedFinding } from '../../readiness/assessment.ts';
import type { Finding } from '../../readiness/finding.ts';
import { ago, keptAge } from '../age.ts';
import { accessPage } from '../explain/accessPage.ts';
import { findingPage, gonePage } from '../explain/findingPage.ts';
import { fixLinks } from '../explain/fixLinks.ts';
import type { Localizer } from '../localizer.ts';
import type { Snapshot } from '../session.ts';
import { asText } from './asText.ts';
import { cardOf, type CardContext } from './card.ts';
import { EstateIndex } from './estateIndex.ts';
import type { MachineNode, TreeNode } from './node.ts';
import { oldMessage } from './oldText.ts';
import type { Row } from './row.ts';
import { rowOf } from './rowOf.ts';
import { TreeModel } from './treeModel.ts';
import { isFiltering, type ViewOptions } from './viewOptions.ts';
import { machineCount, stateName } from './words.ts';

const rules = new Map(ruleTexts.map((rule) => [rule.id, rule]));

/** While a filter leaves at most this many machines, all groups are open. */
const openWhenFiltered = 200;

/**
 * Everything that the Readiness view shows of one snapshot with certain options. Made anew on every change, cheap to make:
 * what is below the groups is made when it is asked for. Loaded on first use, with the judgement that it shows.
 */
export class Screen {
  readonly snapshot: Snapshot;
  readonly index: EstateIndex;
  readonly #model: TreeModel;
  readonly #context: CardContext;
  readonly #l10n: Localizer;

  /**
   * `expanded`: ids of the rows that are open; may change later.
   * `index`: look-ups that are there already, of use where they are over the same assessment.
   */
  constructor(snapshot: Snapshot, options: ViewOptions, expanded: ReadonlySet<string>, l10n: Localizer, index?: EstateIndex) {
    this.snapshot = snapshot;
    this.#l10n = l10n;
    this.index = index?.assessment === snapshot.assessment ? index : new EstateIndex(snapshot.assessment);
    this.#model = new TreeModel(this.index, options, l10n, snapshot.surroundings);
    const opensAll = isFiltering(options.filter) && this.#model.shown.length <= openWhenFiltered;
    this.#context = {
      index: this.index,
      l10n,
      tag: options.tag,
      ruleTitle: (rule) => rules.get(rule)?.title ?? rule,
      ruleExplanation: (rule) => rules.get(rule)?.explanation ?? '',
      factsAsOf: (subscription, resource) => this.#factsAsOf(subscription, resource),
      opens: (node) => expanded.has(node.id) || (opensAll && (node.kind === 'group' || node.kind === 'range')),
    };
  }

  /** What it was made with. */
  get options(): ViewOptions {
    return this.#model.options;
  }

  /** True when nothing at all is to be shown. */
  get isEmpty(): boolean {
    return this.#model.roots.length === 0;
  }

  children(node: TreeNode | undefined): readonly TreeNode[] {
    return node ? this.#model.children(node) : this.#model.roots;
  }

  row(node: TreeNode): Row {
    return rowOf(node, this.#context);
  }

  /** Markdown, with theme icons. */
  card(node: TreeNode): string {
    return cardOf(node, this.#context);
  }

  nodeOf(machine: ArmId): MachineNode | undefined {
    return this.#model.nodeOf(machine);
  }

  /** The worst machine's row. */
  worst(): MachineNode | undefined {
    const machine = this.#model.shown.find(({ rebuilt }) => !rebuilt) ?? this.#model.shown[0];
    return machine && this.nodeOf(machine.id);
  }

  asText(depth: number): string {
    return asText(this.#model, this.#context, depth);
  }

  get label(): string {
    return this.snapshot.assessment.inventory.source.label;
  }

  /** `Sandbox · 3 subscriptions · 66 machines · 4 min ago`, and what the filter leaves. `now`: local time in milliseconds. */
  message(now: number): string {
    const text = [...this.scope, ...this.#age(now), ...this.remarks].join(' · ');
    const filter = this.#filterText();
    return filter === '' ? text : `${text} — ${filter}`;
  }

  /** The message's parts before the age. */
  get scope(): readonly string[] {
    const { inventory, machines } = this.snapshot.assessment;
    const subscriptions = inventory.subscriptions.length;
    return [
      this.label,
      subscriptions === 1 ? this.#l10n.t('1 subscription') : this.#l10n.t('{0} subscriptions', subscriptions),
      machineCount(machines.length, this.#l10n),
    ];
  }

  /** The message's parts after the age. */
  get remarks(): readonly string[] {
    const { partial, machines } = this.snapshot.assessment;
    return [
      ...(partial ? [this.#l10n.t('incomplete')] : []),
      ...oldMessage(machines, this.#l10n),
      ...(this.options.unusable.length > 0 ? [this.#l10n.t('not all settings can be used')] : []),
    ];
  }

  #age(now: number): readonly string[] {
    const { kept, readAt, trouble } = this.snapshot;
    const age = now - readAt;
    const parts = [kept ? keptAge(age, this.#l10n) : ago(age, this.#l10n)];
    if (trouble === 'signIn') parts.push(this.#l10n.t('not signed in'));
    if (trouble === 'failed') parts.push(this.#l10n.t('refresh failed'));
    return parts;
  }

  /** The page of How to Fix; `scope` undefined: all that was denied. */
  accessPage(scope: string | undefined): string {
    return accessPage(this.snapshot.assessment, scope, this.#l10n);
  }

  /** How many findings are critical. */
  get critical(): number {
    return this.snapshot.assessment.findings.filter(({ severity }) => severity === 'critical').length;
  }

  /** A finding, excluded or not; with all evidence where a rule fails more than once for its subject, as of several exclusions that expired. */
  finding(rule: string, subject: string): Finding | ExcludedFinding | undefined {
    const { findings, excluded } = this.snapshot.assessment;
    const isIt = (finding: Finding): boolean => finding.rule === rule && finding.subject === subject;
    const same = findings.filter(isIt);
    const [first] = same;
    if (!first) return excluded.find(isIt);
    return same.length === 1 ? first : { ...first, evidence: same.flatMap(({ evidence }) => evidence) };
  }

  ruleTitle(rule: string): string {
    return this.#context.ruleTitle(rule);
  }

  /** The Markdown page about a finding; says so when the finding is no longer there. */
  page(rule: string, subject: ArmId, name: string): string {
    const finding = this.finding(rule, subject);
    const text = rules.get(rule);
    if (!finding || !text) return gonePage(rule, name, this.#l10n);
    const factsAsOf = this.#factsAsOf(subject.split('/')[2] ?? '', subject);
    const { assessment } = this.snapshot;
    const machine = assessment.machines.find(({ id }) => id === subject);
    const links = fixLinks(rule, machine, this.#l10n);
    return findingPage({ finding, name: this.index.subjectName(finding), rule: text, assessment, links, factsAsOf }, this.#l10n);
  }

  #factsAsOf(subscription: string, resource: ArmId): Date {
    const { assessment, readAgain } = this.snapshot;
    const old = this.index.asOf(resource);
    if (old) return old;
    const times = [assessment.inventory.takenAt, readAgain.get(subscription.toLowerCase()), readAgain.get(resource)];
    return new Date(Math.max(...times.map((time) => time?.getTime() ?? 0)));
  }

  #filterText(): string {
    const { filter } = this.#model.options;
    if (!isFiltering(filter)) return '';
    const states = filter.states.map((state) => stateName(state, this.#l10n)).join(', ');
    const words = [states, filter.text.trim() === '' ? '' : `“${filter.text.trim()}”`].filter((part) => part !== '').join(' · ');
    return this.#l10n.t('{0} shown: {1}', machineCount(this.#model.shown.length, this.#l10n), words);
  }
}

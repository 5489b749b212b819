import { subscriptionOf, type ArmId } from '../../model/armId.ts';
import type { Gap } from '../../model/inventory.ts';
import type { AssessedMachine, ExcludedFinding } from '../../readiness/assessment.ts';
import type { Finding } from '../../readiness/finding.ts';
import type { Surroundings } from '../estate.ts';
import type { Localizer } from '../localizer.ts';
import type { Branch } from './branch.ts';
import type { EstateIndex } from './estateIndex.ts';
import { filterMachines, filterOtherFindings } from './filterMachines.ts';
import { groupKey } from './groupKey.ts';
import { machineFacts } from './machineFacts.ts';
import type { GroupNode, KeptNode, MachineNode, Seed, TreeNode } from './node.ts';
import { estateNotes, gapNotes, notKnownNote, outageNotes, settingsNotes, surroundingNotes, undecidedNotes } from './notes.ts';
import { branchSeed, findingSeed, findingsSeeds, groupSeed, machineSeed, noteSeed } from './seeds.ts';
import { sortMachines } from './sortMachines.ts';
import { childRows } from './childRows.ts';
import { storageBranch } from './storageBranch.ts';
import { vaultsBranch } from './vaultsBranch.ts';
import { isFiltering, type ViewOptions } from './viewOptions.ts';

/**
 * The rows of the Readiness view as data: one assessment, seen with certain options. Groups are made at once, everything
 * below when it is asked for. Free of the editor, so that its rows are tested as text.
 */
export class TreeModel {
  readonly index: EstateIndex;
  readonly options: ViewOptions;
  /** Machines that the filter leaves, worst first. */
  readonly shown: readonly AssessedMachine[];
  readonly roots: readonly TreeNode[];
  readonly #l10n: Localizer;
  readonly #surroundings: Surroundings | undefined;
  readonly #children = new Map<TreeNode, readonly TreeNode[]>();

  constructor(index: EstateIndex, options: ViewOptions, l10n: Localizer, surroundings?: Surroundings) {
    this.index = index;
    this.options = options;
    this.#l10n = l10n;
    this.#surroundings = surroundings;
    this.shown = filterMachines(index, options.filter);
    this.roots = childRows(undefined, this.#rootSeeds(), []);
  }

  /** In the order of the view; never more than 500. */
  children(node: TreeNode): readonly TreeNode[] {
    let children = this.#children.get(node);
    if (!children) this.#children.set(node, (children = this.#makeChildren(node)));
    return children;
  }

  /** The row of a machine; undefined when the filter hides it. */
  nodeOf(machine: ArmId): MachineNode | undefined {
    const search = (nodes: readonly TreeNode[]): MachineNode | undefined => {
      for (const node of nodes) {
        if (node.kind === 'machine' && node.machine.id === machine) return node;
        const found = holds(node, machine) ? search(this.children(node)) : undefined;
        if (found) return found;
      }
      return undefined;
    };
    return search(this.roots);
  }

  get #isFiltered(): boolean {
    return isFiltering(this.options.filter);
  }

  #rootSeeds(): readonly Seed[] {
    const { groups, apart } = this.#groups();
    return [
      ...this.#outageNotes().map(noteSeed),
      ...Array.from(groups, ([key, machines]) => groupSeed(this.options.groupBy, key, machines, this.index, this.#isFiltered)),
      ...(apart.length > 0 ? [groupSeed('rebuilt', '', apart, this.index, this.#isFiltered)] : []),
      ...this.#otherSeedsAtRoot(groups),
      ...(this.#isFiltered ? [] : [...this.#branches().map(branchSeed), ...this.#rootNotes(groups).map(noteSeed)]),
    ];
  }

  #outageNotes(): ReturnType<typeof outageNotes> {
    return this.#surroundings && !this.#isFiltered ? outageNotes(this.#surroundings, this.index.assessment.now, this.#l10n) : [];
  }

  /** Groups come in the order of their machines; subscriptions without a machine follow. `apart`: rebuilt ones. One pass: 10,000 pass here. */
  #groups(): { readonly groups: ReadonlyMap<string, readonly AssessedMachine[]>; readonly apart: readonly AssessedMachine[] } {
    const { groupBy, sortBy, filter, mixRebuilt } = this.options;
    const groups = new Map<string, AssessedMachine[]>();
    const apart: AssessedMachine[] = [];
    for (const machine of sortMachines(this.shown, sortBy)) {
      if (machine.rebuilt && !mixRebuilt) {
        apart.push(machine);
        continue;
      }
      const key = groupKey(machine, this.options);
      const group = groups.get(key);
      if (group) group.push(machine);
      else groups.set(key, [machine]);
    }
    if (groupBy === 'subscription' && !isFiltering(filter)) {
      for (const { id } of this.index.assessment.inventory.subscriptions) {
        if (!groups.has(id.toLowerCase())) groups.set(id.toLowerCase(), []);
      }
    }
    return { groups, apart };
  }

  #branches(): readonly Branch[] {
    return [storageBranch(this.index, this.#l10n), vaultsBranch(this.index, this.#l10n)].filter((branch) => branch !== undefined);
  }

  /** Findings on resources other than machines, but for those that stand in groups. */
  #otherSeedsAtRoot(groups: ReadonlyMap<string, unknown>): readonly Seed[] {
    const excluded = this.index.otherExcluded();
    if (this.options.groupBy !== 'subscription') return this.#otherSeeds('other', this.index.otherFindings(), excluded);
    const rest = Array.from(this.index.otherFindingsBySubscription()).filter(([subscription]) => !groups.has(subscription));
    return this.#otherSeeds(
      'other',
      rest.flatMap(([, findings]) => findings),
      excluded.filter(({ subject }) => !groups.has(subscriptionOf(subject))),
    );
  }

  #otherSeeds(owner: string, findings: readonly Finding[], excluded: readonly ExcludedFinding[]): readonly Seed[] {
    const { filter } = this.options;
    return findingsSeeds(owner, undefined, filterOtherFindings(findings, filter), filterOtherFindings(excluded, filter));
  }

  /** Whether things of a scope that belong to no machine stand in a group of theirs. */
  #isInGroup(scope: string | undefined, groups: ReadonlyMap<string, unknown>): boolean {
    return this.options.groupBy === 'subscription' && scope !== undefined && groups.has(scope.toLowerCase());
  }

  #rootNotes(groups: ReadonlyMap<string, unknown>): ReturnType<typeof estateNotes> {
    const { inventory, machines, unknown } = this.index.assessment;
    // Without any subscription nothing else stands here, and the view's welcome says what to do.
    const isWelcome = ({ table, scope }: Gap): boolean => table === 'subscriptions' && scope === undefined && groups.size === 0;
    const gaps = inventory.gaps.filter((gap) => !isWelcome(gap) && !this.#isInGroup(gap.scope, groups));
    const undecided = unknown.filter((each) => !each.subject || !this.index.machine(each.subject));
    const lines = [...gapNotes(gaps, this.index, this.#l10n), ...undecidedNotes(undecided, this.#l10n)];
    return [
      ...(this.#surroundings ? surroundingNotes(this.#surroundings, this.#l10n) : []),
      ...(lines.length > 0 ? [notKnownNote(lines, this.#l10n)] : []),
      // An estate without machines has the view's welcome.
      ...(machines.length > 0 ? settingsNotes(this.options.unusable, this.#l10n) : []),
      ...estateNotes(this.index, this.#l10n),
    ];
  }

  #makeChildren(node: TreeNode): readonly TreeNode[] {
    switch (node.kind) {
      case 'group':
        return this.#childrenOfGroup(node);
      case 'range':
        return node.seeds.map((seed) => seed.make(node));
      case 'machine':
        return this.#childrenOfMachine(node);
      case 'findings':
        return childRows(
          node,
          node.findings.map((finding, at) => findingSeed(finding, node.machine, at)),
          [],
        );
      case 'note':
        return childRows(node, node.note.lines.map(noteSeed), []);
      case 'branch':
        return childRows(node, (node.branch.children?.() ?? []).map(branchSeed), []);
      case 'kept':
        return this.#childrenOfKept(node);
      case 'fact':
        return childRows(
          node,
          (node.fact.findings ?? []).map((finding, at) => findingSeed(finding, undefined, at)),
          [],
        );
      case 'finding':
        return [];
    }
  }

  #childrenOfGroup(group: GroupNode): readonly TreeNode[] {
    const { groupBy, key, machines } = group;
    if (groupBy !== 'subscription') return childRows(group, machines.map(machineSeed), []);
    const gaps = this.#isFiltered ? [] : this.index.gapsOf(key);
    const excluded = this.index.otherExcluded().filter(({ subject }) => subscriptionOf(subject) === key);
    return childRows(group, machines.map(machineSeed), [
      ...this.#otherSeeds(`other/${key}`, this.index.otherFindingsBySubscription().get(key) ?? [], excluded),
      ...gapNotes(gaps, this.index, this.#l10n, true).map(noteSeed),
    ]);
  }

  /** Those of the row that has taken its place. */
  #childrenOfKept({ id }: KeptNode): readonly TreeNode[] {
    const own = this.roots.find((root) => root.id === id);
    return own ? this.children(own) : [];
  }

  #childrenOfMachine(node: MachineNode): readonly TreeNode[] {
    const { machine } = node;
    const facts = machineFacts(machine, this.index, this.#l10n).map((fact): TreeNode => {
      return { kind: 'fact', id: `${node.id}/${fact.key}`, parent: node, machine, fact };
    });
    const undecided = undecidedNotes(machine.unknown, this.#l10n);
    return [
      ...facts,
      ...findingsSeeds(node.id, machine, machine.findings, machine.excluded).map((seed) => seed.make(node)),
      ...undecided.map((note) => noteSeed(note).make(node)),
    ];
  }
}

function holds(node: TreeNode, machine: ArmId): boolean {
  if (node.kind === 'group') return node.machines.some(({ id }) => id === machine);
  return node.kind === 'range' && node.seeds.some((seed) => seed.machines.some(({ id }) => id === machine));
}

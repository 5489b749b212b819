import { partsOf, subscriptionOf, type ArmId } from '../../model/armId.ts';
import type { ManagedDisk, NetworkInterface } from '../../model/compute.ts';
import type { Gap, TableName } from '../../model/inventory.ts';
import { placeOf } from '../../model/failoverTarget.ts';
import type { ResourceGroup } from '../../model/resource.ts';
import type { Vault } from '../../model/vault.ts';
import type { AssessedMachine, Assessment, Companion, ExcludedFinding } from '../../readiness/assessment.ts';
import { severities, type Finding } from '../../readiness/finding.ts';
import { allRules } from '../../readiness/rules/allRules.ts';
import { homeGroupOf } from './groupKey.ts';

/** What the rules judge, by their ids. */
const subjects = new Map(allRules.map(({ id, on }) => [id, on]));

/** Look-ups over one assessment, each built when it is first asked for. */
export class EstateIndex {
  readonly assessment: Assessment;
  #disks: ReadonlyMap<ArmId, ManagedDisk> | undefined;
  #nics: ReadonlyMap<ArmId, NetworkInterface> | undefined;
  #vaults: ReadonlyMap<ArmId, Vault> | undefined;
  #gaps: ReadonlyMap<string | undefined, readonly Gap[]> | undefined;
  #subscriptions: ReadonlyMap<string, string> | undefined;
  #companions: ReadonlyMap<ArmId, readonly Companion[]> | undefined;
  #machines: ReadonlyMap<ArmId, AssessedMachine> | undefined;
  #otherFindings: readonly Finding[] | undefined;
  #diskFindings: ReadonlyMap<ArmId, readonly (Finding | ExcludedFinding)[]> | undefined;
  #otherBySubscription: ReadonlyMap<string, readonly Finding[]> | undefined;
  #findingsOf: ReadonlyMap<ArmId, readonly Finding[]> | undefined;
  #undecided: ReadonlySet<ArmId> | undefined;
  #groups: ReadonlyMap<ArmId, ResourceGroup> | undefined;
  #namesakes: ReadonlyMap<string, readonly AssessedMachine[]> | undefined;

  constructor(assessment: Assessment) {
    this.assessment = assessment;
  }

  disk(id: ArmId): ManagedDisk | undefined {
    this.#disks ??= byId(this.assessment.inventory.disks);
    return this.#disks.get(id);
  }

  nic(id: ArmId): NetworkInterface | undefined {
    this.#nics ??= byId(this.assessment.inventory.networkInterfaces);
    return this.#nics.get(id);
  }

  vault(id: ArmId): Vault | undefined {
    this.#vaults ??= byId(this.assessment.inventory.vaults);
    return this.#vaults.get(id);
  }

  machine(id: ArmId): AssessedMachine | undefined {
    this.#machines ??= byId(this.assessment.machines);
    return this.#machines.get(id);
  }

  /** Azure's time at which a resource was read, where it could not be read again; undefined: it is as new as the inventory. */
  asOf(id: ArmId): Date | undefined {
    const machine = this.machine(id);
    if (machine) return machine.asOf;
    const { storageAccounts, protectedItems } = this.assessment.inventory;
    const isIt = (row: { readonly id: ArmId }): boolean => row.id === id;
    return (this.disk(id) ?? this.vault(id) ?? storageAccounts.find(isIt) ?? protectedItems.find(isIt))?.asOf;
  }

  /** What tells a machine from others of its name: its resource group, and its subscription where groups are namesakes too. '' where its name is its own. */
  placeAmongNamesakes(machine: AssessedMachine): string {
    this.#namesakes ??= Map.groupBy(this.assessment.machines, nameKey);
    const others = (this.#namesakes.get(nameKey(machine)) ?? []).filter((each) => each !== machine);
    if (others.length === 0) return '';
    const group = this.#homeGroupName(machine);
    const isShared = others.some((other) => this.#homeGroupName(other).toLowerCase() === group.toLowerCase());
    return isShared ? `${group} · ${this.subscriptionName(machine.subscriptionId)}` : group;
  }

  #homeGroupName(machine: AssessedMachine): string {
    const id = homeGroupOf(machine);
    return id === undefined ? '' : this.groupName(id);
  }

  /** The subscription's name; its id where no name is known. */
  subscriptionName(id: string): string {
    this.#subscriptions ??= new Map(this.assessment.inventory.subscriptions.map((each) => [each.id.toLowerCase(), each.name]));
    return this.#subscriptions.get(id.toLowerCase()) ?? id;
  }

  /** What a person calls what a finding is about: a machine of which only its item is left too, and a subscription, go by their names. */
  subjectName({ subject, resourceId }: Finding): string {
    const machine = this.machine(subject);
    if (machine) return machine.name;
    const name = resourceId.slice(resourceId.lastIndexOf('/') + 1);
    return subject === `/subscriptions/${name.toLowerCase()}` ? this.subscriptionName(name) : name;
  }

  /** Gaps of one subscription or vault. */
  gapsOf(scope: string): readonly Gap[] {
    this.#gaps ??= Map.groupBy(this.assessment.inventory.gaps, (gap) => gap.scope?.toLowerCase());
    return this.#gaps.get(scope) ?? [];
  }

  companionsOf(id: ArmId): readonly Companion[] {
    this.#companions ??= Map.groupBy(this.assessment.companions, (companion) => companion.of);
    return this.#companions.get(id) ?? [];
  }

  /** Findings whose subject is neither a machine nor a disk of one: accounts, vaults, protected items, … Worst first, else as they were judged. */
  otherFindings(): readonly Finding[] {
    this.#otherFindings ??= worstFirst(this.assessment.findings.filter((finding) => this.#isOther(finding)));
    return this.#otherFindings;
  }

  /** The same by subscription, lower-case. */
  otherFindingsBySubscription(): ReadonlyMap<string, readonly Finding[]> {
    this.#otherBySubscription ??= Map.groupBy(this.otherFindings(), ({ subject }) => subscriptionOf(subject));
    return this.#otherBySubscription;
  }

  /** Those of them that are excluded. */
  otherExcluded(): readonly ExcludedFinding[] {
    return this.assessment.excluded.filter((finding) => this.#isOther(finding));
  }

  /** Mostly told by the rule: with 45,000 findings it takes many milliseconds to look at their subjects. */
  #isOther(finding: Finding): boolean {
    const on = subjects.get(finding.rule);
    // A machine of which only its item is left has the item's id; an exclusion that is past may be of anything.
    if (on === 'item' || on === undefined) return !isOnDisk(finding) && !this.machine(finding.subject);
    return on !== 'machine' && on !== 'disk';
  }

  /** Findings on the disks of a machine, those that are excluded too. */
  diskFindings({ vm }: AssessedMachine): readonly (Finding | ExcludedFinding)[] {
    this.#diskFindings ??= Map.groupBy(
      [...this.assessment.findings, ...this.assessment.excluded].filter(isOnDisk),
      ({ subject }) => subject,
    );
    const found = this.#diskFindings;
    return found.size === 0 ? [] : (vm?.disks ?? []).flatMap(({ id }) => (id && found.get(id)) ?? []);
  }

  /** Findings on what the machine shares with others and is at risk by: its vault, the quota of its target. Those that are excluded too. */
  sharedFindings({ item, sharedRisks }: AssessedMachine): readonly (Finding | ExcludedFinding)[] {
    if (item === undefined || sharedRisks.length === 0) return [];
    const place = placeOf(item);
    return [...this.otherFindings(), ...this.assessment.excluded].filter(
      ({ rule, subject }) => (subject === item.vaultId || subject === place) && sharedRisks.some((risk) => risk === rule),
    );
  }

  /** What the rules say of a resource that is no machine. */
  verdictOf(id: ArmId): { readonly findings: readonly Finding[]; readonly excluded: number; readonly isUndecided: boolean } {
    this.#findingsOf ??= Map.groupBy(this.otherFindings(), ({ subject }) => subject);
    this.#undecided ??= new Set(this.assessment.unknown.flatMap(({ subject }) => subject ?? []));
    return {
      findings: this.#findingsOf.get(id) ?? [],
      excluded: this.assessment.excluded.filter(({ subject }) => subject === id).length,
      isUndecided: this.#undecided.has(id),
    };
  }

  /** A resource group's name as Azure spells it, where its row was read. */
  groupName(id: ArmId): string {
    this.#groups ??= byId(this.assessment.inventory.resourceGroups);
    return this.#groups.get(id)?.name ?? partsOf(id).name;
  }

  /** Whether a table, or a part of it, is missing: then nothing may be concluded from a row's absence. */
  hasGap(...tables: readonly TableName[]): boolean {
    return this.assessment.inventory.gaps.some((gap) => tables.includes(gap.table));
  }
}

/** Thousands of findings, four severities: passing over them four times is less than sorting them. */
function worstFirst(findings: readonly Finding[]): readonly Finding[] {
  return severities.flatMap((wanted) => findings.filter(({ severity }) => severity === wanted));
}

/** The disks that are judged are those of machines. */
function isOnDisk({ rule, subject }: Finding): boolean {
  const on = subjects.get(rule);
  return on === undefined ? subject.includes('/providers/microsoft.compute/disks/') : on === 'disk';
}

function nameKey({ name }: AssessedMachine): string {
  return name.toLowerCase();
}

function byId<T extends { readonly id: ArmId }>(rows: readonly T[]): ReadonlyMap<ArmId, T> {
  const map = new Map<ArmId, T>();
  for (const row of rows) map.set(row.id, row);
  return map;
}

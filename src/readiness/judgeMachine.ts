import { oldestOf } from './oldestOf.ts';
import { machineStates } from './assessment.ts';
import type { AssessedMachine, MachineState, SharedRisk } from './assessment.ts';
import type { ItemFacts, MachineFacts } from './facts.ts';
import type { Finding, UnknownFinding } from './finding.ts';
import { hasGap } from './inventoryIndex.ts';
import { stateOf } from './machineState.ts';
import { recoveryOf } from './recovery.ts';
import type { MachineRule, Verdict } from './rule.ts';
import { bySeverity, unknownFinding } from './ruleRun.ts';
import type { RuleRun } from './ruleRun.ts';
import { sortedFew } from './sortedFew.ts';
import { judgeItemQuota, quotaTitle } from './rules/capacity.ts';
import { judgeItemRegions, vaultRegionTitle } from './rules/vault.ts';

/**
 * Applies the rules on machines to one, and makes its state of what they say. Of several items the one counts with which the
 * machine stands best, so that an item added never makes it look worse.
 */
export function judgeMachine(facts: MachineFacts, run: RuleRun): AssessedMachine {
  run.countMachine();
  let best = judgeWith(facts, run);
  for (const item of facts.items) {
    if (item === facts.item) continue;
    const other = judgeWith({ ...facts, item }, run);
    if (machineStates.indexOf(other.machine.state) > machineStates.indexOf(best.machine.state)) best = other;
  }
  for (const rule of best.notRead) run.countNotRead(rule);
  return best.machine;
}

/** Rules on what machines share, asked of one machine's item; the gravest of them first. */
const sharedRules: readonly { readonly rule: SharedRisk; readonly title: string; readonly check: (item: ItemFacts) => Verdict }[] = [
  { rule: 'DR-VLT-001', title: vaultRegionTitle, check: judgeItemRegions },
  { rule: 'DR-CAP-001', title: quotaTitle, check: judgeItemQuota },
];

interface Judgement {
  readonly machine: AssessedMachine;
  /** Rules whose facts of full depth were not read for it. */
  readonly notRead: readonly string[];
}

function judgeWith(facts: MachineFacts, run: RuleRun): Judgement {
  const { policy } = run;
  // An item that could not be read again does not age: what it shows of RPO and drill was so then, and is renewed unseen.
  const now = facts.item?.item.asOf ?? run.now;
  const findings: Finding[] = [];
  let unknown: UnknownFinding[] | undefined;
  let notRead: string[] | undefined;
  const lenient = facts.rebuilt && !policy.judgeRebuiltMachines;
  let gravest: Finding | undefined;
  let missing: string | undefined;
  let risk: string | undefined;
  for (const rule of facts.item === undefined ? run.rulesWithoutItem : run.machineRules) {
    const verdict = rule.check(facts, policy, now);
    if (verdict.outcome === 'pass' || verdict.outcome === 'notApplicable') continue;
    if (verdict.outcome === 'notRead') {
      (notRead ??= []).push(rule.id);
    } else if (verdict.outcome === 'unknown') {
      (unknown ??= []).push(unknownFinding(rule, verdict, facts));
      if (bearsOnState(rule, verdict)) missing ??= verdict.reason;
    } else {
      const finding = run.finding(rule, verdict, facts, lenient && rule.lowWhenRebuilt ? 'low' : undefined);
      findings.push(finding);
      if (bearsOnState(rule, verdict) && (gravest === undefined || bySeverity(finding, gravest) < 0)) {
        gravest = finding;
        risk = rule.title;
      }
    }
  }
  let sharedRisks: SharedRisk[] | undefined;
  for (const { rule, title, check } of sharedRules) {
    if (facts.item === undefined || run.isOff(rule)) continue;
    const verdict = check(facts.item);
    if (verdict.outcome === 'unknown') missing ??= verdict.reason;
    if (verdict.outcome !== 'fail') continue;
    if (gravest?.severity !== 'critical' && sharedRisks === undefined) risk = title;
    (sharedRisks ??= []).push(rule);
  }

  const { state, reason, cause } = stateOf(facts, { risk, missing, isPartial: run.isStatePartial });
  const shown = itemShown(facts, state);
  const item = shown?.item;
  const { vm } = facts;
  const machine: AssessedMachine = {
    id: facts.id,
    azureId: facts.azureId,
    name: vm?.name ?? item?.friendlyName ?? '',
    location: vm?.location ?? item?.sourceLocation ?? '',
    subscriptionId: facts.subscriptionId,
    vm,
    isThere: isThere(facts),
    item,
    backup: newest(facts),
    vault: shown?.vault,
    asOf: oldestOf(vm, item, shown?.vault),
    state,
    reason,
    unknownCause: cause,
    recovery: recoveryOf(facts),
    rebuilt: facts.rebuilt,
    findings: findings.length === 0 ? none : sortedFew(findings, bySeverity),
    excluded: none,
    unknown: unknown ?? none,
    sharedRisks: sharedRisks ?? none,
  };
  return { machine, notRead: notRead ?? none };
}

function isThere({ vm, index, subscriptionId }: MachineFacts): boolean | undefined {
  if (vm !== undefined) return vm.asOf === undefined ? true : undefined;
  return hasGap(index, 'machines', subscriptionId) ? undefined : false;
}

/** Shared by all machines of which there is nothing to say. */
const none: readonly never[] = [];

/** Of DR-AGT-001 only what is above low changes the state. */
function bearsOnState(rule: MachineRule, verdict: Verdict): boolean {
  if (!rule.affectsState) return false;
  if (verdict.outcome === 'fail') return verdict.severity !== 'low';
  return verdict.outcome === 'unknown' && verdict.atMost !== 'low';
}

/** Of several items the one that the state speaks of. */
function itemShown({ items, item }: MachineFacts, state: MachineState): ItemFacts | undefined {
  if (state !== 'testRunning' && state !== 'failedOver') return item;
  return items.find(({ phase }) => phase === state) ?? item;
}

function newest({ backups }: MachineFacts): AssessedMachine['backup'] {
  if (backups.length < 2) return backups[0];
  return backups.toSorted(
    (a, b) => (b.lastRecoveryPoint?.getTime() ?? 0) - (a.lastRecoveryPoint?.getTime() ?? 0) || (a.id < b.id ? -1 : 1),
  )[0];
}

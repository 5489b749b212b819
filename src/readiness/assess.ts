import type { Inventory } from '../model/inventory.ts';
import { applyExclusions } from './applyExclusions.ts';
import { machineStates } from './assessment.ts';
import type { AssessedMachine, Assessment } from './assessment.ts';
import { findCompanions } from './companions.ts';
import type { MachineFacts } from './facts.ts';
import { severities, type Finding, type UnknownFinding } from './finding.ts';
import { inSlices } from './inSlices.ts';
import { indexInventory } from './inventoryIndex.ts';
import type { MachineRows } from './inventoryIndex.ts';
import { judgeMachine } from './judgeMachine.ts';
import { addRegions, judgeOthers } from './judgeOthers.ts';
import { machineFacts, machinesLeftAsItems } from './machineFacts.ts';
import type { Policy } from './policy.ts';
import type { Rule } from './rule.ts';
import { RuleRun } from './ruleRun.ts';
import { allRules } from './rules/allRules.ts';

/** Subjects judged between two yields: a few milliseconds of work. */
const slice = 250;
/** Of what is only counted up or put together. */
const largeSlice = 2000;

/** A machine, judged, with its disks, which are not yet. */
interface Judged {
  readonly machine: AssessedMachine;
  readonly disks: MachineRows['disks'];
}

/** Judges an inventory in one go: ten to twenty microseconds a machine. */
export function assess(inventory: Inventory, policy: Policy, now: Date): Assessment {
  const slices = assessInSlices(inventory, policy, now);
  for (;;) {
    const { done, value } = slices.next();
    if (done === true) return value;
  }
}

/**
 * Judges an inventory and yields every few milliseconds, so that the caller can let other work in; the return value is the
 * assessment. To stop early, drop the generator. Nothing depends on the order of the inventory's rows.
 */
export function* assessInSlices(
  inventory: Inventory,
  policy: Policy,
  now: Date,
  rules: readonly Rule[] = allRules,
): Generator<void, Assessment> {
  const index = yield* indexInventory(inventory);
  const companions = yield* findCompanions(index);
  const run = new RuleRun(rules, policy, now, inventory.details === undefined ? inventory.depth : 'full');

  const judged: Judged[] = [];
  const regions = new Map<string, Set<string>>();
  const judge = (facts: MachineFacts, disks: Judged['disks']): void => {
    const machine = judgeMachine(facts, run);
    judged.push({ machine, disks });
    addRegions(regions, machine);
  };
  yield* inSlices([...index.machines.values()], slice, (rows) => {
    if (!companions.machines.has(rows.vm.id)) judge(machineFacts(rows, index), rows.disks);
  });
  yield* inSlices(machinesLeftAsItems(index), slice, (facts) => judge(facts, []));
  const sorted = yield* worstFirst(judged);
  const machines: AssessedMachine[] = [];
  const findings: Finding[] = [];
  const unknown: UnknownFinding[] = [];
  yield* inSlices(sorted, largeSlice, ({ machine }) => {
    machines.push(machine);
    addAll(findings, machine.findings);
    addAll(unknown, machine.unknown);
  });
  yield* judgeOthers(index, companions, sorted, regions, run);
  addAll(findings, run.findings);
  addAll(unknown, run.unknown);
  const assessment: Assessment = {
    inventory,
    now,
    depth: inventory.depth,
    partial: inventory.gaps.length > 0,
    machines,
    companions: companions.list,
    findings,
    unknown,
    excluded: [],
    notEvaluated: run.notEvaluated(),
  };
  return applyExclusions(assessment, policy.exclusions);
}

/** For the eye: what is lost with its region first, what is well last; rebuilt machines after all others. */
const rank = new Map(
  (['unprotected', 'atRisk', 'failedOver', 'unknown', 'testRunning', 'protecting', 'ready'] as const).map((state, i) => [state, i]),
);

function addAll<T>(all: T[], more: readonly T[]): void {
  for (let at = 0; at < more.length; at += 1) all.push(more[at]!);
}

/** Sorts bucket by bucket, with a yield between, and the same for every order of rows. */
function* worstFirst(judged: readonly Judged[]): Generator<void, Judged[]> {
  const buckets = new Map<number, Judged[]>();
  yield* inSlices(judged, largeSlice, (one) => {
    const key = bucketOf(one.machine);
    const bucket = buckets.get(key);
    if (bucket === undefined) buckets.set(key, [one]);
    else bucket.push(one);
  });
  const sorted: Judged[] = [];
  for (const key of [...buckets.keys()].toSorted((a, b) => a - b)) {
    addAll(sorted, buckets.get(key)!.toSorted(byName));
    yield;
  }
  return sorted;
}

function bucketOf({ state, sharedRisks, findings, rebuilt }: AssessedMachine): number {
  const [worst] = findings;
  // A vault in the wrong region and a quota are findings of others; the machines that depend on them stand as if they were theirs.
  const gravest = state === 'atRisk' && sharedRisks.length > 0 ? 'critical' : worst?.severity;
  const gravity = gravest === undefined ? severities.length : severities.indexOf(gravest);
  const weight = ((rebuilt ? machineStates.length : 0) + (rank.get(state) ?? 0)) * (severities.length + 1) + gravity;
  return weight * mostFindings - findings.length;
}

/** More than a machine can have, so that their number decides only among equals. */
const mostFindings = 1000;

function byName({ machine: a }: Judged, { machine: b }: Judged): number {
  if (a.name < b.name) return -1;
  return a.name === b.name && a.id < b.id ? -1 : 1;
}

import { partsOf } from '../model/armId.ts';
import type { Inventory } from '../model/inventory.ts';
import {
  machineStates,
  type AssessedMachine,
  type Assessment,
  type ExcludedFinding,
  type MachineState,
  type NotEvaluated,
} from '../readiness/assessment.ts';
import { describeMachine, placeText } from '../readiness/describeMachine.ts';
import { severities, type Finding, type Severity } from '../readiness/finding.ts';
import { ruleTexts } from '../readiness/rules/ruleTexts.ts';
import { recoveryLabel, severityLabel, stateLabel } from '../readiness/text.ts';
import { layOut, safeText, type Column, type Paint, type Style } from './terminalText.ts';

export interface TableOptions {
  /** Rebuilt machines are judged like all others, and stand among them. */
  readonly mixRebuilt?: boolean | undefined;
  /** How wide the terminal is; without one, nothing is shortened for it. */
  readonly room?: number | undefined;
}

/** The audit for people: the answer in one sentence, the machines (worst first), what else was found, what is not known. */
export function auditTable(assessment: Assessment, paint: Paint, { mixRebuilt = false, room }: TableOptions = {}): string {
  const machines = assessment.machines.filter((machine) => mixRebuilt || !machine.rebuilt);
  const rebuilt = assessment.machines.filter((machine) => !mixRebuilt && machine.rebuilt);
  const others = otherFindings(assessment);
  return [
    ...heading(assessment, paint),
    ...(machines.length ? ['', ...machineTable(machines, assessment, paint, room)] : []),
    ...(rebuilt.length ? ['', paint('bold', 'Rebuilt, not recovered'), ...machineTable(rebuilt, assessment, paint, room)] : []),
    ...(others.length
      ? ['', paint('bold', 'Accounts, disks, vaults and other resources'), ...findingTable(others, subscriptionNamesOf(assessment), paint)]
      : []),
    ...(assessment.excluded.length
      ? ['', paint('bold', 'Excluded'), ...excludedTable(assessment.excluded, subscriptionNamesOf(assessment))]
      : []),
    '',
    ...footer(assessment),
  ].join('\n');
}

function heading({ inventory, machines, now, depth }: Assessment, paint: Paint): string[] {
  const where = [
    safeText(inventory.source.label),
    count(inventory.subscriptions.length, 'subscription'),
    count(machines.length, 'machine'),
    `facts as of ${now.toISOString().slice(0, 16).replace('T', ' ')} UTC`,
    `${depth} depth`,
  ];
  const states = machineStates.flatMap((state) => {
    const n = machines.filter((machine) => machine.state === state).length;
    return n ? [paint(stateStyles[state], `${stateLabel(state).toLowerCase()} ${n}`)] : [];
  });
  return [paint('bold', where.join(' · ')), answer(inventory, machines), ...(states.length ? [states.join(' · ')] : [])];
}

/** The question of the product, answered in one sentence. */
function answer({ gaps }: Inventory, machines: readonly AssessedMachine[]): string {
  if (machines.length === 0) {
    const isUnread = gaps.some(({ table }) => table === 'machines' || table === 'subscriptions');
    return isUnread ? 'No machine could be read.' : 'There are no virtual machines.';
  }
  const returning = machines.filter(({ recovery }) => recovery !== 'wait' && recovery !== 'unknown');
  const doubtful = returning.filter(({ state }) => state === 'atRisk').length;
  const doubt = doubtful > 0 ? `; ${doubtful} of them ${doubtful === 1 ? 'is' : 'are'} at risk` : '';
  const has = machines.length === 1 ? 'has' : 'have';
  return `${returning.length} of ${count(machines.length, 'machine')} ${has} a way into another region if their own fails now${doubt}.`;
}

const stateMarks: Readonly<Record<MachineState, string>> = {
  unknown: '?',
  testRunning: '⧗',
  failedOver: '⇄',
  protecting: '…',
  unprotected: '✗',
  atRisk: '⚠',
  ready: '✓',
};
const stateStyles: Readonly<Record<MachineState, Style>> = {
  unknown: 'blue',
  testRunning: 'yellow',
  failedOver: 'yellow',
  protecting: 'blue',
  unprotected: 'red',
  atRisk: 'yellow',
  ready: 'green',
};

const machineColumns: readonly Column[] = [
  { title: '', max: 1 },
  { title: 'MACHINE', max: 28, least: 14 },
  { title: 'SUBSCRIPTION', max: 24, least: 10 },
  { title: 'REGION', max: 34, least: 16 },
  { title: 'STATE', max: 52, least: 26 },
  { title: 'IF THE REGION FAILS', max: 30, least: 19 },
  { title: 'FINDINGS', max: 60, least: 18 },
];

function machineTable(machines: readonly AssessedMachine[], { inventory, now }: Assessment, paint: Paint, room?: number): string[] {
  const subscriptionNames = subscriptionNamesOf({ inventory });
  const rows = machines.map((machine) =>
    [
      stateMarks[machine.state],
      machine.name,
      subscriptionNames.get(machine.subscriptionId.toLowerCase()) ?? machine.subscriptionId,
      placeText(machine),
      describeMachine(machine, now),
      recoveryLabel(machine.recovery),
      findingsText(machine),
    ].map(safeText),
  );
  const painted = (row: number, column: number, cell: string): string =>
    column === 0 || column === 4 ? paint(stateStyles[machines[row]!.state], cell) : cell;
  return layOut(machineColumns, rows, painted, room);
}

function subscriptionNamesOf({ inventory }: Pick<Assessment, 'inventory'>): ReadonlyMap<string, string> {
  return new Map(inventory.subscriptions.map(({ id, name }) => [id.toLowerCase(), name]));
}

/** An excluded finding is no finding, and never silence either. */
function findingsText({ findings, excluded }: AssessedMachine): string {
  const counts = severityCounts(findings);
  if (excluded.length === 0) return counts;
  return counts ? `${counts}, ${excluded.length} excluded` : `${excluded.length} excluded`;
}

const findingColumns: readonly Column[] = [
  { title: 'SEVERITY', max: 8 },
  { title: 'RULE', max: 12 },
  { title: 'RESOURCE', max: 40 },
  { title: 'WHAT IS WRONG', max: 110 },
];

const titles = new Map(ruleTexts.map(({ id, title }) => [id, title]));

/** More findings than this of one rule are one line: a long list of disks would hide what matters. */
const listedOfOneRule = 10;

function findingTable(findings: readonly Finding[], subscriptions: ReadonlyMap<string, string>, paint: Paint): string[] {
  const rows = [...Map.groupBy(findings, ({ severity, rule }) => `${severity} ${rule}`).values()].flatMap((alike) =>
    alike.length > listedOfOneRule ? [foldedRow(alike)] : alike.map((finding) => findingRow(finding, subscriptions)),
  );
  return layOut(
    findingColumns,
    rows.map(({ cells }) => cells.map(safeText)),
    (row, column, cell) => (column === 0 ? paint(severityStyles[rows[row]!.severity], cell) : cell),
  );
}

interface FindingRow {
  readonly severity: Severity;
  readonly cells: readonly string[];
}

function findingRow({ severity, rule, resourceId, evidence }: Finding, subscriptions: ReadonlyMap<string, string>): FindingRow {
  const values = evidence.map(({ property, value }) => `${property} ${value === null ? 'none' : String(value)}`).join(', ');
  return {
    severity,
    cells: [severityLabel(severity), rule, resourceName(resourceId, subscriptions), `${titles.get(rule) ?? rule} (${values})`],
  };
}

/** The last part of its id; of a subscription the name that people know. */
function resourceName(resourceId: string, subscriptions: ReadonlyMap<string, string>): string {
  const last = resourceId.split('/').at(-1) ?? '';
  return subscriptions.get(last.toLowerCase()) ?? last;
}

function foldedRow(alike: readonly Finding[]): FindingRow {
  const { severity, rule } = alike[0]!;
  return {
    severity,
    cells: [severityLabel(severity), rule, count(alike.length, 'resource'), `${titles.get(rule) ?? rule} (each: --format json)`],
  };
}

const excludedColumns: readonly Column[] = [
  { title: 'UNTIL', max: 10 },
  { title: 'RULE', max: 12 },
  { title: 'RESOURCE', max: 40 },
  { title: 'WHAT IS WRONG, AND WHY IT DOES NOT COUNT', max: 150 },
];

function excludedTable(excluded: readonly ExcludedFinding[], subscriptions: ReadonlyMap<string, string>): string[] {
  const rows = excluded.map(({ rule, resourceId, reason, until }) =>
    [until, rule, resourceName(resourceId, subscriptions), `${titles.get(rule) ?? rule}: ${reason}`].map(safeText),
  );
  return layOut(excludedColumns, rows, (_row, _column, cell) => cell);
}

const severityStyles: Readonly<Record<Severity, Style>> = { critical: 'red', high: 'red', medium: 'yellow', low: 'dim' };

/** Failures whose subject is not a machine, worst first. */
function otherFindings({ findings, machines }: Assessment): Finding[] {
  const ids = new Set(machines.map(({ id }) => id));
  return findings
    .filter(({ subject }) => !ids.has(subject))
    .toSorted(
      (a, b) =>
        severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
        compare(a.rule, b.rule) ||
        compare(partsOf(a.subject).name, partsOf(b.subject).name),
    );
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function footer({ findings, excluded, unknown, notEvaluated, companions, inventory }: Assessment): string[] {
  const { otherItems, gaps } = inventory;
  return [
    findings.length ? `Findings: ${severityCounts(findings)}. Each with its evidence: --format json.` : 'Findings: none.',
    ...(excluded.length ? [`Excluded, not counted: ${count(excluded.length, 'finding')} (${severityCounts(excluded)}).`] : []),
    ...(unknown.length ? [`Not known: ${count(unknown.length, 'check')} could not be decided; see --format json.`] : []),
    ...leftOut('Not evaluated at this depth', 'notRead', notEvaluated),
    ...leftOut('Switched off', 'off', notEvaluated),
    ...(companions.length ? [`Companions of Site Recovery, not judged: ${companions.length}.`] : []),
    ...(otherItems ? [`Protected items of other kinds, not judged: ${otherItems}.`] : []),
    ...(gaps.length ? [`Partial: ${count(gaps.length, 'table')} could not be read whole.`] : []),
  ];
}

function leftOut(title: string, why: NotEvaluated['why'], all: readonly NotEvaluated[]): string[] {
  const rules = all.filter((rule) => rule.why === why).map(({ rule, machines }) => `${rule} (${machines})`);
  return rules.length ? [`${title}: ${rules.join(', ')}.`] : [];
}

function severityCounts(findings: readonly Finding[]): string {
  return severities
    .flatMap((severity) => {
      const n = findings.filter((finding) => finding.severity === severity).length;
      return n ? [`${n} ${severityLabel(severity).toLowerCase()}`] : [];
    })
    .join(', ');
}

function count(n: number, noun: string): string {
  return `${n.toLocaleString('en-US')} ${noun}${n === 1 ? '' : 's'}`;
}

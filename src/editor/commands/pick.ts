import { l10n, window, type QuickPickItem } from 'vscode';
import type { AssessedMachine } from '../../readiness/assessment.ts';
import { describeMachine } from '../../readiness/describeMachine.ts';
import type { Finding } from '../../readiness/finding.ts';
import { focusReturned } from '../focusReturned.ts';
import { plainItem, plainMessage } from '../markdown.ts';
import type { Screen } from '../tree/screen.ts';
import { findingCount, severityName } from '../tree/words.ts';
import { byGravestRule } from './byGravestRule.ts';

interface Item<T> extends QuickPickItem {
  readonly description: string;
  readonly value: T;
}

/** Lets a person pick a machine, worst first; undefined when they leave. */
export async function pickMachine(screen: Screen): Promise<AssessedMachine | undefined> {
  return pick(machineItems(screen), l10n.t('Virtual machine'), l10n.t('Type a part of its name'));
}

export function machineItems({ snapshot, index }: Screen): readonly Item<AssessedMachine>[] {
  const { machines, now } = snapshot.assessment;
  return machines.map((machine) => {
    const parts = [describeMachine(machine, now), index.placeAmongNamesakes(machine)];
    return { label: plainItem(machine.name), description: plainItem(parts.filter((part) => part !== '').join(' · ')), value: machine };
  });
}

/** Lets a person pick one of the estate's subscriptions: its id. */
export async function pickSubscription(screen: Screen): Promise<string | undefined> {
  const { subscriptions } = screen.snapshot.assessment.inventory;
  const items = subscriptions.map(({ id, name }) => ({ label: plainItem(name), description: id, value: id }));
  return pick(items, l10n.t('Subscription'), l10n.t('Type a part of its name'));
}

/** Lets a person pick one of the findings that are wanted: first the rule, the gravest on top, then the resource. */
export async function pickFinding(screen: Screen, isWanted: (finding: Finding) => boolean = () => true): Promise<Finding | undefined> {
  const rules = byGravestRule(screen.snapshot.assessment.findings.filter(isWanted)).map(([rule, findings]) => ({
    label: screen.ruleTitle(rule),
    description: `${rule} · ${findingCount(findings.length, l10n)}`,
    value: findings,
  }));
  const findings = await pick(rules, l10n.t('Rule'), l10n.t('What was found'));
  if (!findings) return undefined;
  if (findings.length === 1) return findings[0];
  const resources = findings.map((finding) => ({
    label: plainItem(screen.index.subjectName(finding)),
    description: severityName(finding.severity, l10n),
    detail: plainItem(finding.resourceId),
    value: finding,
  }));
  return pick(resources, l10n.t('Resource'), l10n.t('Type a part of its name'));
}

/** Lets a person pick one of several things; where there are none, says so. */
export async function pick<T>(items: readonly Item<T>[], title: string, placeHolder: string): Promise<T | undefined> {
  if (items.length === 0) {
    void window.showInformationMessage(plainMessage(l10n.t('{0}: there is nothing to choose from.', title)));
    return undefined;
  }
  await focusReturned();
  const picked = await window.showQuickPick(items, { title, placeHolder, matchOnDescription: true, ignoreFocusOut: true });
  return picked?.value;
}

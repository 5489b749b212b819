import { l10n } from 'vscode';
import type { ArmId } from '../../model/armId.ts';
import type { Page } from '../pages/pages.ts';
import type { ReadinessView } from '../readinessView.ts';

/** The page about a finding; it follows the facts, and is closed when nothing is open. */
export function pageOfFinding(view: ReadinessView, rule: string, subject: ArmId): Page {
  const finding = view.screen?.finding(rule, subject);
  const name = (finding && view.screen?.index.subjectName(finding)) ?? lastOf(subject);
  return {
    slot: 'explanation',
    title: `${rule} ${name}`,
    text: () => view.screen?.page(rule, subject, name) ?? '',
  };
}

/** The page about missing roles; `scope` undefined: all of them. */
export function pageOfAccess(view: ReadinessView, scope: string | undefined): Page {
  const title = l10n.t('How to Fix');
  return {
    slot: 'explanation',
    title: scope === undefined ? title : `${title} ${lastOf(scope)}`,
    text: () => view.screen?.accessPage(scope) ?? '',
  };
}

function lastOf(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}

import { toArmId, type ArmId } from '../../model/armId.ts';
import type { App } from '../app.ts';
import { pageOfFinding } from '../explain/pages.ts';
import { pickFinding } from './pick.ts';
import { rowArgument } from './rows.ts';

/** `target`: a finding's row, or `{ rule, subject }`; asks without it. Opens the page as rendered Markdown. */
export async function explainFinding({ view, pages }: App, target?: unknown): Promise<void> {
  const { screen } = view;
  if (!screen) return;
  const { rule, subject } = given(target) ?? (await pickFinding(screen)) ?? {};
  if (rule === undefined || subject === undefined) return;
  await pages.show(pageOfFinding(view, rule, subject));
}

function given(target: unknown): { readonly rule: string; readonly subject: ArmId } | undefined {
  const node = rowArgument(target);
  if (node?.kind === 'finding') return node.finding;
  if (typeof target !== 'object' || target === null || !('rule' in target) || !('subject' in target)) return undefined;
  return { rule: String(target.rule), subject: toArmId(String(target.subject)) };
}

import { commands } from 'vscode';
import { toArmId } from '../../model/armId.ts';
import type { App } from '../app.ts';
import { findingUri } from '../explain/findingUri.ts';
import { pickFinding } from './pick.ts';
import { rowArgument } from './rows.ts';

/** `target`: a finding's row, or `{ rule, subject }`; asks without it. Opens the page as rendered Markdown. */
export async function explainFinding({ view }: App, target?: unknown): Promise<void> {
  const { screen } = view;
  if (!screen) return;
  const { rule, subject } = given(target) ?? (await pickFinding(screen)) ?? {};
  if (rule === undefined || subject === undefined) return;
  await commands.executeCommand('markdown.showPreview', findingUri(rule, subject));
}

function given(target: unknown): { readonly rule: string; readonly subject: string } | undefined {
  const node = rowArgument(target);
  if (node?.kind === 'finding') return node.finding;
  if (typeof target !== 'object' || target === null || !('rule' in target) || !('subject' in target)) return undefined;
  return { rule: String(target.rule), subject: toArmId(String(target.subject)) };
}

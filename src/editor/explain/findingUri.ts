import { Uri } from 'vscode';
import { toArmId, type ArmId } from '../../model/armId.ts';
import { pageScheme } from '../ids.ts';
import { plain } from '../markdown.ts';

/** Address of the page about a finding. Its last part becomes the tab's title. */
export function findingUri(rule: string, subject: string): Uri {
  const name = plain(subject.split('/').at(-1) ?? '').replace(/[/\\]/g, ' ');
  return Uri.from({ scheme: pageScheme, path: `/${rule} ${name}.md`, query: new URLSearchParams({ rule, subject }).toString() });
}

export interface FindingAddress {
  readonly rule: string;
  readonly subject: ArmId;
  readonly name: string;
}

export function parseFindingUri(uri: Uri): FindingAddress {
  const query = new URLSearchParams(uri.query);
  const subject = toArmId(query.get('subject') ?? '');
  return { rule: query.get('rule') ?? '', subject, name: subject.split('/').at(-1) ?? '' };
}

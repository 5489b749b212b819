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

/** Address of the page about missing roles; `scope` undefined: all of them. */
export function accessUri(scope: string | undefined): Uri {
  const name = plain(scope?.split('/').at(-1) ?? '').trim();
  const query = new URLSearchParams({ access: scope ?? '' }).toString();
  return Uri.from({ scheme: pageScheme, path: `/How to Fix${name === '' ? '' : ` ${name}`}.md`, query });
}

/** The scope that a page about missing roles is about, '' for all; undefined for other pages. */
export function parseAccessUri({ query }: Uri): string | undefined {
  return new URLSearchParams(query).get('access') ?? undefined;
}

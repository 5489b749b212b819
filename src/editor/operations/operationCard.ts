import { utc } from '../age.ts';
import type { Localizer } from '../localizer.ts';
import { escapeMarkdown } from '../markdown.ts';
import type { OperationEntry } from './operationEntry.ts';

/** What the hover over an operation shows: who, when, where, and what was chosen. Markdown. */
export function operationCard({ record, operation }: OperationEntry, l10n: Localizer): string {
  const facts: readonly (readonly [string, string])[] = [
    [l10n.t('Machine'), record.machineId],
    [l10n.t('Vault'), record.vaultId],
    [l10n.t('Begun'), `${utc(new Date(record.startedAt))}, ${record.who}`],
    ...(record.endedAt === undefined ? [] : [[l10n.t('Ended'), utc(new Date(record.endedAt))] as const]),
    ...Object.entries(record.inputs).filter(([, value]) => value !== ''),
  ];
  const lines = facts.map(([name, value]) => `- ${escapeMarkdown(name)}: ${escapeMarkdown(value)}`);
  return [`**${escapeMarkdown(operation.machine)}**`, '', ...lines].join('\n');
}

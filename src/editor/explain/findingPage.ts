import { isExcluded, type Assessment, type ExcludedFinding } from '../../readiness/assessment.ts';
import type { Evidence, Finding } from '../../readiness/finding.ts';
import type { Correspondence, RuleText } from '../../readiness/rule.ts';
import { severityLabel } from '../../readiness/text.ts';
import { utc } from '../age.ts';
import type { Localizer } from '../localizer.ts';
import { escapeMarkdown, plain } from '../markdown.ts';

export interface FindingPage {
  readonly finding: Finding | ExcludedFinding;
  /** Of what the finding is about, for people. */
  readonly name: string;
  readonly rule: RuleText;
  readonly assessment: Assessment;
  /** Links that do what the fix says, in Markdown. */
  readonly links: readonly string[];
  /** When the facts of the finding were read, by the server's clock. */
  readonly factsAsOf: Date;
}

/** The page of Explain Finding: what, evidence, consequence, fix, sources, in Markdown. */
export function findingPage({ finding, name, rule, assessment, links, factsAsOf }: FindingPage, l10n: Localizer): string {
  const { source } = assessment.inventory;
  return [
    `# ${escapeMarkdown(rule.title)}`,
    `**${escapeMarkdown(name)}** · ${escapeMarkdown(severityLabel(finding.severity))} · ${escapeMarkdown(rule.id)} · ${escapeMarkdown(source.label)}`,
    ...(source.kind === 'sandbox' ? [`> ${l10n.t('Sandbox: this resource is invented. Nothing of it exists in Azure.')}`] : []),
    ...(isExcluded(finding) ? [excludedNote(finding, l10n)] : []),
    `## ${l10n.t('What is wrong')}`,
    escapeMarkdown(rule.explanation),
    `## ${l10n.t('Evidence')}`,
    evidenceTable(finding.evidence, l10n),
    l10n.t('Facts as of {0}.', utc(factsAsOf)),
    `## ${l10n.t('If the region fails')}`,
    escapeMarkdown(rule.consequence),
    `## ${l10n.t('What to do')}`,
    escapeMarkdown(rule.fix),
    ...(links.length === 0 ? [] : [links.map((link) => `**${link}**`).join('')]),
    `## ${l10n.t('Sources')}`,
    rule.sources.map(({ title, url, date }) => `- [${escapeMarkdown(title)}](<${url}>) (${escapeMarkdown(date)})`).join('\n'),
    ...correspondence(rule.corresponds, l10n),
    `## ${l10n.t('Resource')}`,
    idBlock(finding.resourceId),
    '',
  ].join('\n\n');
}

function excludedNote({ until, reason }: ExcludedFinding, l10n: Localizer): string {
  return `> ${escapeMarkdown(l10n.t('Excluded until {0}: {1}', until, reason))}`;
}

/** What stands on the page once the finding is gone. */
export function gonePage(rule: string, name: string, l10n: Localizer): string {
  return [`# ${escapeMarkdown(rule)}`, escapeMarkdown(l10n.t('{0} no longer has this finding.', name)), ''].join('\n\n');
}

function evidenceTable(evidence: readonly Evidence[], l10n: Localizer): string {
  if (evidence.length === 0) return l10n.t('No single property decides: something is missing.');
  const rows = evidence.map(({ property, value }) => `| ${escapeMarkdown(property)} | ${escapeMarkdown(valueText(value, l10n))} |`);
  return [`| ${l10n.t('Property')} | ${l10n.t('Value')} |`, '|:--|:--|', ...rows].join('\n');
}

function valueText(value: Evidence['value'], l10n: Localizer): string {
  if (value === null) return l10n.t('none');
  return value === '' ? l10n.t('(empty)') : String(value);
}

const catalogues: readonly (readonly [keyof Correspondence, string])[] = [
  ['aprl', 'Azure Proactive Resiliency Library'],
  ['advisor', 'Azure Advisor'],
  ['policy', 'Azure Policy'],
  ['psrule', 'PSRule for Azure'],
  ['checkov', 'Checkov'],
];

function correspondence(corresponds: Correspondence, l10n: Localizer): readonly string[] {
  const rows = catalogues.flatMap(([key, name]) => {
    const ids = corresponds[key] ?? [];
    return ids.length === 0 ? [] : [`| ${name} | ${ids.map(escapeMarkdown).join(', ')} |`];
  });
  if (rows.length === 0) return [];
  return [`## ${l10n.t('The same rule elsewhere')}`, [`| ${l10n.t('Catalogue')} | ${l10n.t('Rule')} |`, '|:--|:--|', ...rows].join('\n')];
}

/** A fence longer than any run of backticks in the text cannot be closed by it. */
function idBlock(id: string): string {
  const longest = Math.max(2, ...Array.from(id.matchAll(/`+/g), ([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${plain(id)}\n${fence}`;
}

import type { Depth } from '../model/inventory.ts';
import { severities, type Severity } from '../readiness/finding.ts';
import { sourceFlags, sourceOf, type AuditSource } from './auditSource.ts';
import { text, texts } from './flagTypes.ts';
import { readWords } from './readWords.ts';
import { oneOf, usage } from './usage.ts';

/** `azure-dr audit`, as it was typed. */
export interface AuditOptions {
  readonly source: AuditSource;
  /** Ids of the subscriptions to audit, lower-case; undefined: all that can be read. */
  readonly subscriptions: readonly string[] | undefined;
  readonly format: 'table' | 'json';
  /** Findings from this severity upwards make the command end with 1; undefined: never. */
  readonly failOn: Severity | undefined;
  /** Undefined: chosen by the size of the estate. */
  readonly depth: Depth | undefined;
  /** `NAME=VALUE` of limits and severities, as they were given. */
  readonly settings: readonly string[];
  /** Path of a JSON file with exclusions; undefined: none. */
  readonly exclusionsFile: string | undefined;
}

export const auditUsage = `Usage: azure-dr audit SOURCE [options]

Which virtual machines come back when their region fails, and what is wrong with the rest.

Source, one of:
  --sandbox               the built-in sandbox: no account, no network
  --subscription ID…      these subscriptions of Azure
  --cloud NAME            a cloud: AzureCloud (default), AzureUSGovernment, AzureChinaCloud
  --endpoint URL          a sandbox served on this machine (npm run sandbox; with --ca),
                          or the Resource Manager of a private cloud (with --audience)

  --credential KIND       azureCli: the login of \`az login\` (default); environment: the service principal
                          in AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_CLIENT_SECRET
  --tenant TENANT         id or domain of the tenant to sign in to
  --audience URL          what tokens for a private cloud are made for; never that of a known cloud
  --ca FILE               certificate authority of --endpoint, in PEM form

Options:
  --format table|json     table for people (default), or JSON (docs/audit.schema.json)
  --fail-on SEVERITY      end with 1 from this severity on: critical, high (default), medium, low, none
  --depth inventory|full  what lists give, or one read per resource on top; default: full up to 500 machines
  --set NAME=VALUE…       a limit (rpoMinutes=15), or a rule's severity or off (DR-VM-012=off); docs/rules.md lists them
  --exclusions FILE       JSON list of {rule, resourceId, reason, until}: findings that do not count up to that day;
                          they are listed as excluded, and no state changes

Reading needs the role Reader on the subscriptions; docs/permissions.md has the least privilege of each part.
Ends with 0 clean, 1 findings at or above --fail-on, 2 usage, 3 partial (some facts could not be read), 4 a defect,
130 interrupted.`;

/** Reads the words after `audit`; throws a `UserError` that says what to write instead. */
export function parseAuditOptions(words: readonly string[]): AuditOptions {
  const values = readWords('audit', words, flags);
  return {
    source: sourceOf(values),
    subscriptions: values.subscription && subscriptionsOf(values.subscription),
    format: oneOf('--format', values.format ?? 'table', ['table', 'json']),
    failOn: failOnOf(values['fail-on'] ?? 'high'),
    depth: values.depth === undefined ? undefined : oneOf('--depth', values.depth, ['inventory', 'full']),
    settings: values.set ?? [],
    exclusionsFile: values.exclusions,
  };
}

const flags = {
  ...sourceFlags,
  subscription: texts,
  format: text,
  'fail-on': text,
  depth: text,
  set: texts,
  exclusions: text,
} as const;

const subscriptionId = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/;

function subscriptionsOf(words: readonly string[]): readonly string[] {
  const ids = words.flatMap((word) => word.split(',')).map((id) => id.trim().toLowerCase());
  const wrong = ids.find((id) => !subscriptionId.test(id));
  if (wrong !== undefined)
    throw usage(`${JSON.stringify(wrong)} is no subscription id.`, 'Give ids, several by comma or one --subscription each.');
  return [...new Set(ids)];
}

function failOnOf(value: string): Severity | undefined {
  const chosen = oneOf('--fail-on', value, [...severities, 'none'] as const);
  return chosen === 'none' ? undefined : chosen;
}

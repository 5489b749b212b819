import { parseArgs } from 'node:util';
import { UserError } from '../model/userError.ts';
import type { Depth } from '../model/inventory.ts';
import { severities, type Severity } from '../readiness/finding.ts';

/** Where the audit reads: the built-in sandbox, or one that is served elsewhere on this machine. */
export type AuditSource = { readonly kind: 'sandbox' } | { readonly kind: 'served'; readonly endpoint: string; readonly caFile: string };

export interface AuditOptions {
  readonly source: AuditSource;
  readonly format: 'table' | 'json';
  /** Findings from this severity upwards make the command end with 1; undefined: never. */
  readonly failOn: Severity | undefined;
  /** Undefined: chosen by the size of the estate. */
  readonly depth: Depth | undefined;
}

export const auditUsage = `Usage: azure-dr audit (--sandbox | --endpoint URL --ca FILE) [options]

Which virtual machines come back when their region fails, and what is wrong with the rest.

  --sandbox               audit the built-in sandbox: no account, no network
  --endpoint URL          audit a sandbox served on this machine (npm run sandbox)
  --ca FILE               its certificate authority, as printed when it starts
  --format table|json     table for people (default), or JSON (docs/audit.schema.json)
  --fail-on SEVERITY      end with 1 from this severity on: critical, high (default), medium, low, none
  --depth inventory|full  what lists give, or one read per resource on top; default: full up to 500 machines

Ends with 0 clean, 1 findings at or above --fail-on, 2 usage, 3 partial (some facts could not be read).`;

const waysToRead = 'Say what to audit: --sandbox, or --endpoint URL --ca FILE for a sandbox served on this machine.';

/** Reads the words after `audit`; throws a `UserError` with reason `usage` that says what to do instead. */
export function parseAuditOptions(words: readonly string[]): AuditOptions {
  const values = parseWords(words);
  return {
    source: sourceOf(values),
    format: oneOf('--format', values.format ?? 'table', ['table', 'json']),
    failOn: failOnOf(values['fail-on'] ?? 'high'),
    depth: values.depth === undefined ? undefined : oneOf('--depth', values.depth, ['inventory', 'full']),
  };
}

const text = { type: 'string' } as const;
const settings = {
  args: [] as string[],
  allowPositionals: false,
  options: { sandbox: { type: 'boolean' }, endpoint: text, ca: text, format: text, 'fail-on': text, depth: text },
} as const;
type Values = ReturnType<typeof parseArgs<typeof settings>>['values'];

function parseWords(words: readonly string[]): Values {
  try {
    return parseArgs({ ...settings, args: [...words] }).values;
  } catch (error) {
    throw usage(error instanceof Error ? error.message.split('\n')[0]! : String(error), 'See: azure-dr audit --help');
  }
}

function sourceOf({ sandbox, endpoint, ca }: Values): AuditSource {
  if (sandbox && endpoint !== undefined) throw usage('--sandbox and --endpoint exclude each other.', 'Give one of them.');
  if (sandbox) return { kind: 'sandbox' };
  if (endpoint === undefined) throw usage('No source.', waysToRead);
  if (ca === undefined)
    throw usage('--endpoint needs --ca FILE.', 'A served sandbox prints the path of its certificate authority when it starts.');
  return { kind: 'served', endpoint, caFile: ca };
}

function failOnOf(value: string): Severity | undefined {
  const chosen = oneOf('--fail-on', value, [...severities, 'none'] as const);
  return chosen === 'none' ? undefined : chosen;
}

function oneOf<const T extends string>(flag: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined) throw usage(`${flag} ${JSON.stringify(value)} is not known.`, `Use one of: ${allowed.join(', ')}.`);
  return found;
}

function usage(what: string, todo: string): UserError {
  return new UserError('usage', what, todo);
}

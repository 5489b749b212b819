import { parsePolicy, policyLimits, type ParsedPolicy } from '../readiness/policySettings.ts';
import { usage } from './usage.ts';

const names = [...Object.keys(policyLimits), 'judgeRebuiltMachines'];

/**
 * The policy of `--set NAME=VALUE` words, of which a later one counts: a setting of the policy, or the id of a rule with a severity or `off`.
 * Throws a `UserError` that says what to write instead.
 */
export function policyOfOptions(words: readonly string[]): ParsedPolicy['policy'] {
  const settings = new Map<string, unknown>();
  const severities: Record<string, string> = {};
  for (const word of words) {
    const [, name = '', value = ''] = /^([^=]*)=(.*)$/s.exec(word) ?? [];
    if (name.startsWith('DR-')) severities[name] = value;
    else if (names.includes(name)) settings.set(name, valueOf(value));
    else throw usage(`--set ${JSON.stringify(word)} is not known.`, `Use NAME=VALUE with ${names.join(', ')}, or RULE=SEVERITY.`);
  }
  const { policy, problems } = parsePolicy((name) => (name === 'severities' ? severities : settings.get(name)));
  if (problems.length > 0) throw usage(`--set: ${problems.join(' ')}`, 'docs/rules.md lists limits and severities.');
  return policy;
}

/** As a file of settings would have it. */
function valueOf(word: string): unknown {
  if (word === 'true' || word === 'false') return word === 'true';
  return /^\d+$/.test(word) ? Number(word) : word;
}

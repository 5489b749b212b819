import { parsePolicy, policyLimits, type ParsedPolicy } from '../readiness/policySettings.ts';
import { usage } from './usage.ts';

/**
 * The policy of `--set NAME=VALUE` words, of which a later one counts: a limit of the policy, or the id of a rule with a severity or `off`.
 * Throws a `UserError` that says what to write instead.
 */
export function policyOfOptions(words: readonly string[]): ParsedPolicy['policy'] {
  const limits = new Map<string, unknown>();
  const severities: Record<string, string> = {};
  for (const word of words) {
    const [, name = '', value = ''] = /^([^=]*)=(.*)$/s.exec(word) ?? [];
    if (name.startsWith('DR-')) severities[name] = value;
    else if (Object.hasOwn(policyLimits, name)) limits.set(name, /^\d+$/.test(value) ? Number(value) : value);
    else
      throw usage(
        `--set ${JSON.stringify(word)} is not known.`,
        `Use NAME=VALUE with ${Object.keys(policyLimits).join(', ')}, or RULE=SEVERITY.`,
      );
  }
  const { policy, problems } = parsePolicy((name) => (name === 'severities' ? severities : limits.get(name)));
  if (problems.length > 0) throw usage(`--set: ${problems.join(' ')}`, 'docs/rules.md lists limits and severities.');
  return policy;
}

import { defaultPolicy, type Policy } from '../readiness/policy.ts';
import { parsePolicy } from '../readiness/policySettings.ts';
import { settingOfPerson } from './azure/settingOfPerson.ts';
import { exclusionsOfPerson } from './exclusionSettings.ts';
import { settingIds } from './ids.ts';

/** What is judged by, and what of the settings cannot be used, one plain sentence each, which begins with the setting's id. */
export interface PolicyOfSettings {
  readonly policy: Policy;
  readonly problems: readonly string[];
}

/**
 * The policy as the settings say. All of them have `application` scope and are read from the person's own settings alone: whoever opens a
 * folder must not have findings hidden by it. Where a value cannot be used the default holds, and hides nothing.
 */
export function policyOfSettings(): PolicyOfSettings {
  const { exclusions, problems } = exclusionsOfPerson();
  const parsed = parsePolicy((name) => settingOfPerson(settingIds[name]));
  return {
    policy: { ...defaultPolicy, ...parsed.policy, exclusions },
    problems: [...parsed.problems.map((problem) => `azureDr.${problem}`), ...problems],
  };
}

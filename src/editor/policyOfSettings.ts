import { workspace } from 'vscode';
import { defaultPolicy, type Policy } from '../readiness/policy.ts';
import { exclusionsOfPerson } from './exclusionSettings.ts';
import { settingIds } from './ids.ts';
import type { SafeLog } from './safeLog.ts';

/** What is judged by, as the settings say. An exclusion that is not written as one hides nothing, and the log says which. */
export function policyOfSettings(log: SafeLog): Policy {
  const { exclusions, problems } = exclusionsOfPerson();
  for (const problem of problems) log.write('warn', `${settingIds.exclusions}: ${problem}`);
  return { ...defaultPolicy, exclusions, judgeRebuiltMachines: workspace.getConfiguration().get(settingIds.judgeRebuiltMachines, false) };
}

import type { AssessedMachine } from '../../readiness/assessment.ts';
import { refusal } from '../enable/refusal.ts';
import { commandIds } from '../ids.ts';
import type { Localizer } from '../localizer.ts';
import { commandLink } from '../pages/commandLink.ts';

/** Links that do what the fix of a rule says; none where nothing of ours does it. */
export function fixLinks(rule: string, machine: AssessedMachine | undefined, l10n: Localizer): readonly string[] {
  if (!machine) return [];
  const machines = [machine.azureId];
  if (rule === 'DR-VM-001' && refusal(machine) === undefined) {
    return [commandLink(l10n.t('Enable Replication…'), commandIds.enableReplication, { machines })];
  }
  if (rule === 'DR-VM-007') return [commandLink(l10n.t('Add Disk to Replication…'), commandIds.addDisk, { machines })];
  return [];
}

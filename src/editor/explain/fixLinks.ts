import type { ProtectedItem } from '../../model/protectedItem.ts';
import { offeredCommands, type ItemCommand } from '../../operations/item/offeredCommands.ts';
import { standingFactsOf } from '../../operations/item/standingFactsOf.ts';
import type { AssessedMachine } from '../../readiness/assessment.ts';
import { isCommitted } from '../../readiness/itemPhase.ts';
import { enableRefusal } from '../../readiness/enableRefusal.ts';
import { commandIds } from '../ids.ts';
import type { Localizer } from '../localizer.ts';
import { commandLink } from '../pages/commandLink.ts';

/** A test failover resolves them. */
const drillable: ReadonlySet<string> = new Set(['DR-DRL-001', 'DR-DRL-002']);
/** Size, network and addresses of a failover that is still to come. */
const changeable: ReadonlySet<string> = new Set(['DR-CAP-002', 'DR-NET-001', 'DR-NET-002']);

/** Links that do what the fix of a rule says; none where nothing of ours does it. */
export function fixLinks(rule: string, machine: AssessedMachine | undefined, l10n: Localizer): readonly string[] {
  if (!machine) return [];
  const machines = [machine.azureId];
  if (rule === 'DR-VM-001' && enableRefusal(machine) === undefined) {
    return [commandLink(l10n.t('Enable Replication…'), commandIds.enableReplication, { machines })];
  }
  if (rule === 'DR-VM-007') return [commandLink(l10n.t('Add Disk to Replication…'), commandIds.addDisk, { machines })];
  if (rule === 'DR-VM-010' && machine.item) {
    const isOver = isCommitted(machine.item);
    const text = isOver ? l10n.t('Re-protect…') : l10n.t('Commit…');
    return [commandLink(text, isOver ? commandIds.reprotect : commandIds.commitFailover, { machines })];
  }
  if (rule === 'DR-VM-003' && machine.item && offers(machine.item, 'repair'))
    return [commandLink(l10n.t('Repair Replication…'), commandIds.repairReplication, { machines })];
  if (drillable.has(rule)) return [commandLink(l10n.t('Run Test Failover…'), commandIds.testFailover, { machines })];
  if (rule === 'DR-DRL-003') return [commandLink(l10n.t('Clean Up Test Failover…'), commandIds.cleanUpTest, { machines })];
  if (changeable.has(rule)) return [commandLink(l10n.t('Update Failover Settings…'), commandIds.updateFailoverSettings, { machines })];
  return [];
}

function offers(item: ProtectedItem, command: ItemCommand): boolean {
  return offeredCommands(standingFactsOf(item, undefined)).commands.includes(command);
}

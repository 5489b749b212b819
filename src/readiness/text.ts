import type { AssessedMachine, MachineState, Recovery } from './assessment.ts';
import type { Severity } from './finding.ts';

const stateLabels: Readonly<Record<MachineState, string>> = {
  unknown: 'Unknown',
  testRunning: 'Test failover open',
  failedOver: 'Failed over',
  protecting: 'Initial replication',
  unprotected: 'Not replicated',
  atRisk: 'At risk',
  ready: 'Ready',
};

/** A state in plain words, as a heading or a column shows it. */
export function stateLabel(state: MachineState): string {
  return stateLabels[state];
}

const severityLabels: Readonly<Record<Severity, string>> = { critical: 'Critical', high: 'High', medium: 'Medium', low: 'Low' };

export function severityLabel(severity: Severity): string {
  return severityLabels[severity];
}

const recoveryLabels: Readonly<Record<Recovery, string>> = {
  siteRecovery: 'Site Recovery',
  backup: 'Backup, cross-region restore',
  vhd: 'VHDs in geo-redundant storage',
  unknown: 'Not known',
  wait: 'Wait for the region',
};

export function recoveryLabel(recovery: Recovery): string {
  return recoveryLabels[recovery];
}

/** How the machine would be recovered if its region failed now, and what that means: one or two plain sentences. */
export function recoveryText(machine: Pick<AssessedMachine, 'recovery' | 'item'>): string {
  switch (machine.recovery) {
    case 'siteRecovery':
      return `Fail over to ${machine.item?.targetLocation ?? 'the target region'} with Site Recovery.`;
    case 'backup':
      return 'Restore from Azure Backup in the paired region. The data may be up to 36 hours old.';
    case 'vhd':
      return 'Create the machine anew from its VHDs, after a failover of their storage accounts.';
    case 'unknown':
      return 'Not known: facts are missing.';
    default:
      return 'Wait until the region is back: nothing of it is held in another region.';
  }
}

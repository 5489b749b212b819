import type { AttachedDisk, VirtualMachine } from '../../model/compute.ts';
import type { BackupItem } from '../../model/vault.ts';
import type { Evidence } from '../finding.ts';
import { hasGap } from '../inventoryIndex.ts';
import type { InventoryIndex } from '../inventoryIndex.ts';
import { oncePer } from '../oncePer.ts';
import type { MachineRule, Verdict } from '../rule.ts';
import { fail, missing, notApplicable, pass, unknown } from '../verdicts.ts';
import { sources } from './sources.ts';

/** The machine itself: its disks, its guest agent, its backup. None of these changes its state. */
export const machineRules: readonly MachineRule[] = [
  {
    id: 'DR-VM-014',
    on: 'machine',
    title: 'Machine has unmanaged disks',
    severity: 'critical',
    depth: 'inventory',
    affectsState: false,
    lowWhenRebuilt: false,
    needsItem: false,
    decides: [
      'storageProfile.osDisk.managedDisk',
      'storageProfile.osDisk.vhd',
      'storageProfile.dataDisks.managedDisk',
      'storageProfile.dataDisks.vhd',
    ],
    sources: [sources.supportMatrix],
    corresponds: {
      aprl: ['122d11d7-b91f-8747-a562-f56b79bcfbdc'],
      advisor: ['57ecb3cd'],
      psrule: ['Azure.VM.UseManagedDisks'],
      checkov: ['CKV2_AZURE_9'],
    },
    explanation:
      'The OS disk or a data disk is a VHD in a storage account. Microsoft announced the end of unmanaged disks for March 31, 2026 (support matrix of January 2026).',
    consequence:
      'The machine can come back only if the storage account is geo-redundant and is failed over, and its VHDs are turned into a new machine.',
    fix: 'Convert the disks to managed disks, then enable replication.',
    check: ({ vm }): Verdict => {
      if (vm === undefined) return notApplicable;
      if (vm.disks === undefined) return missing('the disks of the machine');
      if (vm.disks.some(({ vhdUri }) => vhdUri !== undefined)) return fail(vm.disks.flatMap(vhdEvidence));
      // An ephemeral OS disk lies on the host: neither a managed disk nor a VHD.
      const isTold = vm.disks.every(({ id, role }) => id !== undefined || (role === 'os' && vm.ephemeralOsDisk));
      return isTold ? pass : missing('whether a disk is managed');
    },
  },
  {
    id: 'DR-VM-016',
    on: 'machine',
    title: 'Encryption at host is lost by a failover',
    severity: 'medium',
    depth: 'inventory',
    affectsState: false,
    lowWhenRebuilt: false,
    needsItem: true,
    decides: ['securityProfile.encryptionAtHost'],
    sources: [sources.supportMatrix],
    corresponds: {},
    explanation:
      'Site Recovery replicates a machine with encryption at host, but the machine that a failover makes does not have it enabled.',
    consequence: 'The recovered machine runs without encryption at host until it is switched on.',
    fix: 'Add a step after the failover: deallocate the machine, enable encryption at host, start it.',
    check: ({ vm, item }): Verdict => {
      if (vm === undefined || item === undefined) return notApplicable;
      if (vm.encryptionAtHost === undefined) return missing('securityProfile.encryptionAtHost of the machine');
      return vm.encryptionAtHost ? fail([{ property: 'securityProfile.encryptionAtHost', value: true }]) : pass;
    },
  },
  {
    id: 'DR-VM-019',
    on: 'machine',
    title: 'Machine is not in working order',
    severity: 'medium',
    depth: 'inventory',
    affectsState: false,
    lowWhenRebuilt: false,
    needsItem: false,
    decides: ['provisioningState', 'instanceView.statuses PowerState', 'instanceView.vmAgent', 'instanceView.extensions'],
    sources: [sources.troubleshoot],
    corresponds: {},
    explanation: 'The machine is not running, its provisioning did not succeed, its VM agent is not ready, or an extension failed.',
    consequence:
      'Replication cannot be enabled. A replicated machine makes no new recovery points while it is off, and Site Recovery cannot repair or update its own agent where the VM agent fails.',
    fix: 'Start the machine, repair the VM agent, and reinstall the failed extension.',
    check: ({ vm, items, hidden }): Verdict => {
      // After a failover the source machine is off, as it should be.
      if (vm === undefined || items.some(({ phase }) => phase === 'failedOver')) return notApplicable;
      return judgeWorkingOrder(vm, hidden !== undefined || items.some(({ phase }) => phase === 'unknown'));
    },
  },
  {
    id: 'DR-VM-020',
    on: 'machine',
    title: 'Machine is not backed up',
    severity: 'medium',
    depth: 'inventory',
    affectsState: false,
    lowWhenRebuilt: true,
    needsItem: false,
    decides: [
      'backupFabrics protectedItems: sourceResourceId',
      'backupFabrics protectedItems: protectionState',
      'backupFabrics protectedItems: lastRecoveryPoint',
    ],
    sources: [sources.backup],
    corresponds: {
      aprl: ['1981f704-97b9-b645-9c57-33f8ded9261a'],
      advisor: ['651c7925-17a3-42e5-85cd-73bd095cf27f'],
      policy: ['013e242c-8828-4970-87b3-ab247555486d'],
      checkov: ['CKV2_AZURE_12'],
    },
    explanation:
      'No backup item in the vaults that can be read has this machine as its source, or its backups are stopped: what is kept of them can be restored, and grows older. One that failed before its first recovery point does not count. Machines are matched by resource ID, never by name.',
    consequence:
      'Replication copies deletion and corruption too. Without a backup there is no older state to go back to, and no second way out of a region outage.',
    fix: 'Enable Azure Backup, or resume the backups that are stopped or fail, in a geo-redundant vault with cross-region restore where the machine has to survive its region.',
    check: ({ vm, backups, index }): Verdict => {
      if (vm === undefined) return notApplicable;
      if (backups.length > 0) return backups.every(isIdle) ? fail(backups.flatMap(idleEvidence)) : pass;
      if (hasGap(index, 'backupItems') || hasGap(index, 'vaults'))
        return unknown('Not all backup items can be read. Reader on the vaults is needed.');
      if (vm.asOf !== undefined) return unknown('The machine could not be read again, and no backup of it is found.');
      return notBackedUp(index);
    },
  },
];

/** Stopped, or failed before its first recovery point. Names of ARM (OpenAPI `ProtectionState`) and of Resource Graph (`CurrentProtectionState`). */
function isIdle({ protectionState = '', lastRecoveryPoint }: BackupItem): boolean {
  if (/^(ProtectionStopped|ProtectionPaused|BackupsSuspended|BackupSchedulesSuspended)$/i.test(protectionState)) return true;
  return lastRecoveryPoint === null && /^ProtectionError$/i.test(protectionState);
}

function idleEvidence({ protectionState, lastRecoveryPoint }: BackupItem): Evidence[] {
  return [
    { property: 'protectedItems.protectionState', value: protectionState ?? null },
    { property: 'protectedItems.lastRecoveryPoint', value: lastRecoveryPoint?.toISOString() ?? null },
  ];
}

const notBackedUp = oncePer(({ vaults }: InventoryIndex): Verdict =>
  fail([
    { property: 'protectedItems.sourceResourceId', value: null },
    { property: 'readable vaults', value: vaults.size },
  ]),
);

function vhdEvidence({ role, vhdUri }: AttachedDisk): Evidence[] {
  if (vhdUri === undefined) return [];
  return [{ property: role === 'os' ? 'storageProfile.osDisk.vhd' : 'storageProfile.dataDisks.vhd', value: vhdUri }];
}

const off = new Set<string>(['stopped', 'stopping', 'deallocated', 'deallocating']);

/** `mayBeOver`: what would tell that it was failed over is missing. */
function judgeWorkingOrder({ provisioningState, powerState, agentStatus, failedExtensions }: VirtualMachine, mayBeOver: boolean): Verdict {
  const isOff = powerState !== undefined && off.has(powerState);
  const isUnprovisioned = provisioningState !== undefined && !/^succeeded$/i.test(provisioningState);
  // The agent of a machine that is off cannot be ready.
  const isAgentAway = agentStatus !== undefined && !isOff && !/^ready$/i.test(agentStatus);
  if (isUnprovisioned || isOff || isAgentAway || (failedExtensions !== undefined && failedExtensions.length > 0)) {
    const evidence: Evidence[] = [];
    if (isUnprovisioned) evidence.push({ property: 'provisioningState', value: provisioningState });
    if (isOff) evidence.push({ property: 'PowerState', value: powerState });
    if (isAgentAway) evidence.push({ property: 'vmAgent.statuses.displayStatus', value: agentStatus });
    for (const name of failedExtensions ?? []) evidence.push({ property: 'extensions provisioningState Failed', value: name });
    if (mayBeOver && isOff && evidence.length === 1) return unknown('It is off, and whether it was failed over cannot be told.');
    return fail(evidence);
  }
  if (provisioningState === undefined) return missing('provisioningState of the machine');
  if (powerState === undefined || powerState === 'unknown') return missing('the power state of the machine');
  if (agentStatus === undefined) return missing('the status of the VM agent');
  return failedExtensions === undefined ? missing('the state of the extensions') : pass;
}

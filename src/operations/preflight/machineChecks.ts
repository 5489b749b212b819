import { lastOf } from '../../model/armPath.ts';
import { sameText } from '../../model/sameText.ts';
import { excludedBy, hintsOf } from '../../readiness/rules/support.ts';
import { sources } from '../../readiness/rules/sources.ts';
import type { Evidence } from '../../readiness/finding.ts';
import { need, told, type Found, type Judged, type PreflightCheck } from './preflightCheck.ts';

const asPlanned = 'none: read with the machine';

/** Limits of disks, GiB (support matrix). */
const largestOsDisk = 4095;
const largestDataDisk = 32 * 1024;

/** Whether Site Recovery takes the machine, and can put its agent on it. */
export const machineChecks: readonly PreflightCheck[] = [
  {
    id: 'PF-VM-001',
    looksAt: 'What Site Recovery says of the machine',
    title: 'Site Recovery would refuse the machine',
    level: 'blocker',
    cost: '1 a machine',
    source: sources.troubleshoot,
    consequence: 'Enabling fails in its first task.',
    fix: 'Remove the cause that Site Recovery names. Where that is not possible, protect the machine by backup with cross-region restore, or be ready to rebuild it.',
    atReprotect: false,
    judge: ({ source, facts }) =>
      need(facts.eligibility, source.id, 'what Site Recovery says of the machine').map(({ code, message }) => ({
        cause: message === '' ? `Site Recovery says ${code}.` : `Site Recovery says: ${message} (${code})`,
      })),
  },
  {
    id: 'PF-VM-002',
    looksAt: 'Size, OS disk, disk controller, security type and host of the machine',
    title: 'Machine has what Site Recovery does not support',
    level: 'blocker',
    cost: asPlanned,
    source: sources.supportMatrix,
    consequence: 'Enabling fails, or a failover makes a machine without it.',
    fix: 'Change the size, the disk or the host to what the support matrix allows (as of January 2026), or protect the machine by other means.',
    atReprotect: false,
    judge: ({ source: { machine } }) => {
      const found = excludedBy(machine);
      if (found) return [{ cause: `It has ${listed(found)}.` }];
      told(machine.size, 'the size of the machine');
      told(machine.disks, 'the disks of the machine');
      told(machine.securityType, 'the security type of the machine');
      told(machine.diskController, 'the disk controller of the machine');
      told(machine.hostId, 'the host of the machine');
      return [];
    },
  },
  {
    id: 'PF-VM-003',
    looksAt: 'Ultra and shared disks, number of cores, encryption at host',
    title: 'Machine has what is not supported everywhere',
    level: 'warning',
    cost: asPlanned,
    source: sources.supportMatrix,
    consequence: 'Enabling may fail; or the machine of a failover lacks encryption at host.',
    fix: 'Look the machine up in the support matrix (as of January 2026): Ultra disks by region and zone, one core only by what the service does, encryption at host only until a failover.',
    atReprotect: false,
    judge: ({ source: { machine } }) => {
      const hints = hintsOf(machine, { sharedDisks: new Set() }) ?? [];
      const isEncrypted = told(machine.encryptionAtHost, 'encryption at host of the machine');
      const found = [...hints, ...(isEncrypted ? [{ property: 'securityProfile.encryptionAtHost', value: true }] : [])];
      told(machine.disks, 'the disks of the machine');
      return found.length === 0 ? [] : [{ cause: `It has ${listed(found)}.` }];
    },
  },
  {
    id: 'PF-VM-004',
    looksAt: 'Provisioning state of the machine',
    title: 'Machine is not in the provisioning state Succeeded',
    level: 'blocker',
    cost: asPlanned,
    source: sources.troubleshoot,
    consequence: 'Enabling fails with the error 150019.',
    fix: 'Wait for what runs on the machine, or repair what failed on it; then check again.',
    atReprotect: true,
    judge: ({ source: { machine } }) => {
      const state = told(machine.provisioningState, 'the provisioning state of the machine');
      return isSucceeded(state) ? [] : [{ cause: `Its provisioning state is ${state}.` }];
    },
  },
  {
    id: 'PF-VM-005',
    looksAt: 'Power state and agent of the machine',
    title: 'Machine does not run with a ready agent',
    level: 'blocker',
    cost: asPlanned,
    source: sources.troubleshoot,
    consequence: 'Site Recovery cannot install its agent: the extension fails (151025).',
    fix: 'Start the machine, and wait until its VM agent is ready; then check again.',
    atReprotect: true,
    judge: ({ source: { machine } }) => {
      const power = told(machine.powerState, 'whether the machine runs');
      if (power !== 'running') return [{ cause: `The machine is ${power}.` }];
      const agent = told(machine.agentStatus, 'the status of its VM agent');
      return /^ready$/i.test(agent) ? [] : [{ cause: `Its VM agent is ${agent}.` }];
    },
  },
  {
    id: 'PF-VM-006',
    looksAt: 'Extensions of the machine',
    title: 'Extensions of the machine have failed',
    level: 'warning',
    cost: asPlanned,
    source: sources.troubleshoot,
    consequence: 'Site Recovery may not be able to install its agent.',
    fix: 'Repair or remove the extensions that failed.',
    atReprotect: true,
    judge: ({ source: { machine } }) => {
      const failed = told(machine.failedExtensions, 'the extensions of the machine');
      return failed.length === 0 ? [] : [{ cause: `Failed: ${failed.join(', ')}.` }];
    },
  },
  {
    id: 'PF-VM-007',
    looksAt: 'Sizes of the disks',
    title: 'Disk is smaller or larger than is supported',
    level: 'blocker',
    cost: asPlanned,
    source: sources.supportMatrix,
    consequence: 'Enabling fails (150172 for a disk below 1 GiB).',
    fix: 'Leave the disk out, or change its size: an OS disk has at most 4,095 GiB, a data disk from 1 GiB to 32 TiB.',
    atReprotect: false,
    judge: judgeDisks,
  },
];

function isSucceeded(state: string): boolean {
  return /^succeeded$/i.test(state);
}

function listed(evidence: readonly Evidence[]): string {
  return evidence.map(({ property, value }) => `${property} ${String(value)}`).join(', ');
}

/** Disks that are left out do not matter. */
function judgeDisks({ source, choices: { leaveOut = [] } }: Judged): readonly Found[] {
  const disks = source.disks.filter(({ id }) => !leaveOut.some((left) => sameText(left, id)));
  const found = disks.flatMap(({ id, isOs, sizeGb }) => {
    if (sizeGb === undefined || (sizeGb >= 1 && sizeGb <= (isOs ? largestOsDisk : largestDataDisk))) return [];
    return [{ cause: `The ${isOs ? 'OS' : 'data'} disk ${lastOf(id)} has ${sizeGb} GiB.` }];
  });
  if (found.length === 0) for (const { id, sizeGb } of disks) told(sizeGb, `the size of the disk ${lastOf(id)}`);
  return found;
}

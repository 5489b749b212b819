import type { HealthError } from '../../model/protectedItem.ts';
import { absenceUnproven } from '../absenceUnproven.ts';
import { isFailedOver } from '../itemPhase.ts';
import { toldHealth } from '../known.ts';
import type { MachineRule, Verdict } from '../rule.ts';
import { fail, missing, notApplicable, pass, unlessReplicating } from '../verdicts.ts';
import { sources } from './sources.ts';

/** Recorded of every item without a successful test failover, which is in Warning for that alone: DR-DRL-001 tells of it. */
const neverDrilled = '161011';

/** Whether a failover would succeed, and whether there is a way back from it. */
export const failoverRules: readonly MachineRule[] = [
  {
    id: 'DR-VM-005',
    on: 'machine',
    title: 'Azure expects a failover to fail',
    severity: 'high',
    depth: 'inventory',
    affectsState: true,
    lowWhenRebuilt: false,
    needsItem: true,
    decides: ['failoverHealth', 'healthErrors.errorCode', 'healthErrors.errorCategory'],
    sources: [sources.monitor],
    corresponds: {},
    explanation:
      'Site Recovery itself looks every 12 hours at what a failover needs: networks, subnets, groups, quota, addresses, versions. Its failover health of the machine is not Normal. A warning for want of a drill alone does not count here.',
    consequence: 'A failover is refused, or makes a machine that is not complete.',
    fix: 'Resolve the configuration issues that the vault and the protected item show, then refresh the health of the vault.',
    check: ({ item: facts }): Verdict => {
      const early = unlessReplicating(facts);
      if (early !== undefined || facts === undefined) return early ?? notApplicable;
      const { failoverHealth, healthErrors: errors } = facts.item;
      const health = toldHealth(failoverHealth);
      if (health === undefined) return missing('failoverHealth of the protected item');
      if (/^normal$/i.test(health)) return pass;
      const reasons = (errors ?? []).filter(isAgainstFailover);
      if (reasons.length === 0 && /^warning$/i.test(health)) {
        if (errors === undefined) return missing('healthErrors of the protected item');
        if (errors.some(({ code }) => code === neverDrilled)) return pass;
      }
      return fail([
        { property: 'failoverHealth', value: health },
        ...reasons.map(({ code, message }) => ({ property: 'healthErrors', value: message === '' ? code : `${code}: ${message}` })),
      ]);
    },
  },
  {
    id: 'DR-VM-011',
    on: 'machine',
    title: 'Source machine was deleted after the failover',
    severity: 'high',
    depth: 'inventory',
    affectsState: true,
    lowWhenRebuilt: false,
    needsItem: true,
    decides: ['activeLocation', 'providerSpecificDetails.fabricObjectId', 'Microsoft.Compute/virtualMachines'],
    sources: [sources.failover, sources.reprotect],
    corresponds: {},
    explanation: 'The machine runs in the target region, and the machine that it was failed over from is no longer there.',
    consequence: 'Re-protection needs the source machine and fails. The machine has no replication, and no way back but a new one.',
    fix: 'Stop the clean-up of other source machines and disks. Disable replication of this item, and enable it anew from where the machine runs now.',
    check: ({ vm, items, item }): Verdict => {
      // Of several items of a machine that is gone, those that are not failed over are DR-VLT-006's.
      const facts = items.find((one) => isFailedOver(one.item) === true) ?? item;
      if (facts === undefined) return notApplicable;
      if (vm !== undefined) return item?.phase === 'failedOver' ? pass : notApplicable;
      const { sourceId } = facts.item;
      if (sourceId === undefined) return missing('fabricObjectId of the protected item');
      const failedOver = isFailedOver(facts.item);
      if (failedOver === undefined) return missing('activeLocation or protectionState of the protected item');
      if (!failedOver) return notApplicable;
      return (
        absenceUnproven(sourceId, facts) ??
        fail([
          { property: 'activeLocation', value: facts.item.activeLocation ?? null },
          { property: 'fabricObjectId', value: sourceId },
          { property: 'Microsoft.Compute/virtualMachines', value: null },
        ])
      );
    },
  },
];

/** Troubles of replication are DR-VM-003's. */
function isAgainstFailover({ code, category }: HealthError): boolean {
  return code !== neverDrilled && !/^replication$/i.test(category);
}

import { dayMs, realDate } from '../dates.ts';
import type { ItemFacts } from '../facts.ts';
import type { Evidence } from '../finding.ts';
import type { Policy } from '../policy.ts';
import type { Known } from '../../model/resource.ts';
import type { MachineRule, Verdict } from '../rule.ts';
import { fail, missing, notApplicable, pass, unknown } from '../verdicts.ts';
import { sources } from './sources.ts';

export const agentRules: readonly MachineRule[] = [
  {
    id: 'DR-AGT-001',
    on: 'machine',
    title: 'Site Recovery agent needs an update',
    severity: 'high',
    depth: 'inventory',
    affectsState: true,
    lowWhenRebuilt: false,
    needsItem: true,
    decides: [
      'providerSpecificDetails.agentExpiryDate',
      'providerSpecificDetails.agentCertificateExpiryDate',
      'providerSpecificDetails.isReplicationAgentUpdateRequired',
      'providerSpecificDetails.isReplicationAgentCertificateUpdateRequired',
      'replicationProtectionContainerMappings: providerSpecificDetails.agentAutoUpdateStatus',
    ],
    sources: [sources.monitor, sources.questions],
    corresponds: {},
    explanation:
      'The Mobility agent or its certificate expires soon (within 30 days by default), or an update of one of them is required. Automatic update switched off is a lesser matter by itself.',
    consequence:
      'Once the agent or its certificate has expired, replication stops: a failover brings back the last recovery point, which grows older every day.',
    fix: 'Update the Mobility agent, and let Site Recovery manage its updates.',
    check: ({ item: facts }, policy, now): Verdict => {
      if (facts === undefined || facts.phase === 'failedOver') return notApplicable;
      return judgeAgent(facts, policy, now);
    },
  },
];

function judgeAgent(facts: ItemFacts, policy: Policy, now: Date): Verdict {
  const { agentExpiry, agentCertificateExpiry, agentUpdateRequired, certificateUpdateRequired } = facts.item;
  const soon = now.getTime() + policy.agentExpiryDays * dayMs;
  const evidence: Evidence[] = [];
  const look = (property: string, date: Known<Date | null>): void => {
    const real = realDate(date ?? null);
    if (real !== null && real.getTime() <= soon) evidence.push({ property, value: real.toISOString() });
  };
  look('agentExpiryDate', agentExpiry);
  look('agentCertificateExpiryDate', agentCertificateExpiry);
  if (agentUpdateRequired === true) evidence.push({ property: 'isReplicationAgentUpdateRequired', value: true });
  if (certificateUpdateRequired === true) evidence.push({ property: 'isReplicationAgentCertificateUpdateRequired', value: true });
  const automatic = autoUpdate(facts);
  if (automatic === false) evidence.push({ property: 'agentAutoUpdateStatus', value: 'Disabled' });

  const isGrave = evidence.length > (automatic === false ? 1 : 0);
  if (isGrave) return fail(evidence, 'high');
  if (agentExpiry === undefined) return missing('agentExpiryDate of the protected item');
  if (agentCertificateExpiry === undefined) return missing('agentCertificateExpiryDate of the protected item');
  if (agentUpdateRequired === undefined) return missing('isReplicationAgentUpdateRequired of the protected item');
  if (certificateUpdateRequired === undefined) return missing('isReplicationAgentCertificateUpdateRequired of the protected item');
  if (automatic === false) return fail(evidence, 'low');
  return automatic === undefined ? unknown('The read did not give whether the agent is updated automatically.', 'low') : pass;
}

/** By the mappings that start at the item's container; where they differ, it is not known which one applies. */
function autoUpdate({ item, index }: ItemFacts): Known<boolean> {
  const mappings = index.mappingsBySource.get(item.containerId) ?? [];
  const first = mappings[0]?.agentAutoUpdate;
  return mappings.every(({ agentAutoUpdate }) => agentAutoUpdate === first) ? first : undefined;
}

import type { Rule } from '../rule.ts';
import { agentRules } from './agent.ts';
import { alertRules } from './alerts.ts';
import { cacheAccountRules } from './cacheAccount.ts';
import { capacityRules } from './capacity.ts';
import { drillRules } from './drill.ts';
import { eligibilityRules } from './eligibility.ts';
import { encryptionRules } from './encryption.ts';
import { failoverRules } from './failover.ts';
import { geoReplicationRules } from './geoReplication.ts';
import { machineRules } from './machine.ts';
import { networkRules } from './network.ts';
import { networkParityRules } from './networkParity.ts';
import { placementRules } from './placement.ts';
import { planRules } from './plan.ts';
import { policyRules } from './policy.ts';
import { protectionRules } from './protection.ts';
import { replicationRules } from './replication.ts';
import { runbookRules } from './runbooks.ts';
import { storageRules } from './storage.ts';
import { supportRules } from './support.ts';
import { vaultRules } from './vault.ts';

/** Every rule, in the order in which a reader meets them. */
export const allRules: readonly Rule[] = [
  ...protectionRules,
  ...eligibilityRules,
  ...encryptionRules,
  ...networkRules,
  ...networkParityRules,
  ...capacityRules,
  ...geoReplicationRules,
  ...runbookRules,
  ...replicationRules,
  ...machineRules,
  ...drillRules,
  ...agentRules,
  ...storageRules,
  ...vaultRules,
  ...failoverRules,
  ...placementRules,
  ...supportRules,
  ...cacheAccountRules,
  ...alertRules,
  ...policyRules,
  ...planRules,
].toSorted((a, b) => familyOrder(a.id) - familyOrder(b.id) || (a.id < b.id ? -1 : 1));

function familyOrder(id: string): number {
  return ['DR-VM', 'DR-DRL', 'DR-NET', 'DR-CAP', 'DR-AGT', 'DR-STO', 'DR-VLT', 'DR-POL', 'DR-PLN', 'DR-SUB'].indexOf(
    id.slice(0, id.lastIndexOf('-')),
  );
}

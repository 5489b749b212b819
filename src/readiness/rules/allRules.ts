import type { Rule } from '../rule.ts';
import { agentRules } from './agent.ts';
import { alertRules } from './alerts.ts';
import { cacheAccountRules } from './cacheAccount.ts';
import { drillRules } from './drill.ts';
import { failoverRules } from './failover.ts';
import { machineRules } from './machine.ts';
import { placementRules } from './placement.ts';
import { policyRules } from './policy.ts';
import { protectionRules } from './protection.ts';
import { replicationRules } from './replication.ts';
import { storageRules } from './storage.ts';
import { supportRules } from './support.ts';
import { vaultRules } from './vault.ts';

/** Every rule, in the order in which a reader meets them. */
export const allRules: readonly Rule[] = [
  ...protectionRules,
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
].toSorted((a, b) => familyOrder(a.id) - familyOrder(b.id) || (a.id < b.id ? -1 : 1));

function familyOrder(id: string): number {
  return ['DR-VM', 'DR-DRL', 'DR-NET', 'DR-CAP', 'DR-AGT', 'DR-STO', 'DR-VLT', 'DR-POL', 'DR-PLN', 'DR-SUB'].indexOf(id.slice(0, id.lastIndexOf('-')));
}

import type { Rule } from '../rule.ts';
import { agentRules } from './agent.ts';
import { drillRules } from './drill.ts';
import { machineRules } from './machine.ts';
import { protectionRules } from './protection.ts';
import { replicationRules } from './replication.ts';
import { storageRules } from './storage.ts';
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
].toSorted((a, b) => familyOrder(a.id) - familyOrder(b.id) || (a.id < b.id ? -1 : 1));

function familyOrder(id: string): number {
  return ['DR-VM', 'DR-DRL', 'DR-AGT', 'DR-STO', 'DR-VLT'].indexOf(id.slice(0, id.lastIndexOf('-')));
}

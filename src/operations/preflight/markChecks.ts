import { lastOf } from '../../model/armPath.ts';
import { apiVersions } from '../../azure/apiVersions.ts';
import { subscriptionPathOf, toArmId, type ArmId } from '../../model/armId.ts';
import type { Lock } from '../../model/preflightFacts.ts';
import { sources } from '../../readiness/rules/sources.ts';
import { pages } from './pages.ts';
import { groupOf, isMade } from './subjectOf.ts';
import { need, told, type Judged, type PreflightCheck } from './preflightCheck.ts';

/** What stands where the operation works: marks of a replication, locks, and the group of the target. */
export const markChecks: readonly PreflightCheck[] = [
  {
    id: 'PF-LNK-001',
    looksAt: 'Links of the machine to items that are there',
    title: 'Machine is replicated already',
    level: 'blocker',
    cost: '1 a pair of regions; 1 a machine that has a link',
    source: sources.troubleshoot,
    consequence: 'Site Recovery refuses a machine that another vault, or the same one under another name, replicates.',
    fix: 'Use the replication that is there, or disable it first.',
    atReprotect: false,
    judge: (judged) => linksOf(judged, true).map(({ targetId }) => ({ cause: `It is replicated as ${targetId}.` })),
  },
  {
    id: 'PF-LNK-002',
    looksAt: 'Links of the machine to items that are gone',
    title: 'Links of an earlier replication stand on the machine',
    level: 'blocker',
    cost: 'none more than PF-LNK-001',
    source: sources.troubleshoot,
    consequence: 'Enabling fails with the error 150226.',
    fix: 'Delete the links; a lock on the machine must go first.',
    atReprotect: false,
    judge: (judged) =>
      linksOf(judged, false).map(({ azureId, targetId }) => ({
        cause: `The link ${lastOf(azureId)} names ${targetId}, which is not there any more.`,
        fix: {
          title: `Delete the link ${lastOf(azureId)}`,
          consequence: 'Only the mark of a replication that is gone is deleted; the machine is not touched.',
          call: { method: 'DELETE', path: azureId, apiVersion: apiVersions.links, body: undefined },
        },
      })),
  },
  {
    id: 'PF-LCK-001',
    looksAt: 'Locks against changes',
    title: 'Lock forbids changes',
    level: 'blocker',
    cost: '1 a pair of regions, and 1 a further subscription',
    source: pages.locks,
    consequence: 'Azure refuses what is to be changed on the machine, in the target resource group or in the vault.',
    fix: 'Remove the lock for as long as the operation goes on, or ask its owner.',
    atReprotect: true,
    judge: (judged) =>
      locksOf(judged, /^readonly$/i, toArmId(judged.subject.vaultId)).map(({ name, scope }) => ({
        cause: `The lock ${name} on ${scope} is ReadOnly.`,
      })),
  },
  {
    id: 'PF-LCK-002',
    looksAt: 'Locks against deletion',
    title: 'Lock forbids deletion',
    level: 'warning',
    cost: 'none more than PF-LCK-001',
    source: sources.troubleshoot,
    consequence: 'The clean-up of a test failover fails, and disabling replication leaves links on the machine (150225).',
    fix: 'Put the lock elsewhere, or plan its removal for each drill.',
    atReprotect: true,
    judge: (judged) =>
      // On the vault itself it stands for good reason, and is in nothing's way.
      locksOf(judged, /^cannotdelete$/i, groupOf(judged.subject.vaultId)).map(({ name, scope }) => ({
        cause: `The lock ${name} on ${scope} is CanNotDelete.`,
      })),
  },
  {
    id: 'PF-TGT-001',
    looksAt: 'Target resource group',
    title: 'Target resource group is not there',
    level: 'blocker',
    cost: 'none more than PF-DSK-001',
    source: sources.enable,
    consequence: 'Enabling fails.',
    fix: 'Choose a resource group that is there, or have one made.',
    atReprotect: true,
    judge: ({ operation, subject: { targetGroupId }, facts }) => {
      const isThere = need(facts.replicas, targetGroupId, 'the disks of the target resource group') !== null;
      return isThere || isMade(operation, targetGroupId) ? [] : [{ cause: `There is no resource group ${targetGroupId}.` }];
    },
  },
  {
    id: 'PF-DSK-001',
    looksAt: 'Replica disks in the target resource group',
    title: 'Replica disks of an earlier replication are still there',
    level: 'blocker',
    cost: '1 a target resource group',
    source: sources.troubleshoot,
    consequence: 'Enabling fails until they are deleted.',
    fix: 'Make sure that no replication uses the disks; then delete them.',
    atReprotect: false,
    judge: ({ source, subject, facts }) => {
      const own = new Set(source.disks.map(({ id }) => `${lastOf(id)}-asrreplica`.toLowerCase()));
      const replicas = need(facts.replicas, subject.targetGroupId, 'the disks of the target resource group') ?? [];
      const found = replicas.filter((id) => own.has(lastOf(id).toLowerCase()));
      if (found.length === 0) return [];
      const links = need(facts.links, subscriptionPathOf(subject.machineId), 'the links of the subscription');
      // Or they are those of the very replication that is asked for.
      if (links.some((link) => link.machineId === subject.machineId && link.targetId === subject.itemId)) return [];
      return found.map((id) => ({ cause: `The disk ${id} is there.` }));
    },
  },
];

/** Throws a `MissingFact` for a link that does not tell where it leads: whether that is there decides what is in the way. */
function linksOf({ subject: { machineId, itemId }, facts }: Judged, isLive: boolean): readonly { azureId: string; targetId: ArmId }[] {
  const links = need(facts.links, subscriptionPathOf(machineId), 'the links of the subscription').filter(
    (link) => link.machineId === machineId && link.targetId !== itemId,
  );
  return links
    .map(({ azureId, targetId }) => ({ azureId, targetId: told(targetId, `what the link ${lastOf(azureId)} points to`) }))
    .filter(({ targetId }) => need(facts.linkedItems, targetId, `the protected item ${targetId}`) === isLive);
}

/** Locks of a level on the machine, the target group or the vault's place, or on what holds these. */
function locksOf({ subject, facts }: Judged, level: RegExp, vaultPlace: ArmId): readonly Lock[] {
  const places = [subject.machineId, toArmId(subject.targetGroupId), vaultPlace];
  const locks = new Map<string, Lock>();
  for (const place of places) {
    const fact = facts.locks.get(subscriptionPathOf(place));
    for (const lock of fact && 'value' in fact ? fact.value : []) {
      if (level.test(lock.level) && holds(toArmId(lock.scope), place)) locks.set(`${lock.scope} ${lock.name}`, lock);
    }
  }
  if (locks.size === 0) for (const place of places) need(facts.locks, subscriptionPathOf(place), 'the locks of the subscription');
  return [...locks.values()];
}

function holds(scope: ArmId, place: ArmId): boolean {
  return place === scope || place.startsWith(`${scope}/`);
}

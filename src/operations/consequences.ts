import { groupPathOf, lastOf } from '../model/armPath.ts';
import type { Operation } from './operation.ts';

/** What a person must know before confirming, a line each. */
export function consequences({ kind, machine, inputs, confirmed, steps }: Operation): readonly string[] {
  switch (kind) {
    case 'enable':
      return [
        `Replicates ${machine} to ${inputs['targetRegion']}. Replica disks, the cache account and Site Recovery itself are billed from then on.`,
        'Installs the mobility agent on the machine; the machine is not restarted.',
      ];
    case 'test-failover':
      return [
        `Makes a test machine of ${machine} in the network ${networkText(inputs['networkId'] ?? '')}. It is billed until it is cleaned up.`,
        ...(steps.some((step) => step.kind === 'put')
          ? ['The network is made first. It costs nothing, is peered with nothing, and stays.']
          : []),
        'The machine itself and its replication are not touched.',
        ...isolationWarning(inputs['isolation']),
      ];
    case 'cleanup-test':
      return [`Removes the test machine of ${machine}. The machine itself and its replication are not touched.`];
    case 'update':
      return [
        `Changes what a failover of ${machine} will make: ${changesText(inputs)}. The machine itself and its replication are not touched.`,
      ];
    case 'add-disk':
      return [
        `Replicates a further disk of ${machine}, ${inputs['diskId']}. Its replica is billed from then on.`,
        'Recovery points of before do not hold the disk; the next ones do, once its first copy is made.',
      ];
    case 'failover':
      return failoverConsequences(machine, inputs, confirmed);
    case 'commit':
      return [
        `Ends the choice of a recovery point for ${machine}: all other points are deleted. The machine runs on where it runs now.`,
        'It is not protected until it is re-protected.',
      ];
    case 'change-point':
      return [
        `Makes ${machine} anew in ${confirmed?.targetLocation ?? 'the target region'} from another recovery point: it stops, and what was written to it since the failover is lost.`,
      ];
    case 'reprotect':
      return reprotectConsequences(machine, inputs, confirmed);
    case 'repair':
      return [`Has Azure repair the replication of ${machine}. Meanwhile its recovery points may get older.`];
    case 'disable':
      return [
        `Stops replicating ${machine}: its replica disks and all its recovery points are deleted, and it does not come back if its region fails.`,
        'The machine runs on. Its mobility agent stays until it is removed inside the machine.',
      ];
  }
}

function changesText({ size, networkId, addresses }: Operation['inputs']): string {
  const changes = [size && `size ${size}`, networkId && `network ${lastOf(networkId)}`, addresses && `addresses ${addresses}`];
  return changes.filter((change) => change !== undefined).join(', ');
}

function failoverConsequences(
  machine: string,
  { shutDownSource, recoveryPointId }: Operation['inputs'],
  item: Operation['confirmed'],
): readonly string[] {
  const from = item?.sourceLocation ?? 'its region';
  return [
    `Makes ${machine} in ${item?.targetLocation ?? 'the target region'} and starts it there, from ${recoveryPointId === 'latest' ? 'the latest recovery point' : 'the chosen recovery point'}. What was written after that point is lost.`,
    shutDownSource === 'yes'
      ? `Azure tries to stop the machine in ${from} first, and goes on where it cannot.`
      : `The machine in ${from} is not stopped. If it still runs, both run, and what the old one goes on writing is not in the new one.`,
    'Replication stops. The failover must then be committed, and the machine re-protected: until then it has no protection.',
  ];
}

function reprotectConsequences(
  machine: string,
  { from, to, source }: Operation['inputs'],
  item: Operation['confirmed'],
): readonly string[] {
  return [
    `Replicates ${machine} from ${from} back to ${to}. The old machine in ${to} is stopped, and ${becomes(to, item)}: whatever is only on it is lost.`,
    ...(item?.allowedOperations.includes('Commit') === true
      ? ['The failover is committed by this: no other recovery point can be chosen.']
      : []),
    source === 'unknown'
      ? `WARNING: whether the old machine in ${to} is still there could not be read. Re-protection needs it.`
      : `The old machine is there. Leave it to Azure: do not delete it, nor its disks, for only what differs from them is copied.`,
    'Replica disks, the cache account and Site Recovery itself are billed.',
  ];
}

/** Documented ("Reprotect Azure virtual machines to the primary region", 2024-05-23): where a machine was at first it is deleted, on the other side it stays. */
function becomes(to: string | undefined, item: Operation['confirmed']): string {
  return item?.initialLocation === to ? 'deleted with its network interfaces once its disks are copied' : 'stays; its disks are copied';
}

/** `vnet-test of rg-network`. */
function networkText(id: string): string {
  return `${lastOf(id)} of ${lastOf(groupPathOf(id))}`;
}

function isolationWarning(isolation: string | undefined): readonly string[] {
  switch (isolation) {
    case 'production':
      return ['WARNING: this is a network of production: the test machine may reach it, and be taken for it.'];
    case 'peered':
      return ['WARNING: this network is peered with one of production: the test machine may reach it.'];
    case 'isolated':
      return [];
    default:
      return ['Whether this network is cut off from production is not known.'];
  }
}

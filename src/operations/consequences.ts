import type { Operation } from './operation.ts';

/** What a person must know before confirming, a line each. */
export function consequences({ kind, machine, inputs, confirmed }: Operation): readonly string[] {
  switch (kind) {
    case 'enable':
      return [
        `Replicates ${machine} to ${inputs['targetRegion']}. Replica disks, the cache account and Site Recovery itself are billed from then on.`,
        'Installs the mobility agent on the machine; the machine is not restarted.',
      ];
    case 'test-failover':
      return [
        `Makes a test machine of ${machine} in the network ${inputs['networkId']}. It is billed until it is cleaned up.`,
        'The machine itself and its replication are not touched.',
        ...(isOwnNetwork(inputs['networkId'], confirmed?.networkId)
          ? ['WARNING: this is the network of a real failover: the test machine may reach, and be taken for, production.']
          : []),
      ];
    case 'cleanup-test':
      return [`Removes the test machine of ${machine}. The machine itself and its replication are not touched.`];
    case 'disable':
      return [
        `Stops replicating ${machine}: its replica disks and all its recovery points are deleted, and it does not come back if its region fails.`,
        'The machine runs on. Its mobility agent stays until it is removed inside the machine.',
      ];
  }
}

function isOwnNetwork(chosen: string | undefined, failover: string | undefined): boolean {
  return chosen !== undefined && chosen !== '' && chosen.toLowerCase() === failover?.toLowerCase();
}

import type { RecoveryItem } from '../../model/recoveryItem.ts';
import type { Known } from '../../model/resource.ts';

/** What can be asked of a machine that is replicated, in the order in which faces show it. */
export const itemCommands = [
  'cleanup-test',
  'test-failover',
  'failover',
  'commit',
  'change-point',
  'reprotect',
  'update',
  'add-disk',
  'repair',
  'disable',
] as const;
export type ItemCommand = (typeof itemCommands)[number];

/** Where Azure's words put a protected item in its life. `testOpen`: a test failover runs, or waits for its clean-up. */
export type Situation = 'enabling' | 'copying' | 'protected' | 'testOpen' | 'failedOver' | 'committed';

/** The words that decide, as Azure spells them. Undefined: not read. A `RecoveryItem` has them all. */
export type SituationFacts = {
  readonly [K in 'protectionState' | 'activeLocation' | 'testFailoverState' | 'scenario']: Known<RecoveryItem[K]>;
} & { readonly allowedOperations: Known<readonly string[]> };

/** What may be offered for an item beside refreshing it and opening it in the portal, which always may. */
export interface Offered {
  /** Undefined: Azure's words are none that we know, or were not all read. */
  readonly situation: Situation | undefined;
  /** A job runs on the item: nothing else can be asked until it has ended. */
  readonly isBusy: boolean;
  readonly commands: readonly ItemCommand[];
  /** What can only be done in the portal for this machine, and why. */
  readonly inPortal: readonly PortalOnly[];
}

/** What Azure offers no request for. */
export interface PortalOnly {
  readonly command: 'repair' | 'update-agent';
  readonly why: string;
}

interface Row {
  readonly situation: Situation;
  readonly protectionStates: readonly string[];
  readonly activeLocation: string;
  readonly isTestOpen: boolean;
  /** Beside none: jobs that Azure goes on naming when they have ended. */
  readonly scenarios?: readonly string[];
  readonly commands: readonly ItemCommand[];
}

/**
 * The states of machines that are replicated from Azure to Azure. Recorded, but for `enabling` (the words of `vmProtectionState`), and `testOpen`, which
 * is documented for another kind of replication; a cluster of machines in Azure says `WaitingForCleanup` and names no job then (recorded by the tests
 * of Azure PowerShell, 2025).
 */
const rows: readonly Row[] = [
  { situation: 'enabling', protectionStates: ['UnprotectedStatesBegin'], activeLocation: 'Primary', isTestOpen: false, commands: [] },
  {
    situation: 'copying',
    protectionStates: ['InitialReplicationInProgress', 'InitialReplicationRecoveryCompletionPending'],
    activeLocation: 'Primary',
    isTestOpen: false,
    commands: ['repair', 'disable'],
  },
  {
    situation: 'protected',
    protectionStates: ['Protected'],
    activeLocation: 'Primary',
    isTestOpen: false,
    commands: ['test-failover', 'failover', 'update', 'add-disk', 'repair', 'disable'],
  },
  {
    situation: 'testOpen',
    protectionStates: ['Protected'],
    activeLocation: 'Primary',
    isTestOpen: true,
    scenarios: ['TestFailover'],
    commands: ['cleanup-test'],
  },
  {
    situation: 'failedOver',
    protectionStates: ['UnplannedFailoverCommitPendingStatesBegin'],
    activeLocation: 'Recovery',
    isTestOpen: false,
    commands: ['commit', 'change-point', 'reprotect', 'disable'],
  },
  {
    situation: 'committed',
    protectionStates: ['UnplannedFailoverCommitted'],
    activeLocation: 'Recovery',
    isTestOpen: false,
    commands: ['reprotect', 'disable'],
  },
];

/** What Azure must name in `allowedOperations`. A change of properties and a further disk have no name there: they are for a failover that is still to come. */
export const operationNeeded: Readonly<Record<ItemCommand, string>> = {
  'cleanup-test': 'TestFailoverCleanup',
  'test-failover': 'TestFailover',
  failover: 'UnplannedFailover',
  commit: 'Commit',
  'change-point': 'ChangePit',
  reprotect: 'SwitchProtection',
  update: 'UnplannedFailover',
  'add-disk': 'UnplannedFailover',
  repair: 'RepairReplication',
  disable: 'DisableProtection',
};

const noRepair: PortalOnly = {
  command: 'repair',
  why: 'Azure does not offer to repair the replication of this machine. Where the portal shows an error that can be resolved, it does so there.',
};
const noAgentUpdate: PortalOnly = {
  command: 'update-agent',
  why: 'Azure offers no request for the agent of a machine in Azure: automatic updates do it, or the portal, on the page of the protected item.',
};

/** What may be offered for an item: a command that both its row of the table and Azure itself allow. Outside of the table nothing is. Pure. */
export function offeredCommands(facts: SituationFacts): Offered {
  const { protectionState, activeLocation, testFailoverState, allowedOperations, scenario } = facts;
  const isKnown = [protectionState, activeLocation, testFailoverState, allowedOperations, scenario].every((fact) => fact !== undefined);
  const row = isKnown ? rows.find((one) => fits(one, facts)) : undefined;
  if (row === undefined) return { situation: undefined, isBusy: false, commands: [], inPortal: [] };
  const isBusy = ![none, ...(row.scenarios ?? [])].some((one) => same(one, scenario));
  const isAllowed = (command: ItemCommand): boolean =>
    (allowedOperations ?? []).some((operation) => same(operation, operationNeeded[command]));
  const commands = isBusy ? [] : itemCommands.filter((command) => row.commands.includes(command) && isAllowed(command));
  const mayNeedMending = row.commands.includes('repair') && !isBusy;
  return {
    situation: row.situation,
    isBusy,
    commands,
    inPortal: mayNeedMending ? [...(commands.includes('repair') ? [] : [noRepair]), noAgentUpdate] : [],
  };
}

/** Azure's word for no job and for no test. */
const none = 'None';

function fits(row: Row, { protectionState, activeLocation, testFailoverState }: SituationFacts): boolean {
  return (
    row.protectionStates.some((state) => same(state, protectionState)) &&
    same(row.activeLocation, activeLocation) &&
    testFailoverState !== '' &&
    row.isTestOpen !== same(none, testFailoverState)
  );
}

/** Not `sameText`: the first rows of the view wait for each file, and bring no other one of this folder. */
function same(a: string, b: string | undefined): boolean {
  return a.toLowerCase() === b?.toLowerCase();
}

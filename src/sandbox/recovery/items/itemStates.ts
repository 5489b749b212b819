/** How far a machine has come. `testOpen`: a test failover waits for its clean-up. */
export type ItemPhase = 'enabling' | 'initialReplication' | 'firstPointPending' | 'protected' | 'testOpen' | 'failedOver' | 'committed';

interface ItemState {
  readonly state: string;
  readonly description: string;
  /** `allowedOperations` while no job runs on the item. */
  readonly operations: readonly string[];
}

/** How Site Recovery shows each phase. Recorded, but for what is marked. */
export const itemStates: Readonly<Record<ItemPhase, ItemState>> = {
  // [GAP] An item that is being enabled was never read; these are the words that `vmProtectionState` has then.
  enabling: { state: 'UnprotectedStatesBegin', description: 'Enabling protection', operations: [] },
  initialReplication: {
    state: 'InitialReplicationInProgress',
    description: 'Initial replication is in progress',
    operations: ['DisableProtection'],
  },
  firstPointPending: {
    state: 'InitialReplicationRecoveryCompletionPending',
    description: 'Waiting for first recovery point',
    operations: ['DisableProtection'],
  },
  protected: { state: 'Protected', description: 'Protected', operations: ['UnplannedFailover', 'DisableProtection', 'TestFailover'] },
  // [GAP] for one machine from Azure to Azure: as in the documented Hyper-V example. Of a cluster other words were recorded, `WaitingForCleanup`.
  testOpen: { state: 'Protected', description: 'Cleanup test failover pending', operations: ['TestFailoverCleanup'] },
  failedOver: {
    state: 'UnplannedFailoverCommitPendingStatesBegin',
    description: 'Failover completed',
    operations: ['CompleteMigration', 'Commit', 'DisableProtection', 'ChangePit', 'SwitchProtection'],
  },
  committed: {
    state: 'UnplannedFailoverCommitted',
    description: 'Failover committed',
    operations: ['CompleteMigration', 'DisableProtection', 'SwitchProtection'],
  },
};

/** Everything of an item's properties that follows from its phase. */
export function phaseProperties(phase: ItemPhase): Readonly<Record<string, unknown>> {
  const { state, description, operations } = itemStates[phase];
  const isOpen = phase === 'testOpen';
  return {
    protectionState: state,
    protectionStateDescription: description,
    activeLocation: phase === 'failedOver' || phase === 'committed' ? 'Recovery' : 'Primary',
    testFailoverState: isOpen ? 'WaitingForCompletion' : 'None',
    testFailoverStateDescription: isOpen ? 'Waiting for user input' : 'None',
    allowedOperations: operations,
  };
}

/** `allowedOperations` of an idle item in a protection state; nothing where the state is not known. */
export function operationsIn(protectionState: string | undefined): { readonly allowedOperations?: readonly string[] } {
  const found = Object.values(itemStates).find(({ state }) => state === protectionState);
  return found ? { allowedOperations: found.operations } : {};
}

import type { ProtectedItem } from '../../model/protectedItem.ts';
import type { RecoveryItem } from '../../model/recoveryItem.ts';
import type { Known } from '../../model/resource.ts';
import type { StandingFacts } from './whereItStands.ts';

/** What a row of the inventory tells of where its machine stands. */
export function standingFactsOf(item: ProtectedItem, isSourceThere: Known<boolean>): StandingFacts {
  return {
    protectionState: item.protectionState,
    activeLocation: item.activeLocation,
    testFailoverState: item.testFailoverState,
    allowedOperations: item.allowedOperations,
    scenario: item.currentScenario?.name,
    lastTest: item.lastSuccessfulTestFailover,
    lastFailover: item.lastSuccessfulFailover,
    scenarioSince: item.currentScenario?.startTime,
    sourceLocation: item.sourceLocation,
    initialLocation: item.initialLocation,
    isSourceThere,
  };
}

/** The same of an item that was read a moment ago by itself. */
export function standingFactsNow(item: RecoveryItem, isSourceThere: Known<boolean>): StandingFacts {
  const date = (iso: string | undefined): Date | null => (iso === undefined ? null : new Date(iso));
  return {
    ...item,
    lastTest: date(item.lastTestAt),
    lastFailover: date(item.lastFailoverAt),
    scenarioSince: date(item.scenarioStartedAt),
    initialLocation: item.initialLocation === '' ? undefined : item.initialLocation,
    isSourceThere,
  };
}

import type { AssessedMachine, Assessment, MachineState } from '../readiness/assessment.ts';
import { ago } from './age.ts';
import type { Localizer } from './localizer.ts';
import type { Snapshot } from './session.ts';
import { machineCount, stateCounts, stateName } from './tree/words.ts';

export interface StatusText {
  /** `Azure DR: 9 not replicated` */
  readonly text: string;
  readonly tooltip: string;
}

/** What is worth the status bar, the gravest first. */
const grave: readonly MachineState[] = ['unprotected', 'atRisk', 'failedOver', 'unknown', 'testRunning', 'protecting'];

/**
 * One figure for the status bar: how many machines are in the gravest state that any is in; all ready is said as such. The sandbox's facts
 * are marked. Machines that stand apart as rebuilt are not counted, as in the groups of the view. `now`: local time in milliseconds.
 */
export function statusText({ assessment, readAt }: Snapshot, mixRebuilt: boolean, now: number, l10n: Localizer): StatusText {
  const machines = assessment.machines.filter(({ rebuilt }) => mixRebuilt || !rebuilt);
  const rebuilt = assessment.machines.length - machines.length;
  const apart = rebuilt > 0 ? [l10n.t('{0} rebuilt, not recovered', rebuilt)] : [];
  const { source } = assessment.inventory;
  const name = source.kind === 'sandbox' ? l10n.t('Sandbox') : l10n.t('Azure DR');
  const age = l10n.t('Facts read {0}.', ago(now - readAt, l10n));
  return {
    text: l10n.t('{0}: {1}', name, figure(machines, assessment, l10n)),
    tooltip: [source.label, [stateCounts(machines, l10n), ...apart].join(' · '), age].join('\n'),
  };
}

function figure(machines: readonly AssessedMachine[], { partial }: Assessment, l10n: Localizer): string {
  for (const wanted of grave) {
    const count = machines.filter(({ state }) => state === wanted).length;
    if (count > 0) return `${count} ${stateName(wanted, l10n)}`;
  }
  if (partial) return l10n.t('not everything is known');
  return machines.length > 0 ? l10n.t('all {0} ready', machines.length) : machineCount(0, l10n);
}

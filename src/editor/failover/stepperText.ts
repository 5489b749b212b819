import type { OperationKind } from '../../operations/operation.ts';
import type { LifeStep, LifeStepState, Standing } from '../../operations/item/whereItStands.ts';
import type { Localizer } from '../localizer.ts';
import { escapeMarkdown } from '../markdown.ts';

const marks: Readonly<Record<LifeStepState, string>> = { done: '✓', skipped: '–', running: '⟳', waiting: '●', next: '▸', later: '○' };

/** The steps that an operation carries out. */
const stepsOf: Readonly<Partial<Record<OperationKind, readonly LifeStep[]>>> = {
  'test-failover': ['test'],
  'cleanup-test': ['test'],
  failover: ['fail-over', 'fail-back'],
  commit: ['commit', 'commit-back'],
  reprotect: ['reprotect', 'reprotect-back'],
};

/** The way of a machine there and back, with a mark and a word for where it stands; Markdown. `running`: what is under way on it. */
export function stepperText({ steps: known }: Standing, running: OperationKind | undefined, l10n: Localizer): string {
  const steps = running === undefined ? known : whileRunning(known, stepsOf[running] ?? []);
  if (steps.length === 0) return l10n.t('Azure tells a state that is not known here: where the machine stands cannot be said.');
  return steps.map(({ step, state }) => stepText(step, state, l10n)).join(' → ');
}

/** The item was read before the operation began: the step that this carries out is under way, and those before it are over. */
function whileRunning(steps: Standing['steps'], carriedOut: readonly LifeStep[]): Standing['steps'] {
  const at = steps.findIndex(({ step, state }) => carriedOut.includes(step) && state !== 'done');
  return steps.map(({ step, state }, index) => {
    if (index === at) return { step, state: 'running' };
    if (index > at || state === 'done' || state === 'skipped') return { step, state };
    return { step, state: step === 'test' ? 'skipped' : 'done' };
  });
}

function stepText(step: LifeStep, state: LifeStepState, l10n: Localizer): string {
  const name = escapeMarkdown(stepName(step, l10n));
  switch (state) {
    case 'running':
      return `**${marks[state]} ${name} (${l10n.t('under way')})**`;
    case 'waiting':
      return `**${marks[state]} ${name} (${l10n.t('waits for you')})**`;
    case 'next':
      return `**${marks[state]} ${name} (${l10n.t('next')})**`;
    case 'skipped':
      return `${marks[state]} ${name} (${l10n.t('left out')})`;
    case 'done':
    case 'later':
      return `${marks[state]} ${name}`;
  }
}

function stepName(step: LifeStep, l10n: Localizer): string {
  switch (step) {
    case 'replicate':
      return l10n.t('Replicate');
    case 'test':
      return l10n.t('Test failover');
    case 'fail-over':
      return l10n.t('Fail over');
    case 'commit':
    case 'commit-back':
      return l10n.t('Commit');
    case 'reprotect':
    case 'reprotect-back':
      return l10n.t('Re-protect');
    case 'fail-back':
      return l10n.t('Fail back');
  }
}

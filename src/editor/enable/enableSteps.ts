import type { Localizer } from '../localizer.ts';
import type { EnableAnswers, EnableQuestions } from './enableAnswers.ts';
import { encryptionSetStep, guestEncryptionSteps } from './encryptionSteps.ts';
import { availabilityStep, groupStep, networkStep, regionStep, startStep, subnetStep, subscriptionStep } from './placeSteps.ts';
import {
  agentStep,
  cacheStep,
  diskTypeStep,
  leaveOutStep,
  multiVmStep,
  policyStep,
  reservationStep,
  vaultStep,
} from './replicationSteps.ts';
import type { WizardStep } from './wizard.ts';

/** The questions of Enable Replication, in their order. */
export function enableSteps(questions: EnableQuestions, l10n: Localizer): readonly WizardStep<EnableAnswers>[] {
  const [{ name }] = questions.sources;
  const count = questions.sources.length;
  const title = count === 1 ? l10n.t('Enable replication: {0}', name) : l10n.t('Enable replication: {0} machines', count);
  const asked = [
    startStep,
    regionStep,
    subscriptionStep,
    groupStep,
    networkStep,
    subnetStep,
    availabilityStep,
    diskTypeStep,
    leaveOutStep,
    encryptionSetStep,
    guestEncryptionSteps,
    cacheStep,
    vaultStep,
    policyStep,
    multiVmStep,
    reservationStep,
    agentStep,
  ];
  return asked.flatMap((make) => make(questions, title, l10n));
}

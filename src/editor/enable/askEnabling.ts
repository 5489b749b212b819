import { l10n } from 'vscode';
import { subscriptionIn } from '../../model/armPath.ts';
import { readPolicyOptions, readEnableOptions, readTargetOptions } from '../../azure/siteRecovery/readEnableOptions.ts';
import { readRoom } from '../../azure/siteRecovery/readRoom.ts';
import type { EnableOptions, PolicyOption, TargetOptions } from '../../model/enableOptions.ts';
import type { ReplicationSource } from '../../model/replicationSource.ts';
import { UserError } from '../../model/userError.ts';
import type { EnableChoices } from '../../operations/enable/enableChoices.ts';
import type { Operations } from '../operations/operations.ts';
import { defaultRegion } from './defaultRegion.ts';
import type { EnableQuestions } from './enableAnswers.ts';
import type { WantedMachine } from './enablePlan.ts';
import { enableSteps } from './enableSteps.ts';
import { stillThere, type RememberedChoices } from './rememberedChoices.ts';
import { runWizard, type WizardUi } from './wizard.ts';

export type Sources = readonly [ReplicationSource, ...ReplicationSource[]];

export interface AskParts {
  readonly operations: Operations;
  readonly remembered: RememberedChoices;
  readonly ui: WizardUi;
  /** Choices that are made already: nothing is asked. The target region has a default all the same. */
  readonly given: Partial<EnableChoices> | undefined;
}

/** Asks how machines of one region and subscription are to be replicated; undefined when the person leaves. Rejects with a `UserError`. */
export async function askEnabling(
  sources: Sources,
  { operations, remembered, ui, given }: AskParts,
): Promise<readonly WantedMachine[] | undefined> {
  const [first] = sources;
  const options = await operations.withAccess(first.id, (azure) => readEnableOptions(azure, first));
  const targetRegion = given?.targetRegion ?? defaultRegion(options, remembered.target);
  if (targetRegion === undefined) {
    throw new UserError(
      'usage',
      `Azure Policy allows no region that ${first.name} could be replicated to.`,
      'Ask its owner for an exemption.',
    );
  }
  const questions = questionsAbout(sources, options, operations, remembered);
  const answers = given
    ? { choices: { ...given, targetRegion } }
    : await runWizard(enableSteps(questions, l10n), { isStepwise: false, choices: { targetRegion } }, ui);
  if (!answers) return undefined;
  const choices = given ? answers.choices : await checked(answers.choices, questions);
  if (!given) await remembered.keep(choices);
  const policy = await chosenPolicy(choices, questions);
  const estimateFacts = {
    sourceGeography: options.sourceGeography,
    targetGeography: options.regions.find(({ id }) => id === choices.targetRegion)?.geographyGroup,
    retentionHours: policy && policy.retentionMinutes / 60,
    isPremiumCache: questions.knownTargets(choices)?.cacheAccounts?.find(({ id }) => id === choices.cacheAccountId)?.isHighChurn,
  };
  const tenantSubscriptions = options.subscriptions.map(({ id }) => id);
  return sources.map((source) => ({ source, choices: ownOf(source, choices), estimateFacts, tenantSubscriptions }));
}

/** What was chosen last may be gone; the defaults name nothing that could be. */
async function checked(choices: EnableChoices, { targets }: EnableQuestions): Promise<EnableChoices> {
  const named = Object.entries(choices).some(([name, value]) => name !== 'targetRegion' && value !== undefined);
  return named ? stillThere(choices, await targets(choices)) : choices;
}

/** Of the disks that are left out, a machine's own. */
function ownOf({ disks }: ReplicationSource, choices: EnableChoices): EnableChoices {
  const own = choices.leaveOut?.filter((left) => disks.some(({ id }) => id === left));
  return { ...choices, leaveOut: own };
}

function questionsAbout(
  sources: Sources,
  { regions, subscriptions }: EnableOptions,
  operations: Operations,
  remembered: RememberedChoices,
): EnableQuestions {
  const [first] = sources;
  const known = new Map<string, TargetOptions>();
  const key = ({ targetRegion, targetSubscription }: EnableChoices): string => `${targetRegion} ${targetSubscription ?? ''}`;
  const allowed = regions.filter(({ isAllowed }) => isAllowed !== false);
  return {
    sources,
    regions: allowed,
    forbiddenRegions: regions.length - allowed.length,
    subscriptions,
    async targets(choices) {
      const { targetRegion, targetSubscription } = choices;
      const there =
        known.get(key(choices)) ??
        (await operations.withAccess(first.id, (azure) => readTargetOptions(azure, first, targetRegion, targetSubscription)));
      known.set(key(choices), there);
      return there;
    },
    knownTargets: (choices) => known.get(key(choices)),
    room: ({ targetRegion, targetSubscription = subscriptionIn(first.id) }) =>
      operations.withAccess(first.id, (azure) => readRoom(azure, targetSubscription, targetRegion, first.machine.size)),
    policies: (vaultId) => operations.withAccess(first.id, (azure) => readPolicyOptions(azure, vaultId)),
    remembered: (region) => remembered.of(region),
  };
}

async function chosenPolicy({ vaultId, policyId }: EnableChoices, { policies }: EnableQuestions): Promise<PolicyOption | undefined> {
  if (vaultId === undefined || policyId === undefined) return undefined;
  return (await policies(vaultId)).find(({ id }) => id === policyId);
}

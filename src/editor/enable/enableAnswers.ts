import type { EnableOptions, PolicyOption, Room, TargetOptions, TargetRegion } from '../../model/enableOptions.ts';
import type { ReplicationSource } from '../../model/replicationSource.ts';
import type { EnableChoices } from '../../operations/enable/enableChoices.ts';

/** The answers of the wizard. */
export interface EnableAnswers {
  /** Only who wants to choose is asked step by step. */
  readonly isStepwise: boolean;
  readonly choices: EnableChoices;
}

/** What the wizard's questions rest on: machines of one region, and what can be chosen for them. */
export interface EnableQuestions {
  readonly sources: readonly [ReplicationSource, ...ReplicationSource[]];
  /** Those that Azure Policy allows (or about which it cannot be asked), nearest first. */
  readonly regions: readonly TargetRegion[];
  /** How many others Azure Policy forbids. */
  readonly forbiddenRegions: number;
  readonly subscriptions: EnableOptions['subscriptions'];
  /** Of a target region and subscription; read once. Rejects with a `UserError`. */
  readonly targets: (choices: EnableChoices) => Promise<TargetOptions>;
  /** The same, where it has been read; undefined until then. */
  readonly knownTargets: (choices: EnableChoices) => TargetOptions | undefined;
  /** Whether the target region has room for the first machine; undefined: it cannot be read. */
  readonly room: (choices: EnableChoices) => Promise<Room | undefined>;
  /** Policies of a vault that is there. */
  readonly policies: (vaultId: string) => Promise<readonly PolicyOption[]>;
  /** What was chosen last for a target region; undefined: nothing. */
  readonly remembered: (targetRegion: string) => EnableChoices | undefined;
}

/** The answers with other choices. */
export function chosen(answers: EnableAnswers, choices: Partial<EnableChoices>): EnableAnswers {
  return { ...answers, choices: { ...answers.choices, ...choices } };
}

import { lastOf } from '../../model/armPath.ts';
import { sameText } from '../../model/sameText.ts';
import type { SourceDisk } from '../../model/replicationSource.ts';
import type { TargetKeyVault } from '../../operations/enable/enableChoices.ts';
import type { Localizer } from '../localizer.ts';
import { chosen, type EnableAnswers, type EnableQuestions } from './enableAnswers.ts';
import { option, type EnablePick } from './stepParts.ts';
import type { TextStep } from './wizard.ts';

/** Disks that are replicated. */
function disksOf({ sources }: EnableQuestions, { choices: { leaveOut = [] } }: EnableAnswers): readonly SourceDisk[] {
  return sources.flatMap(({ disks }) => disks).filter(({ id }) => !leaveOut.some((left) => sameText(left, id)));
}

/** For disks with a key of their owner's: Site Recovery makes none for the target. */
export function encryptionSetStep(questions: EnableQuestions, title: string, l10n: Localizer): EnablePick {
  return {
    kind: 'pick',
    title,
    prompt: l10n.t('Disk encryption set of the target: disks are encrypted with a key of your own'),
    applies: (answers) => answers.isStepwise && disksOf(questions, answers).some(({ encryptionSetId }) => encryptionSetId !== undefined),
    options: async ({ choices }) => {
      const { diskEncryptionSets: sets = [] } = await questions.targets(choices);
      const options = sets.map(({ id, name, location }) =>
        option(name, { diskEncryptionSetId: id }, { description: location, isDefault: id === choices.diskEncryptionSetId }),
      );
      const none = option(l10n.t('None'), { diskEncryptionSetId: undefined }, { detail: l10n.t('Machines with such disks are left out.') });
      return [...options, none];
    },
  };
}

const noKeyVault: TargetKeyVault = { vaultId: '', secrets: {} };
const keyVaultId = /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.KeyVault\/vaults\/[^/]+$/i;
const url = /^https:\/\/\S+$/;

/** A text of the answers about the key vault. */
interface VaultText {
  readonly prompt: string;
  readonly applies: (answers: EnableAnswers) => boolean;
  readonly pattern: RegExp;
  readonly get: (vault: TargetKeyVault) => string | undefined;
  readonly set: (vault: TargetKeyVault, text: string) => TargetKeyVault;
}

/** For disks that are encrypted inside the machine: the secrets have to be copied beforehand, and only their owner knows where to. */
export function guestEncryptionSteps(questions: EnableQuestions, title: string, l10n: Localizer): readonly TextStep<EnableAnswers>[] {
  const encrypted = questions.sources.flatMap(({ disks }) => disks).filter(({ guestEncryption }) => guestEncryption !== undefined);
  const isReplicated = (answers: EnableAnswers, { id }: SourceDisk): boolean =>
    answers.isStepwise && disksOf(questions, answers).some((disk) => sameText(disk.id, id));
  const texts: readonly VaultText[] = [
    {
      prompt: l10n.t('ARM id of the key vault in the target region that the secrets of encrypted disks were copied to'),
      applies: (answers) => encrypted.some((disk) => isReplicated(answers, disk)),
      pattern: keyVaultId,
      get: ({ vaultId }) => vaultId,
      set: (vault, vaultId) => ({ ...vault, vaultId }),
    },
    ...encrypted.map((disk) => ({
      prompt: l10n.t('URL of the copied secret of the disk {0}', lastOf(disk.id)),
      applies: (answers: EnableAnswers) => isReplicated(answers, disk),
      pattern: url,
      get: ({ secrets }: TargetKeyVault) => secrets[disk.id.toLowerCase()],
      set: (vault: TargetKeyVault, text: string) => ({ ...vault, secrets: { ...vault.secrets, [disk.id.toLowerCase()]: text } }),
    })),
    {
      prompt: l10n.t('URL of the copied key that encrypts the secrets'),
      applies: (answers) => encrypted.some((disk) => disk.guestEncryption === 'key' && isReplicated(answers, disk)),
      pattern: url,
      get: ({ keyUrl }) => keyUrl,
      set: (vault, keyUrl) => ({ ...vault, keyUrl }),
    },
  ];
  return texts.map(({ prompt, applies, pattern, get, set }) => ({
    kind: 'text',
    title,
    prompt,
    applies,
    text: ({ choices }) => get(choices.keyVault ?? noKeyVault) ?? '',
    problem: (text) => (pattern.test(text) ? undefined : prompt),
    take: (answers, text) => chosen(answers, { keyVault: set(answers.choices.keyVault ?? noKeyVault, text) }),
  }));
}

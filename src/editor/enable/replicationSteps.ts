import { lastOf } from '../../model/armPath.ts';
import type { EnableChoices, PolicyChoice } from '../../operations/enable/enableChoices.ts';
import { vaultName } from '../../operations/enable/replicationNames.ts';
import type { PolicyOption } from '../../model/enableOptions.ts';
import type { Localizer } from '../localizer.ts';
import { chosen, type EnableAnswers, type EnableQuestions } from './enableAnswers.ts';
import { option, withExisting, type EnablePick } from './stepParts.ts';
import type { ManyStep, TextStep } from './wizard.ts';

type Make = (questions: EnableQuestions, title: string, l10n: Localizer) => EnablePick;

const isAsked = ({ isStepwise }: EnableAnswers): boolean => isStepwise;

/** Types of managed disks that Site Recovery makes (REST, `recoveryTargetDiskAccountType`), the ones most wanted. */
const diskTypes = ['Standard_LRS', 'StandardSSD_LRS', 'StandardSSD_ZRS', 'Premium_LRS', 'Premium_ZRS'] as const;

export const diskTypeStep: Make = (_, title, l10n) => ({
  kind: 'pick',
  title,
  prompt: l10n.t('Type of the replica disks'),
  applies: isAsked,
  options: ({ choices: { diskType } }) => [
    option(
      l10n.t('As the disks of the machine'),
      { diskType: undefined, replicaDiskType: undefined },
      { isDefault: diskType === undefined },
    ),
    ...diskTypes.map((type) => option(type, { diskType: type, replicaDiskType: undefined }, { isDefault: type === diskType })),
  ],
});

export function leaveOutStep({ sources }: EnableQuestions, title: string, l10n: Localizer): ManyStep<EnableAnswers> {
  const disks = sources.flatMap((source) =>
    source.disks
      .filter(({ isOs }) => !isOs)
      .map(({ id, sizeGb }) => ({
        label: lastOf(id),
        description: [source.name, ...(sizeGb === undefined ? [] : [l10n.t('{0} GiB', sizeGb)])].join(' · '),
        value: id,
      })),
  );
  return {
    kind: 'many',
    title,
    prompt: l10n.t('Data disks to leave out: after a failover they are missing'),
    applies: (answers) => isAsked(answers) && disks.length > 0,
    options: () => disks,
    taken: ({ choices }) => choices.leaveOut ?? [],
    take: (answers, leaveOut) => chosen(answers, { leaveOut }),
  };
}

export const cacheStep: Make = ({ sources, targets }, title, l10n) => ({
  kind: 'pick',
  title,
  prompt: l10n.t('Cache storage account in {0}: changes pass through it', sources[0].location),
  applies: isAsked,
  options: async ({ choices }) => {
    const isHigh = choices.highChurn === true;
    const first = [
      option(l10n.t('New standard account'), { cacheAccountId: undefined, highChurn: undefined }, { isDefault: !isHigh }),
      option(
        l10n.t('New premium account: high churn'),
        { cacheAccountId: undefined, highChurn: true },
        { isDefault: isHigh, detail: l10n.t('Up to 100 MB/s of changes a machine; cannot be changed while it is replicated.') },
      ),
    ];
    const { cacheAccounts } = await targets(choices);
    return withExisting(
      first,
      cacheAccounts,
      {
        now: choices.cacheAccountId,
        take: ({ id }) => ({ cacheAccountId: id, highChurn: undefined }),
        describe: ({ sku, isHighChurn }) => (isHighChurn ? l10n.t('{0} · high churn', sku) : sku),
      },
      l10n,
    );
  },
});

export const vaultStep: Make = ({ targets }, title, l10n) => ({
  kind: 'pick',
  title,
  prompt: l10n.t('Recovery Services vault: never in the region that it is to survive'),
  applies: isAsked,
  options: async ({ choices }) => {
    const { targetRegion } = choices;
    const made = option(
      l10n.t('{0}: made unless it is there', vaultName(targetRegion)),
      { vaultId: undefined, policyId: undefined },
      { description: targetRegion },
    );
    const { vaults } = await targets(choices);
    const take = ({ id }: { readonly id: string }): Partial<EnableChoices> => ({
      vaultId: id,
      policyId: id === choices.vaultId ? choices.policyId : undefined,
    });
    return withExisting([made], vaults, { now: choices.vaultId, take }, l10n);
  },
});

/** Policies that are offered to be made. */
const offeredPolicies: readonly PolicyChoice[] = [
  { retentionHours: 24, appConsistentMinutes: 240 },
  { retentionHours: 72, appConsistentMinutes: 0 },
  { retentionHours: 72, appConsistentMinutes: 240 },
  { retentionHours: 360, appConsistentMinutes: 0 },
];

export const policyStep: Make = ({ policies }, title, l10n) => ({
  kind: 'pick',
  title,
  prompt: l10n.t('Replication policy'),
  applies: isAsked,
  options: async ({ choices: { vaultId, policyId, policy: now } }) => {
    const isNow = (one: PolicyChoice): boolean =>
      one.retentionHours === now?.retentionHours && one.appConsistentMinutes === now.appConsistentMinutes;
    const none = { policyId: undefined, policy: undefined };
    const first = [
      option(l10n.t('The vault’s own for these regions, else 24 hours'), none, { isDefault: now === undefined }),
      ...offeredPolicies.map((policy) =>
        option(
          l10n.t('New: {0}', policyText(policy.retentionHours * 60, policy.appConsistentMinutes, l10n)),
          { policyId: undefined, policy },
          {
            isDefault: isNow(policy),
          },
        ),
      ),
    ];
    const there = vaultId === undefined ? [] : await policies(vaultId);
    return withExisting(
      first,
      there,
      {
        now: policyId,
        take: ({ id }) => ({ policyId: id, policy: undefined }),
        describe: ({ retentionMinutes, appConsistentMinutes }: PolicyOption) => policyText(retentionMinutes, appConsistentMinutes, l10n),
      },
      l10n,
    );
  },
});

function policyText(retentionMinutes: number, appConsistentMinutes: number, l10n: Localizer): string {
  const hours = l10n.t('points of {0} hours', Math.round(retentionMinutes / 60));
  return appConsistentMinutes === 0 ? hours : l10n.t('{0}, app-consistent every {1} min', hours, appConsistentMinutes);
}

/** At Azure, letters, digits and hyphens (portal). */
const groupName = /^[A-Za-z0-9][\w-]{0,62}$/;

export function multiVmStep(_: EnableQuestions, title: string, l10n: Localizer): TextStep<EnableAnswers> {
  return {
    kind: 'text',
    title,
    prompt: l10n.t('Multi-VM group, whose machines share recovery points; empty: none'),
    applies: isAsked,
    text: ({ choices }) => choices.multiVmGroup ?? '',
    problem: (text) => (text === '' || groupName.test(text) ? undefined : l10n.t('Letters, digits and hyphens, at most 63.')),
    take: (answers, text) => chosen(answers, { multiVmGroup: text === '' ? undefined : text }),
  };
}

export const reservationStep: Make = ({ targets, knownTargets }, title, l10n) => ({
  kind: 'pick',
  title,
  prompt: l10n.t('Capacity reservation for a failover'),
  applies: (answers) => isAsked(answers) && knownTargets(answers.choices)?.capacityReservationGroups?.length !== 0,
  options: async ({ choices }) => {
    const none = option(l10n.t('None: as much as the region has then'), { capacityReservationGroupId: undefined });
    const { capacityReservationGroups } = await targets(choices);
    const now = choices.capacityReservationGroupId;
    return withExisting([none], capacityReservationGroups, { now, take: ({ id }) => ({ capacityReservationGroupId: id }) }, l10n);
  },
});

export const agentStep: Make = ({ targets }, title, l10n) => ({
  kind: 'pick',
  title,
  prompt: l10n.t('Updates of the mobility agents, for all machines that the vault replicates between the two regions'),
  applies: isAsked,
  options: async ({ choices }) => {
    const none = option(l10n.t('By hand'), { automationAccountId: undefined });
    const { automationAccounts } = await targets(choices);
    const now = choices.automationAccountId;
    return withExisting([none], automationAccounts, { now, take: ({ id }) => ({ automationAccountId: id }) }, l10n);
  },
});

import { partsOf, toArmId } from '../../model/armId.ts';
import type { Gap, Inventory } from '../../model/inventory.ts';
import type { NotEvaluated } from '../../readiness/assessment.ts';
import { ageText, durationText } from '../../readiness/durationText.ts';
import type { UnknownFinding } from '../../readiness/finding.ts';
import { notedSkew } from '../../readiness/notedSkew.ts';
import type { Surroundings } from '../estate.ts';
import { settingIds } from '../ids.ts';
import { settingIn } from '../settingIn.ts';
import { plain } from '../markdown.ts';
import type { Localizer } from '../localizer.ts';
import type { EstateIndex } from './estateIndex.ts';
import type { Note } from './node.ts';
import { gapReason, machineCount, tableName } from './words.ts';

/** What could not be read, a line for every scope and reason, naming the tables. `ofGroup`: below the scope's own row. */
export function gapNotes(gaps: readonly Gap[], index: EstateIndex, l10n: Localizer, ofGroup = false): readonly Note[] {
  const byScope = Map.groupBy(gaps, (gap) => `${gap.scope ?? ''} ${gap.reason}`);
  return [...byScope].map(([key, same]) => {
    const { scope, reason } = same[0]!;
    const tables = [...new Set(same.map((gap) => tableName(gap.table, l10n)))].join(', ');
    const owner = scope === undefined ? l10n.t('All subscriptions') : scopeName(scope, index);
    return {
      key: `gap ${key}`,
      label: ofGroup ? l10n.t('Not read') : owner,
      description: `${gapReason(same[0]!, l10n)} · ${tables}`,
      icon: 'unknown',
      noAccess: reason === 'denied' ? (scope ?? '') : undefined,
      lines: [],
    };
  });
}

/** Checks of resources other than machines that could not be decided, a line for every rule and reason. */
export function undecidedNotes(unknown: readonly UnknownFinding[], l10n: Localizer): readonly Note[] {
  const byReason = Map.groupBy(unknown, ({ rule, reason }) => `${rule} ${reason}`);
  return [...byReason].map(([key, same]) => {
    const { rule, reason } = same[0]!;
    return {
      key: `unknown ${key}`,
      label: rule,
      description: same.length === 1 ? plain(reason) : l10n.t('{0} times: {1}', same.length, plain(reason)),
      icon: 'unknown',
      lines: [],
    };
  });
}

/** One row that holds the lines about what is missing. */
export function notKnownNote(lines: readonly Note[], l10n: Localizer): Note {
  return {
    key: 'not known',
    label: l10n.t('Not everything is known'),
    description: l10n.t('what is missing never counts as good'),
    icon: 'unknown',
    lines,
  };
}

/** What the view leaves out, said once for the whole estate. */
export function estateNotes(index: EstateIndex, l10n: Localizer): readonly Note[] {
  const { inventory, notEvaluated } = index.assessment;
  const notes: Note[] = clockNotes(inventory, l10n);
  if (inventory.otherItems > 0) {
    notes.push({
      key: 'other items',
      label: inventory.otherItems === 1 ? l10n.t('1 item of another kind') : l10n.t('{0} items of other kinds', inventory.otherItems),
      description: l10n.t('replicated from elsewhere than Azure: not judged'),
      icon: 'info',
      lines: [],
    });
  }
  const of = (why: NotEvaluated['why']): readonly NotEvaluated[] => notEvaluated.filter((one) => one.why === why);
  const [notRead, off] = [of('notRead'), of('off')];
  notes.push(
    ...rulesNote(notRead, l10n, {
      key: 'not evaluated',
      label: notRead.length === 1 ? l10n.t('1 rule not evaluated') : l10n.t('{0} rules not evaluated', notRead.length),
      description: l10n.t('needs facts that were not read'),
    }),
    ...rulesNote(off, l10n, {
      key: 'switched off',
      label: off.length === 1 ? l10n.t('1 rule switched off') : l10n.t('{0} rules switched off', off.length),
      description: l10n.t('by a setting: neither found nor counted'),
    }),
  );
  return notes;
}

function rulesNote(rules: readonly NotEvaluated[], l10n: Localizer, note: Pick<Note, 'key' | 'label' | 'description'>): readonly Note[] {
  return rules.length === 0 ? [] : [{ ...note, icon: 'info', lines: rules.map((rule) => ruleLine(rule, l10n)) }];
}

function ruleLine({ rule, machines }: NotEvaluated, l10n: Localizer): Note['lines'][number] {
  return { key: rule, label: rule, description: machineCount(machines, l10n), icon: 'info', lines: [] };
}

function clockNotes(inventory: Inventory, l10n: Localizer): Note[] {
  const skew = notedSkew(inventory);
  if (skew === 0) return [];
  const by = durationText(Math.abs(skew));
  return [
    {
      key: 'clock',
      label: skew > 0 ? l10n.t('The clock here is {0} ahead of Azure’s', by) : l10n.t('The clock here is {0} behind Azure’s', by),
      description: l10n.t('ages are counted by Azure’s clock'),
      icon: 'info',
      lines: [],
    },
  ];
}

/** Tenants that want a sign-in of their own or are too many, and subscriptions that are not picked: each with a way to change that. */
export function surroundingNotes(
  { lockedTenants, failedTenants = [], notPicked, tenantsLeftOut = 0 }: Surroundings,
  l10n: Localizer,
): readonly Note[] {
  const notes: Note[] = lockedTenants.map((tenant) => ({
    key: `tenant ${tenant.accountId} ${tenant.id}`,
    label: tenant.name,
    description: l10n.t('needs another sign-in'),
    icon: 'locked',
    lockedTenant: tenant,
    lines: [],
  }));
  for (const { accountId, id, name } of failedTenants) {
    notes.push({ key: `failed ${accountId} ${id}`, label: name, description: l10n.t('could not be read'), icon: 'unknown', lines: [] });
  }
  if (notPicked > 0) {
    notes.push({
      key: 'not picked',
      label: notPicked === 1 ? l10n.t('1 more subscription') : l10n.t('{0} more subscriptions', notPicked),
      description: l10n.t('not selected'),
      icon: 'info',
      notPicked: true,
      lines: [],
    });
  }
  if (tenantsLeftOut > 0) {
    notes.push({
      key: 'tenants left out',
      label: tenantsLeftOut === 1 ? l10n.t('1 more tenant') : l10n.t('{0} more tenants', tenantsLeftOut),
      description: l10n.t('not looked at: the setting {0} names the one to read', settingIds.tenant),
      icon: 'info',
      lines: [],
    });
  }
  return notes;
}

/** What of the settings cannot be used, a line for each: it opens the setting. */
export function settingsNotes(unusable: readonly string[], l10n: Localizer): readonly Note[] {
  if (unusable.length === 0) return [];
  const lines = unusable.map((problem, at): Note => {
    const setting = settingIn(problem);
    const description = problem.slice(setting.length).replace(/^:?\s+/, '');
    return { key: `unusable ${at}`, label: setting, description, icon: 'unknown', opensSetting: setting, lines: [] };
  });
  return [
    {
      key: 'unusable',
      label: l10n.t('Not all settings can be used'),
      description: l10n.t('what cannot be used counts for nothing'),
      icon: 'unknown',
      lines,
    },
  ];
}

/** Regions of the sandbox that somebody has failed: before all else, as much as an outage would be. */
export function outageNotes({ regionsDown = [] }: Surroundings, now: Date, l10n: Localizer): readonly Note[] {
  return regionsDown.map(({ region, since }) => ({
    key: `down ${region}`,
    label: l10n.t('{0} is down', region),
    description: l10n.t('rehearsed in the sandbox, since {0}', ageText(since, now)),
    icon: 'outage',
    regionDown: region,
    lines: [],
  }));
}

function scopeName(scope: string, index: EstateIndex): string {
  return scope.startsWith('/') ? partsOf(toArmId(scope)).name : index.subscriptionName(scope);
}

import { l10n, window, type QuickPickItem } from 'vscode';
import type { RecoveryPoint } from '../../model/recoveryPoint.ts';
import type { RecoveryPointWord } from '../../operations/item/chooseRecoveryPoint.ts';
import { durationText } from '../../readiness/durationText.ts';
import { utc } from '../age.ts';
import { focusReturned } from '../focusReturned.ts';
import { plain } from '../markdown.ts';
import type { CockpitMachine, CockpitModel } from './cockpitModel.ts';
import { previewsOf } from './cockpitText.ts';
import { pointChoices } from './pointsText.ts';

interface Item extends QuickPickItem {
  readonly choice: string;
}

/** Lets a person pick the recovery point of one machine, with what each loses; undefined when they leave. */
export async function pickPoint(machine: CockpitMachine, model: CockpitModel): Promise<string | undefined> {
  const preview = previewsOf({ machines: [machine], now: model.now }).get(machine);
  if (!preview) return undefined;
  const items = pointChoices(preview, l10n).map(({ choice, name, taken, loss }): Item => ({
    label: name,
    description: taken,
    detail: l10n.t('Lost: {0}', loss),
    choice,
  }));
  return pick(items, machine.subject.name);
}

/** Lets a person pick the kind of recovery point of several machines. */
export async function pickPointWord(withLatest = true): Promise<RecoveryPointWord | undefined> {
  const items: readonly (Item & { readonly choice: RecoveryPointWord })[] = [
    {
      label: l10n.t('Latest'),
      detail: l10n.t('Azure first works off what has reached it: loses least, takes longest'),
      choice: 'latest',
    },
    { label: l10n.t('Latest processed'), detail: l10n.t('The newest point that is there: starts at once'), choice: 'latest-processed' },
    {
      label: l10n.t('Newest app-consistent'),
      detail: l10n.t('Applications had written what they held; where there is none, the failover is refused'),
      choice: 'app-consistent',
    },
  ];
  const title = l10n.t('Recovery point of all');
  await focusReturned();
  const picked = await window.showQuickPick(withLatest ? items : items.slice(1), { title, matchOnDetail: true, ignoreFocusOut: true });
  return picked?.choice;
}

/** Lets a person pick another point of a machine that has failed over. `points`: newest first; `failedOver`: undefined where it is not known. */
export async function pickOtherPoint(
  name: string,
  points: readonly RecoveryPoint[],
  failedOver: Date | undefined,
): Promise<string | undefined> {
  const items = points.map(({ azureId, time, isAppConsistent }): Item => ({
    label: utc(time),
    description: isAppConsistent ? l10n.t('App-consistent') : l10n.t('Crash-consistent'),
    ...(failedOver && { detail: beforeText(failedOver.getTime() - time.getTime()) }),
    choice: azureId,
  }));
  return pick(items, name);
}

function beforeText(ms: number): string {
  return ms < 0 ? l10n.t('after the failover') : l10n.t('{0} before the failover', durationText(ms));
}

async function pick(items: readonly Item[], name: string): Promise<string | undefined> {
  const title = l10n.t('Recovery point of {0}', plain(name));
  await focusReturned();
  const picked = await window.showQuickPick(items, {
    title,
    placeHolder: l10n.t('What was written after it is lost'),
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  return picked?.choice;
}

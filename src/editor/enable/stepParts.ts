import type { Placed } from '../../model/enableOptions.ts';
import type { EnableChoices } from '../../operations/enable/enableChoices.ts';
import type { Localizer } from '../localizer.ts';
import { chosen, type EnableAnswers } from './enableAnswers.ts';
import type { Option, PickStep } from './wizard.ts';

export type EnableOption = Option<EnableAnswers>;
export type EnablePick = PickStep<EnableAnswers>;

/** An option that sets some of the choices. */
export function option(label: string, choices: Partial<EnableChoices>, more: Omit<EnableOption, 'label' | 'take'> = {}): EnableOption {
  return { label, ...more, take: (answers) => chosen(answers, choices) };
}

/**
 * What is there, below what is made otherwise. `there` undefined: it may not be read, and so said. `now`: id of what is chosen; undefined: none
 * of these.
 */
export function withExisting<T extends Pick<Placed, 'id' | 'name'> & Partial<Placed>>(
  first: readonly EnableOption[],
  there: readonly T[] | undefined,
  {
    now,
    take,
    describe,
  }: { readonly now: string | undefined; readonly take: (one: T) => Partial<EnableChoices>; readonly describe?: (one: T) => string },
  l10n: Localizer,
): readonly EnableOption[] {
  const isChosen = there?.some(({ id }) => id === now) ?? false;
  const made = first.map((each, at) => Object.assign({}, each, { isDefault: !isChosen && (each.isDefault ?? at === 0) }));
  if (there === undefined) {
    const detail = l10n.t('What is there may not be read.');
    return made.map((each) => Object.assign({ detail }, each));
  }
  const existing = there.map((one, at) =>
    option(one.name, take(one), {
      description: describe?.(one) ?? one.location ?? '',
      isDefault: one.id === now,
      ...(at === 0 && { heading: l10n.t('Existing') }),
    }),
  );
  return [...made, ...existing];
}

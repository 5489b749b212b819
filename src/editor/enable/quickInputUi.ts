import { QuickInputButtons, QuickPickItemKind, window, type InputBox, type QuickInput, type QuickPick, type QuickPickItem } from 'vscode';
import { focusReturned } from '../focusReturned.ts';
import { plainItem } from '../markdown.ts';
import type { ManyStep, Option, PickStep, Position, TextStep, WizardStep, WizardUi } from './wizard.ts';

interface Item<T> extends QuickPickItem {
  readonly value?: T;
}

type Input = QuickInput & Pick<InputBox, 'buttons' | 'onDidTriggerButton'>;

type Answer<T> = T | 'back' | undefined;

/** More about an option is read when it has been looked at for so long. */
const restMs = 150;

/** The wizard in VS Code's own quick inputs. */
export const quickInputUi: WizardUi = {
  ask: (step, answers, position) => {
    switch (step.kind) {
      case 'pick':
        return pickOne(step, answers, position);
      case 'many':
        return pickMany(step, answers, position);
      case 'text':
        return askText(step, answers, position);
    }
  },
};

async function pickOne<A>(step: PickStep<A>, answers: A, position: Position): Promise<Answer<A>> {
  const input = window.createQuickPick<Item<Option<A>>>();
  return asked(input, step, position, async (end, closed) => {
    input.placeholder = step.prompt;
    input.matchOnDescription = input.matchOnDetail = input.keepScrollPosition = input.busy = true;
    input.onDidAccept(() => {
      const option = input.selectedItems[0]?.value;
      if (option) end(option.take(answers));
    });
    input.show();
    const options = await step.options(answers);
    if (closed()) return;
    const items = options.flatMap((option): readonly Item<Option<A>>[] => {
      const item = shown(option, option);
      return option.heading === undefined ? [item] : [{ label: plainItem(option.heading), kind: QuickPickItemKind.Separator }, item];
    });
    input.items = items;
    const active = items.find(({ value }) => value?.isDefault);
    if (active) input.activeItems = [active];
    input.busy = false;
    if (step.more) tellMore(input, step.more, answers, closed);
  });
}

/** Reads more about the option that is looked at, once. */
function tellMore<A>(input: QuickPick<Item<Option<A>>>, more: NonNullable<PickStep<A>['more']>, answers: A, closed: () => boolean): void {
  const told = new Set<unknown>();
  const tell = async (): Promise<void> => {
    const option = input.activeItems[0]?.value;
    if (!option || told.has(option)) return;
    told.add(option);
    const text = await more(answers, option).catch(() => undefined);
    if (text === undefined || closed()) return;
    const isStillActive = input.activeItems[0]?.value === option;
    input.items = input.items.map((item) => (item.value === option ? { ...item, detail: plainItem(text) } : item));
    const active = input.items.find(({ value }) => (isStillActive ? value === option : value === input.activeItems[0]?.value));
    if (active) input.activeItems = [active];
  };
  let timer: NodeJS.Timeout | undefined;
  input.onDidChangeActive(() => {
    clearTimeout(timer);
    timer = setTimeout(() => void tell(), restMs);
  });
  void tell();
}

async function pickMany<A>(step: ManyStep<A>, answers: A, position: Position): Promise<Answer<A>> {
  const input = window.createQuickPick<Item<string>>();
  return asked(input, step, position, (end) => {
    const taken = new Set(step.taken(answers));
    input.placeholder = step.prompt;
    input.matchOnDescription = input.canSelectMany = true;
    input.items = step.options(answers).map((option) => shown(option, option.value));
    input.selectedItems = input.items.filter(({ value }) => value !== undefined && taken.has(value));
    input.onDidAccept(() =>
      end(
        step.take(
          answers,
          input.selectedItems.map(({ value }) => value ?? ''),
        ),
      ),
    );
    input.show();
  });
}

async function askText<A>(step: TextStep<A>, answers: A, position: Position): Promise<Answer<A>> {
  const input = window.createInputBox();
  return asked(input, step, position, (end) => {
    input.prompt = step.prompt;
    input.value = step.text(answers);
    const validate = (): string | undefined => (input.validationMessage = step.problem(input.value.trim()));
    input.onDidChangeValue(validate);
    input.onDidAccept(() => {
      if (validate() === undefined) end(step.take(answers, input.value.trim()));
    });
    input.show();
  });
}

/** What an option says; names come from Azure. */
function shown<T>({ label, description = '', detail }: Pick<Option<unknown>, 'label' | 'description' | 'detail'>, value: T): Item<T> {
  return {
    label: plainItem(label),
    description: plainItem(description),
    ...(detail !== undefined && { detail: plainItem(detail) }),
    value,
  };
}

/** Shows an input until it is answered or left; an error in between closes it. */
async function asked<A>(
  input: Input,
  { title }: Pick<WizardStep<A>, 'title'>,
  { at, of, canGoBack }: Position,
  begin: (end: (answer: A) => void, closed: () => boolean) => void | Promise<void>,
): Promise<Answer<A>> {
  // Those that follow come before a page has the focus.
  if (at === 1) await focusReturned();
  const { promise, resolve, reject } = Promise.withResolvers<Answer<A>>();
  let isClosed = false;
  input.title = title;
  if (of > 1) {
    input.step = at;
    input.totalSteps = of;
  }
  input.ignoreFocusOut = true;
  input.buttons = canGoBack ? [QuickInputButtons.Back] : [];
  input.onDidTriggerButton(() => resolve('back'));
  input.onDidHide(() => resolve(undefined));
  void (async () => begin(resolve, () => isClosed))().catch(reject);
  try {
    return await promise;
  } finally {
    isClosed = true;
    input.dispose();
  }
}

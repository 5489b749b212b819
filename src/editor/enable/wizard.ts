/** What can be taken at a step. `A`: all answers of the wizard. */
export interface Option<A> {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  /** The answers with this one. */
  readonly take: (answers: A) => A;
  /** Stands there first, so that Enter takes it; of several the first one does. */
  readonly isDefault?: boolean;
  /** A line above it, over what follows. */
  readonly heading?: string | undefined;
}

interface StepBase<A> {
  readonly title: string;
  readonly prompt: string;
  /** Left out where there is nothing to choose; undefined: always asked. */
  readonly applies?: (answers: A) => boolean;
}

/** One of several. */
export interface PickStep<A> extends StepBase<A> {
  readonly kind: 'pick';
  readonly options: (answers: A) => Promise<readonly Option<A>[]> | readonly Option<A>[];
  /** More about an option, read when it is looked at. */
  readonly more?: (answers: A, option: Option<A>) => Promise<string | undefined>;
}

/** Any number of several, none included. */
export interface ManyStep<A> extends StepBase<A> {
  readonly kind: 'many';
  readonly options: (answers: A) => readonly { readonly label: string; readonly description: string; readonly value: string }[];
  readonly taken: (answers: A) => readonly string[];
  readonly take: (answers: A, values: readonly string[]) => A;
}

/** A line of text. */
export interface TextStep<A> extends StepBase<A> {
  readonly kind: 'text';
  readonly text: (answers: A) => string;
  /** What is wrong with it; undefined: nothing. */
  readonly problem: (text: string) => string | undefined;
  readonly take: (answers: A, text: string) => A;
}

export type WizardStep<A> = PickStep<A> | ManyStep<A> | TextStep<A>;

/** Where a question stands among the others. */
export interface Position {
  /** From 1. */
  readonly at: number;
  readonly of: number;
  readonly canGoBack: boolean;
}

/** Who asks: `undefined` for a person who leaves, `back` for one who wants the question before. Rejects when options cannot be read. */
export interface WizardUi {
  ask<A>(step: WizardStep<A>, answers: A, position: Position): Promise<A | 'back' | undefined>;
}

/** Asks one step after the other; undefined when the person leaves. Whoever goes back finds what they have answered as the default. */
export async function runWizard<A extends object>(steps: readonly WizardStep<A>[], first: A, ui: WizardUi): Promise<A | undefined> {
  const asked: number[] = [];
  let answers = first;
  for (let at = nextOf(steps, 0, answers); at < steps.length;) {
    const before = steps.slice(0, at).filter((step) => isAsked(step, answers)).length;
    const of = steps.filter((step) => isAsked(step, answers)).length;
    const answer = await ui.ask(steps[at]!, answers, { at: before + 1, of, canGoBack: asked.length > 0 });
    if (answer === undefined) return undefined;
    if (answer === 'back') {
      at = asked.pop() ?? at;
      continue;
    }
    asked.push(at);
    answers = answer;
    at = nextOf(steps, at + 1, answers);
  }
  return answers;
}

function nextOf<A>(steps: readonly WizardStep<A>[], from: number, answers: A): number {
  const at = steps.findIndex((step, index) => index >= from && isAsked(step, answers));
  return at < 0 ? steps.length : at;
}

function isAsked<A>({ applies }: WizardStep<A>, answers: A): boolean {
  return applies?.(answers) ?? true;
}

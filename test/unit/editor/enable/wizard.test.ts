import { expect, test } from 'vitest';
import { runWizard, type WizardStep, type WizardUi } from '../../../../src/editor/enable/wizard.ts';

interface Answers {
  readonly fruit: string;
  readonly slices: string;
  readonly note: string;
}

const steps: readonly WizardStep<Answers>[] = [
  {
    kind: 'pick',
    title: 'Fruit',
    prompt: '',
    options: ({ fruit: now }) =>
      ['apple', 'pear'].map((fruit) => ({ label: fruit, isDefault: fruit === now, take: (answers) => ({ ...answers, fruit }) })),
  },
  {
    kind: 'many',
    title: 'Slices',
    prompt: '',
    applies: ({ fruit }) => fruit === 'pear',
    options: () => [],
    taken: () => [],
    take: (answers, slices) => ({ ...answers, slices: slices.join('') }),
  },
  {
    kind: 'text',
    title: 'Note',
    prompt: '',
    text: ({ note }) => note,
    problem: () => undefined,
    take: (answers, note) => ({ ...answers, note }),
  },
];
const first: Answers = { fruit: 'apple', slices: '', note: '' };

/** Answers one question after the other with what is said: a label, values, a text, `enter`, `back` or `leave`. Keeps what was asked. */
function scripted(...script: readonly string[]): { readonly ui: WizardUi; readonly asked: string[] } {
  const asked: string[] = [];
  const left = [...script];
  return {
    asked,
    ui: {
      async ask(step, answers, { at, of, canGoBack }) {
        asked.push(`${at}/${of} ${step.title}${canGoBack ? ' <' : ''}`);
        const word = left.shift();
        if (word === 'leave' || word === undefined) return undefined;
        if (word === 'back') return 'back';
        if (step.kind === 'many') return step.take(answers, word === 'enter' ? step.taken(answers) : word.split(' '));
        if (step.kind === 'text') return step.take(answers, word === 'enter' ? step.text(answers) : word);
        const options = await step.options(answers);
        const option = options.find(({ label, isDefault }) => (word === 'enter' ? isDefault : label === word));
        return option?.take(answers);
      },
    },
  };
}

test('Enter at every step takes the defaults; what does not apply is not asked', async () => {
  const { ui, asked } = scripted('enter', 'enter');
  expect(await runWizard(steps, first, ui)).toEqual(first);
  expect(asked).toEqual(['1/2 Fruit', '2/2 Note <']);
});

test('a step that begins to apply is asked and counted', async () => {
  const { ui, asked } = scripted('pear', 'a b', 'ripe');
  expect(await runWizard(steps, first, ui)).toEqual({ fruit: 'pear', slices: 'ab', note: 'ripe' });
  expect(asked).toEqual(['1/2 Fruit', '2/3 Slices <', '3/3 Note <']);
});

test('going back asks again, with what was answered as the default, and skips what does not apply', async () => {
  const { ui, asked } = scripted('pear', 'back', 'enter', 'a', 'back', 'back', 'apple', 'enter');
  expect(await runWizard(steps, first, ui)).toEqual({ fruit: 'apple', slices: 'a', note: '' });
  expect(asked).toEqual([
    '1/2 Fruit',
    '2/3 Slices <',
    '1/3 Fruit',
    '2/3 Slices <',
    '3/3 Note <',
    '2/3 Slices <',
    '1/3 Fruit',
    '2/2 Note <',
  ]);
});

test('whoever leaves has answered nothing', async () => {
  expect(await runWizard(steps, first, scripted('pear', 'leave').ui)).toBeUndefined();
});

test('options that cannot be read end it with the error', async () => {
  const failing: WizardStep<Answers> = { kind: 'pick', title: '', prompt: '', options: () => Promise.reject(new Error('no')) };
  await expect(runWizard([failing], first, scripted('enter').ui)).rejects.toThrow('no');
});

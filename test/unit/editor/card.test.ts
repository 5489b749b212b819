import { expect, test } from 'vitest';
import { Screen } from '../../../src/editor/tree/screen.ts';
import { english } from './localizer.ts';
import { freshSnapshot, screenOf, screenOptions } from './screenOf.ts';
import { inventoryOf, itemOf, machine, smallInventory } from './smallInventory.ts';

const screen = screenOf(smallInventory);

function cardOf(name: string): string {
  const found = screen.snapshot.assessment.machines.find((each) => each.name === name)!;
  return screen.card(screen.nodeOf(found.id)!);
}

test.each(['sql-01', 'web-01', 'web-02'])('the card of %s', async (name) => {
  await expect(cardOf(name)).toMatchFileSnapshot(`golden/card-${name}.txt`);
});

test('a hostile name is plain text in its card', () => {
  const card = cardOf('$(error) <b>[x](command:y)</b> |`');
  expect(card.split('\n')[0]).toBe(
    String.raw`**&#36;\(error\) \<b\>\[x\]\(command\:y\)\<\/b\> \|` + String.raw`\`** — $(error) not replicated`,
  );
});

test('facts that were read again are as new as that', () => {
  const { assessment } = screen.snapshot;
  const readAgain = new Map([['s1', new Date('2026-09-14T08:07:00Z')]]);
  const later = new Screen({ ...freshSnapshot, assessment, readAgain }, screenOptions, new Set(), english);
  const [worst] = assessment.machines;
  expect(cardOf(worst!.name)).toContain(String.raw`Facts as of 2026\-09\-14 08\:00 UTC`);
  expect(later.card(later.nodeOf(worst!.id)!)).toContain(String.raw`Facts as of 2026\-09\-14 08\:07 UTC`);
});

test('an RPO whose figure has no date says so', () => {
  const source = machine('s1', 'a', 'westeurope');
  const one = screenOf(inventoryOf([source], [itemOf(source, { rpoCalculatedAt: null })]));
  expect(one.card(one.nodeOf(source.id)!)).toContain('age of the figure not known');
});

import { expect, test } from 'vitest';
import { Screen } from '../../../src/editor/tree/screen.ts';
import { english } from './localizer.ts';
import { freshSnapshot, screenOf, screenOptions } from './screenOf.ts';
import { toArmId, type ArmId } from '../../../src/model/armId.ts';
import { noDetails, type Detail, type DetailFailure } from '../../../src/model/details.ts';
import type { PlanActions } from '../../../src/model/plan.ts';
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

test('the card names the recovery plans that hold the machine, as far as they were read', () => {
  const source = machine('s1', 'a', 'westeurope');
  const item = itemOf(source);
  const [first, second] = ['plan-a', 'plan-b'].map((name) => {
    const azureId = `${item.vaultId}/replicationRecoveryPlans/${name}`;
    return { id: toArmId(azureId), azureId, name };
  });
  const cardWith = (...read: readonly (readonly [ArmId, Detail<PlanActions>])[]): string => {
    const details = { ...noDetails, planActions: new Map(read) };
    const one = screenOf(inventoryOf([source], [item], { recoveryPlans: [first!, second!], details }));
    return one.card(one.nodeOf(source.id)!);
  };
  const plan = (...itemIds: readonly ArmId[]): Detail<PlanActions> => ({
    value: { lostRegion: 'West Europe', groups: [{ type: 'Boot', itemIds }], runbooks: [] },
  });
  const denied: DetailFailure = { failure: 'denied', detail: 'You may not read this.' };
  expect(cardWith()).toContain('| Recovery plan | not read |');
  expect(cardWith([first!.id, plan(item.id)])).toContain(String.raw`| Recovery plan | plan\-a\; others were not read |`);
  expect(cardWith([first!.id, plan(item.id)], [second!.id, plan(item.id)])).toContain(String.raw`| Recovery plan | plan\-a\, plan\-b |`);
  expect(cardWith([first!.id, plan()], [second!.id, plan()])).toContain('| Recovery plan | none |');
  expect(cardWith([first!.id, plan()], [second!.id, denied])).toContain('| Recovery plan | not read |');
});

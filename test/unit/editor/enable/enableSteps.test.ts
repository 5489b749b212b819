import type { Memento } from 'vscode';
import { expect, test } from 'vitest';
import type { EnableAnswers, EnableQuestions } from '../../../../src/editor/enable/enableAnswers.ts';
import { defaultRegion } from '../../../../src/editor/enable/defaultRegion.ts';
import { enableSteps } from '../../../../src/editor/enable/enableSteps.ts';
import { RememberedChoices, stillThere } from '../../../../src/editor/enable/rememberedChoices.ts';
import { runWizard, type WizardUi } from '../../../../src/editor/enable/wizard.ts';
import type { EnableChoices } from '../../../../src/operations/enable/enableChoices.ts';
import { english } from '../localizer.ts';
import { questionsAbout, regions, someMachine, targets } from './someMachine.ts';

const first: EnableAnswers = { isStepwise: false, choices: { targetRegion: 'northeurope' } };

/** Enter at every step, but for those whose prompt begins with what is said: there the option with this label. Keeps what was asked and offered. */
function person(said: Readonly<Record<string, string>>): { readonly ui: WizardUi; readonly seen: string[] } {
  const seen: string[] = [];
  return {
    seen,
    ui: {
      async ask(step, answers, { at, of }) {
        const wanted = Object.entries(said).find(([prompt]) => step.prompt.startsWith(prompt))?.[1];
        seen.push(`${at}/${of} ${step.prompt}`);
        if (step.kind === 'many') {
          seen.push(...step.options(answers).map(({ label, description }) => `     ${label}, ${description}`));
          return step.take(answers, step.taken(answers));
        }
        if (step.kind === 'text') return step.take(answers, wanted ?? step.text(answers));
        const options = await step.options(answers);
        const active = options.find(({ isDefault }) => isDefault) ?? options[0];
        for (const { label, description, heading } of options) {
          if (heading !== undefined) seen.push(`     -- ${heading}`);
          seen.push(`   ${label === active?.label ? '>' : ' '} ${[label, description].filter(Boolean).join(', ')}`);
        }
        const option = wanted === undefined ? active : options.find(({ label }) => label.startsWith(wanted));
        return option?.take(answers);
      },
    },
  };
}

async function ask(questions: EnableQuestions, said: Readonly<Record<string, string>>, from = first) {
  const { ui, seen } = person(said);
  return { seen, answers: await runWizard(enableSteps(questions, english), from, ui) };
}

test('Enter at once takes the defaults: one question, and only the region is chosen', async () => {
  const { seen, answers } = await ask(questionsAbout(someMachine('sql-01')), {});
  expect(seen.filter((line) => /^\d/.test(line))).toHaveLength(1);
  expect(answers?.choices).toEqual({ targetRegion: 'northeurope' });
});

test('Enter at every step chooses no more than the defaults do', async () => {
  const { seen, answers } = await ask(questionsAbout(someMachine('sql-01')), { Everything: 'Choose step by step' });
  const chosen = Object.entries(answers!.choices).filter(([name, value]) => value !== undefined && name !== 'leaveOut');
  expect(chosen).toEqual([['targetRegion', 'northeurope']]);
  expect(answers?.choices.leaveOut).toEqual([]);
  await expect(`${seen.join('\n')}\n`).toMatchFileSnapshot('golden/steps.txt');
});

test('what is chosen is there in the end; a network asks for its subnet', async () => {
  const said = {
    Everything: 'Choose step by step',
    'Resource group': 'rg-dr',
    'Network of': 'vnet-dr',
    'Subnet of': 'snet-dr',
    Availability: 'Zone 2',
    'Type of': 'StandardSSD_LRS',
    'Cache storage': 'New premium',
    Recovery: 'rsv-own',
    'Replication policy': 'New: points of 72 hours, app',
    'Multi-VM': 'shop',
  };
  const { seen, answers } = await ask(questionsAbout(someMachine('sql-01')), said);
  expect(seen).toContainEqual(expect.stringMatching(/Subnet of a failover$/));
  expect(answers?.choices).toMatchObject({
    targetGroupId: targets.groups![0]!.id,
    networkId: targets.networks![0]!.id,
    subnetName: 'snet-dr',
    availability: { kind: 'zone', zone: '2' },
    diskType: 'StandardSSD_LRS',
    highChurn: true,
    vaultId: targets.vaults![0]!.id,
    policy: { retentionHours: 72, appConsistentMinutes: 240 },
    multiVmGroup: 'shop',
  });
});

test('another region drops what belonged to the old one, and takes up what was chosen for it last', async () => {
  const last: EnableChoices = { targetRegion: 'uksouth', diskType: 'Standard_LRS' };
  const remembered = (region: string): EnableChoices | undefined => (region === 'uksouth' ? last : undefined);
  const from = { ...first, choices: { targetRegion: 'northeurope', capacityReservationGroupId: '/old' } };
  const questions = questionsAbout(someMachine('sql-01'), { remembered });
  const { answers } = await ask(questions, { Everything: 'Choose step by step', 'Target region': 'UK South' }, from);
  expect(answers?.choices).toMatchObject({ targetRegion: 'uksouth', diskType: 'Standard_LRS' });
  expect(answers?.choices.capacityReservationGroupId).toBeUndefined();
});

test('as last time: what was chosen last for the pair of regions', async () => {
  const last: EnableChoices = { targetRegion: 'northeurope', diskType: 'Standard_LRS' };
  const { seen, answers } = await ask(questionsAbout(someMachine('sql-01'), { remembered: () => last }), { Everything: 'As last time' });
  expect(seen.filter((line) => /^\d/.test(line))).toHaveLength(1);
  expect(answers).toEqual({ isStepwise: false, choices: last });
});

test('disks with a key of their own ask for a set, those encrypted inside ask for their secrets', async () => {
  const machine = someMachine('sql-01');
  const [os, data] = machine.disks;
  const disks = [
    { ...os!, encryptionSetId: '/des' },
    { ...data!, guestEncryption: 'key' as const },
  ];
  const said = {
    Everything: 'Choose step by step',
    'ARM id of the key vault': '/kv',
    'URL of the copied secret': 'https://kv/secrets/s',
    'URL of the copied key': 'https://kv/keys/k',
  };
  const { answers } = await ask(questionsAbout({ ...machine, disks }), said);
  expect(answers?.choices).toMatchObject({
    diskEncryptionSetId: targets.diskEncryptionSets![0]!.id,
    keyVault: { vaultId: '/kv', secrets: { [data!.id.toLowerCase()]: 'https://kv/secrets/s' }, keyUrl: 'https://kv/keys/k' },
  });
});

test('the target region: the last one, else the pair, else the nearest, of those that Azure Policy allows', () => {
  expect(defaultRegion({ regions }, undefined)).toBe('northeurope');
  expect(defaultRegion({ regions }, 'uksouth')).toBe('uksouth');
  expect(defaultRegion({ regions }, 'gone')).toBe('northeurope');
  const forbidden = regions.map((region) => Object.assign({}, region, { isAllowed: !region.isPair }));
  expect(defaultRegion({ regions: forbidden }, 'northeurope')).toBe('uksouth');
  expect(defaultRegion({ regions: forbidden.map((region) => Object.assign({}, region, { isAllowed: false })) }, undefined)).toBeUndefined();
});

test('choices are remembered for each pair of regions, apart for Azure and the sandbox, without disks', async () => {
  const memory = new Map<string, unknown>();
  const state = {
    get: (key: string) => memory.get(key),
    update: async (key: string, value: unknown) => void memory.set(key, value),
    keys: () => [...memory.keys()],
  } as Memento;
  const remembered = new RememberedChoices(state, 'sandbox', 'westeurope');
  await remembered.keep({ targetRegion: 'northeurope', diskType: 'Standard_LRS', leaveOut: ['/disk'] });
  await remembered.keep({ targetRegion: 'uksouth' });
  expect(remembered.target).toBe('uksouth');
  expect(remembered.of('northeurope')).toEqual({ targetRegion: 'northeurope', diskType: 'Standard_LRS' });
  expect(new RememberedChoices(state, 'azure', 'westeurope').target).toBeUndefined();
  expect(new RememberedChoices(state, 'sandbox', 'eastus').of('northeurope')).toBeUndefined();
});

test('what was chosen last and is gone is not chosen again; what cannot be read stays', () => {
  const choices: EnableChoices = {
    targetRegion: 'northeurope',
    targetGroupId: '/gone',
    networkId: targets.networks![0]!.id,
    subnetName: 'gone',
    vaultId: targets.vaults![0]!.id,
    policyId: '/policy',
    cacheAccountId: '/not-read',
    availability: { kind: 'set', id: '/gone' },
  };
  expect(stillThere(choices, targets)).toMatchObject({
    targetGroupId: undefined,
    networkId: targets.networks![0]!.id,
    subnetName: undefined,
    vaultId: targets.vaults![0]!.id,
    policyId: '/policy',
    cacheAccountId: '/not-read',
    availability: undefined,
  });
  expect(stillThere(choices, { ...targets, vaults: [] }).policyId).toBeUndefined();
});

import { expect, test } from 'vitest';
import { sandboxConnection } from '../../../src/azure/wire/connection.ts';
import { readInventory } from '../../../src/azure/inventory/readInventory.ts';
import { icons, stateIcons } from '../../../src/editor/tree/icon.ts';
import type { TreeNode } from '../../../src/editor/tree/node.ts';
import { severities } from '../../../src/readiness/finding.ts';
import { createSandbox } from '../../../src/sandbox/createSandbox.ts';
import { sandboxHttpClient } from '../../../src/sandbox/inProcess.ts';
import { screenOf } from './screenOf.ts';

const sandbox = createSandbox({ clock: 'manual', seed: 1 });
const httpClient = sandboxHttpClient((request) => sandbox.handle(request));
const inventory = await readInventory(sandboxConnection(httpClient, { kind: 'sandbox', label: 'Sandbox' }));
const screen = screenOf(inventory);

function rootNamed(label: string): TreeNode {
  return screen.children(undefined).find((node) => screen.row(node).label === label)!;
}

/** The first words of a line: what the row is called. */
function nameIn(line: string): string {
  return line.trim().split('  ')[0] ?? '';
}

function textBelow(node: TreeNode, level = 0): readonly string[] {
  const { label, description } = screen.row(node);
  return [`${'  '.repeat(level)}${label}  ${description}`, ...screen.children(node).flatMap((child) => textBelow(child, level + 1))];
}

test('every storage account stands under what it survives, with the machines that depend on it', () => {
  const lines = textBelow(rootNamed('Storage'));
  const accounts = lines.filter((line) => /^ {4}\S/.test(line)).map(nameIn);
  expect(accounts.toSorted()).toEqual(inventory.storageAccounts.map(({ name }) => name).toSorted());
  expect(lines.filter((line) => /^ {2}\S/.test(line)).map(nameIn)).toEqual([
    'Lost with their zone',
    'Lost with their region',
    'Survive their region',
  ]);
  const vhds = lines.findIndex((line) => line.includes('stvhdlrsweu'));
  expect(lines[vhds]).toMatch(/Standard_LRS · westeurope · needed by \d+ machines/);
  expect(lines.slice(vhds + 1, vhds + 2)[0]).toMatch(/legacy-\d {2}its disks are VHDs in it · not replicated/);
  const diagnostics = lines.findIndex((line) => line.includes('stdiagprodweu'));
  expect(lines[diagnostics]).toContain('needed by 1 machine');
  expect(lines[diagnostics + 1]).toMatch(/app-01 {2}its boot diagnostics are in it · /);
  expect(lines.join('\n')).toMatch(/its replication passes through here · ready/);
});

test('a finding on a disk stands below its machine, and the filter finds the machine by it', () => {
  const regional = screen.snapshot.assessment.findings.filter(({ rule }) => rule === 'DR-STO-010');
  const others = screen.index.otherFindings().filter(({ rule }) => rule === 'DR-STO-010');
  const ownerOf = new Map(screen.snapshot.assessment.machines.flatMap(({ id, vm }) => (vm?.disks ?? []).map((disk) => [disk.id, id])));
  const owners = new Set(regional.map(({ subject }) => ownerOf.get(subject)));
  expect(regional.length).toBeGreaterThan(owners.size);
  expect(others).toEqual([]);
  const web = screen.snapshot.assessment.machines.find(({ id }) => owners.has(id))!;
  const disks = screen.children(screen.nodeOf(web.id)).find((node) => screen.row(node).label === 'Disks')!;
  expect(screen.row(disks)).toMatchObject({ description: expect.stringMatching(/ · \d findings?$/), expansion: 'collapsed' });
  const rows = screen.children(disks).map((node) => screen.row(node));
  expect(rows.map(({ description }) => description)).toContainEqual(expect.stringMatching(/^\S+ · low · DR-STO-010$/));
  for (const text of ['rule:dr-sto-010', 'DR-STO-010']) {
    expect(screenOf(inventory, { filter: { states: [], text } }).message(0)).toContain(`${owners.size} machines shown`);
  }
});

test('every vault stands there with what it replicates and backs up', () => {
  const lines = textBelow(rootNamed('Vaults'));
  const vaults = lines.filter((line) => /^ {2}\S/.test(line)).map(nameIn);
  expect(vaults.toSorted()).toEqual(inventory.vaults.map(({ name }) => name).toSorted());
  expect(lines.filter((line) => / {2}replicated · /.test(line))).toHaveLength(inventory.protectedItems.length);
  expect(lines.filter((line) => / {2}backed up · /.test(line))).toHaveLength(inventory.backupItems.length);
});

test('the branches give way to a filter', () => {
  const filtered = screenOf(inventory, { filter: { states: [], text: 'sql' } }).asText(0);
  expect(filtered).not.toMatch(/Storage {2}|Vaults {2}/);
});

test('an account whose SKU is not known stands apart, first', () => {
  const [first, ...others] = inventory.storageAccounts;
  const unknown = screenOf({ ...inventory, storageAccounts: [{ ...first!, sku: undefined }, ...others] });
  const root = unknown.children(undefined).find((node) => unknown.row(node).label === 'Storage')!;
  expect(unknown.row(unknown.children(root)[0]!)).toMatchObject({ label: 'Not known what they survive', description: '1 storage account' });
});

test('what a machine shares and is at risk by stands below its replication, and no line says that all is well', () => {
  const { machines } = screen.snapshot.assessment;
  const erp = machines.find(({ name }) => name === 'de-erp-01')!;
  expect(erp).toMatchObject({ state: 'atRisk', sharedRisks: ['DR-VLT-001', 'DR-CAP-001'] });
  const facts = screen.children(screen.nodeOf(erp.id));
  const line = (label: string): TreeNode => facts.find((node) => screen.row(node).label === label)!;
  const replication = line('Replication');
  expect(screen.row(replication)).toMatchObject({ icon: icons.bad, description: expect.stringContaining(' · 2 findings') });
  expect(screen.children(replication).map((node) => screen.row(node).description)).toEqual([
    'rsv-dr-gwc · critical · DR-VLT-001',
    'westeurope · critical · DR-CAP-001',
  ]);
  expect(screen.row(line('If germanywestcentral fails')).icon).toEqual(icons.warning);
  const ready = machines.find(({ name }) => name === 'web-01')!;
  expect(screen.children(screen.nodeOf(ready.id)).flatMap((node) => (node.kind === 'fact' ? [node.fact.icon] : []))).not.toContain(
    icons.warning,
  );
});

test('a machine of which only its item is left has its state among the items of its vault', () => {
  const vault = screen.children(rootNamed('Vaults')).find((node) => screen.row(node).label === 'rsv-dr-neu')!;
  const crm = screen.children(vault).find((node) => screen.row(node).label === 'crm-01')!;
  expect(screen.row(crm).icon).toEqual(stateIcons.failedOver);
});

test('findings on other resources stand worst first, and a subscription goes by its name', () => {
  for (const findings of screen.index.otherFindingsBySubscription().values()) {
    const ranks = findings.map(({ severity }) => severities.indexOf(severity));
    expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
  }
  const untold = screen.index.otherFindings().find(({ rule }) => rule === 'DR-SUB-001')!;
  const name = screen.index.subscriptionName(untold.resourceId.split('/')[2]!);
  expect(name).toMatch(/^Contoso /);
  expect(screen.asText(2)).toContain(`Nobody is told when a region is ill  ${name} · medium · DR-SUB-001`);
  expect(screen.page(untold.rule, untold.subject, '')).toContain(`**${name}** · Medium`);
});

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { api, eventually, line, run } from './support.ts';

/** What the commands of the view leave behind as settings. */
const kept = ['groupBy', 'groupByTag', 'sortBy', 'exclusions'] as const;

suite('the view’s choices', () => {
  suiteSetup(async () => {
    await run('openSandbox', { seed: 1 });
  });

  suiteTeardown(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await run('closeSandbox');
  });

  teardown(async () => {
    await run('clearFilter');
    const settings = vscode.workspace.getConfiguration('azureDr');
    for (const name of kept) await settings.update(name, undefined, vscode.ConfigurationTarget.Global);
  });

  test('groups by resource group, vault and a tag', async () => {
    const { rows } = await api();
    await run('groupBy', 'resourceGroup');
    assert.match(rows(), /^• rg-\S+ {2}\d+ machines?/m);
    await run('groupBy', 'vault');
    line(rows(), 'In no vault');
    await run('groupBy', 'tag', 'no such tag');
    line(rows(), 'Without the tag no such tag');
    assert.equal(vscode.workspace.getConfiguration().get('azureDr.groupByTag'), 'no such tag');
  });

  test('sorts by name, and back to the worst first', async () => {
    const { rows } = await api();
    // Full depth may come meanwhile and change what is worst: it comes once.
    let before: string;
    do {
      before = rows(1);
      await run('sortBy', 'name');
      const machines = rows(1)
        .split('\n')
        .slice(1)
        .map((each) => /^ {2}\S (\S+)/.exec(each)?.[1]);
      assert.ok((machines[0] ?? '') < (machines[1] ?? '') && (machines[1] ?? '') < (machines[2] ?? ''));
      await run('sortBy', 'worst');
    } while (rows(1) !== before);
  });

  test('filters by region and rule', async () => {
    const { rows } = await api();
    await run('filter', { text: 'region:uksouth rule:DR-VM-001' });
    assert.match(rows(1), /shop-07 {2}not replicated · uksouth/);
    assert.doesNotMatch(rows(1), /sql-01/);
  });

  test('shows storage and vaults as branches', async () => {
    const { rows } = await api();
    assert.match(rows(2), /Storage {2}\d+ storage accounts · \d+ lost with their region\n {2}\S Lost with their zone {2}/);
    assert.match(rows(2), /Vaults {2}\d+ vaults\n {2}\S /);
  });

  test('an exclusion in the settings is shown on its row and under it, and is gone with the setting', async () => {
    const { machines, rows } = await api();
    const id = machines().find(({ name }) => name === 'sql-01')!.id;
    const entries = [{ rule: 'DR-VM-001', resourceId: id, reason: 'known', until: '2999-12-31' }, { rule: 'nonsense' }];
    await vscode.workspace.getConfiguration().update('azureDr.exclusions', entries, vscode.ConfigurationTarget.Global);
    await eventually('the row of the excluded finding', () => / {6}⊘ .*until 2999-12-31 · known/.test(rows(3)));
    assert.equal(line(rows(1), 'sql-01'), '✗ sql-01  not replicated · westeurope · 1 excluded');
    const finding = { rule: 'DR-VM-001', resourceId: id, evidence: [], reason: 'known', until: '2999-12-31' };
    await run('removeExclusion', { kind: 'finding', id: 'x', finding });
    assert.equal(line(rows(1), 'sql-01'), '✗ sql-01  not replicated · westeurope');
    assert.deepEqual(vscode.workspace.getConfiguration().get('azureDr.exclusions'), [{ rule: 'nonsense' }]);
  });

  test('refreshes all selected machines', async () => {
    const { machines, rows } = await api();
    const before = machines().length;
    const row = (name: string): object => ({ kind: 'machine', id: name, machine: machines().find((each) => each.name === name) });
    await run('refreshMachine', row('sql-01'), [row('sql-01'), row('web-01')]);
    assert.equal(machines().length, before);
    line(rows(1), 'web-01');
  });

  test('shows a resource with its facts as JSON', async () => {
    const { machines } = await api();
    const { id } = machines().find(({ name }) => name === 'web-01')!;
    await run('showJson', { kind: 'machine', id: 'x', machine: { name: 'web-01', azureId: id } });
    const page = await eventually('the document', () => vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'azure-dr-json'));
    assert.equal(page.languageId, 'json');
    const { name, state, facts } = JSON.parse(page.getText()) as { name: string; state: string; facts: { machine: { name: string } } };
    assert.deepEqual([name, state, facts.machine.name], ['web-01', 'ready', 'web-01']);
  });
});

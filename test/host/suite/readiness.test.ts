import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import * as vscode from 'vscode';
import { api, eventually, extension, line, run } from './support.ts';

/** The sandbox's own: seeded, so they are the same everywhere. */
const choice = { seed: 1 };

const mostTurns = 100_000;

suite('before anything is opened', () => {
  test('the extension sleeps until its view is shown or a command runs', () => {
    assert.equal(extension().isActive, false);
  });

  test('nothing is open after activation', async () => {
    const { state, rows } = await api();
    assert.equal(state().kind, 'closed');
    assert.equal(state().badge, undefined);
    assert.equal(rows(), '');
  });

  test('every command is registered', async () => {
    const known = await vscode.commands.getCommands(true);
    const { contributes } = extension().packageJSON as { contributes: { commands: { command: string }[] } };
    for (const { command } of contributes.commands) assert.ok(known.includes(command), command);
  });

  test('commands that need an estate do nothing without one', async () => {
    await run('filter', { text: 'sql' });
    await run('explainFinding');
    await run('refresh');
    assert.equal((await api()).state().kind, 'closed');
  });
});

suite('the sandbox in the Readiness view', () => {
  suiteSetup(async () => {
    await run('openSandbox', choice);
  });

  suiteTeardown(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await run('closeSandbox');
  });

  teardown(async () => {
    await run('clearFilter');
    await run('groupBy', 'subscription');
  });

  test('it stands there: subscriptions, machines, what each lacks', async () => {
    const { rows, state } = await api();
    assert.equal(state().kind, 'open');
    assert.match(line(rows(), 'Contoso Production'), /\d+ machines · \d+ not replicated · \d+ at risk/);
    assert.match(line(rows(1), 'sql-01'), /^✗ sql-01 {2}not replicated · westeurope/);
    assert.match(line(rows(1), 'web-01'), /^✓ web-01 {2}RPO \d+ min · drilled \d+ days ago · westeurope ▸ northeurope/);
    for (const fact of ['Replication', 'Disks', 'Backup', 'Network', 'If westeurope fails']) line(rows(2), fact);
  });

  test('it says where the facts come from, how many there are, how old they are', async () => {
    const { state } = await api();
    assert.match(state().message ?? '', /^Sandbox · 3 subscriptions · \d+ machines · (just now|\d+ min ago)$/);
    assert.ok((state().badge ?? 0) > 0);
  });

  test('groups by region and by state; the choice is a setting', async () => {
    const { rows } = await api();
    await run('groupBy', 'region');
    line(rows(), 'westeurope');
    await run('groupBy', 'state');
    line(rows(), 'Not replicated');
    assert.equal(vscode.workspace.getConfiguration().get('azureDr.groupBy'), 'state');
  });

  test('filters by words and states, says so, and goes back', async () => {
    const { rows, state } = await api();
    const before = rows(1);
    await run('filter', { text: 'sql', states: ['unprotected'] });
    assert.match(rows(1), /sql-01/);
    assert.doesNotMatch(rows(1), /web-01/);
    assert.match(state().message ?? '', /shown: not replicated · “sql”$/);
    await run('filter', { text: 'no machine has this name' });
    assert.equal(rows(), '');
    assert.equal(state().message, '');
    await run('clearFilter');
    assert.equal(rows(1), before);
  });

  test('the filter box: rows follow the ticks, Escape brings back what was', async () => {
    const { rows } = await api();
    await eventually('full depth', () => !rows().includes('rules not evaluated'));
    const before = rows();
    const asked = run('filter');
    await eventually('the box has taken a tick', () => {
      void vscode.commands
        .executeCommand('quickInput.next')
        .then(() => vscode.commands.executeCommand('workbench.action.quickPickManyToggle'));
      return rows() !== before;
    });
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    await asked;
    assert.equal(rows(), before);
  });

  test('explains a finding on a page of its own', async () => {
    const subject = await subjectOf('sql-01');
    await run('explainFinding', { rule: 'DR-VM-001', subject });
    const page = (await api()).page('explanation') ?? '';
    for (const heading of ['What is wrong', 'Evidence', 'If the region fails', 'What to do', 'Sources', 'Resource']) {
      assert.match(page, new RegExp(`^## ${heading}$`, 'm'));
    }
    assert.match(page, /Sandbox/);
    await eventually('the tab', () =>
      vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).some(({ label }) => label.includes('DR-VM-001')),
    );
  });

  test('a finding that is not there is said, not invented', async () => {
    const subject = await subjectOf('web-01');
    await run('explainFinding', { rule: 'DR-VM-001', subject });
    assert.match((await api()).page('explanation') ?? '', /no longer has this finding/);
  });

  test('refreshes everything, a subscription, a machine, and keeps the rows', async () => {
    const { rows, state } = await api();
    const names = namesOf(rows(1));
    await run('refresh');
    assert.deepEqual(namesOf(rows(1)), names);
    await run('refreshSubscription', { kind: 'group', id: 'x', groupBy: 'subscription', key: (await subjectOf('sql-01')).split('/')[2] });
    assert.deepEqual(namesOf(rows(1)), names);
    await run('refreshMachine', { kind: 'machine', id: 'x', machine: { id: await subjectOf('sql-01') } });
    assert.deepEqual(namesOf(rows(1)), names);
    assert.equal(state().busy, false);
  });

  test('rows stay while a refresh runs, and after it is cancelled', async () => {
    const { rows, state } = await api();
    const before = rows(1);
    const refresh = run('refresh');
    // The sandbox is read within a few turns of the event loop: each of them is looked at.
    for (let turn = 0; turn < mostTurns && !state().busy; turn++) await setImmediate();
    assert.equal(state().busy, true);
    assert.equal(rows(1), before);
    await run('cancelRefresh');
    await refresh;
    assert.equal(rows(1), before);
    assert.equal(state().kind, 'open');
  });

  test('copies the ids of all selected rows, as Azure spells them', async () => {
    const azureId = '/subscriptions/1/resourceGroups/RG-App/providers/Microsoft.Compute/virtualMachines/sql-01';
    const row = (name: string): object => ({ kind: 'machine', id: name, machine: { name, azureId: azureId.replace('sql-01', name) } });
    await run('copyResourceId', row('a'), [row('a'), row('b')]);
    assert.equal(await vscode.env.clipboard.readText(), ['a', 'b'].map((name) => azureId.replace('sql-01', name)).join('\n'));
  });

  test('judges rebuilt machines like all others when the setting says so', async () => {
    const { rows } = await api();
    line(rows(), 'Rebuilt, not recovered');
    const settings = vscode.workspace.getConfiguration();
    await settings.update('azureDr.judgeRebuiltMachines', true, vscode.ConfigurationTarget.Global);
    await eventually('machines judged alike', () => !rows().includes('Rebuilt, not recovered'));
    await settings.update('azureDr.judgeRebuiltMachines', 'yes', vscode.ConfigurationTarget.Global);
    await eventually('the word that says nothing', () => rows(1).includes('azureDr.judgeRebuiltMachines  is neither true nor false'));
    line(rows(), 'Rebuilt, not recovered');
    await settings.update('azureDr.judgeRebuiltMachines', undefined, vscode.ConfigurationTarget.Global);
    await eventually('all settings usable', () => !rows().includes('Not all settings can be used'));
    line(rows(), 'Rebuilt, not recovered');
  });
});

suite('a large sandbox', () => {
  suiteTeardown(async () => {
    await run('closeSandbox');
  });

  test('more than 500 machines of a group are split by name', async () => {
    await run('openSandbox', { seed: 1, vms: 1500, subscriptions: 1 });
    const { rows, state } = await api();
    assert.match(state().message ?? '', /· 1[0-9]{3} machines ·/);
    assert.match(rows(1), / … /);
  });
});

suite('what goes wrong', () => {
  test('a sandbox that cannot start leaves the view failed; closing and opening works again', async () => {
    const { rows, state } = await api();
    await run('openSandbox', { vms: -1 });
    assert.equal(state().kind, 'failed');
    assert.equal(rows(), '');
    await run('refresh');
    assert.equal(state().kind, 'failed');
    await run('openSandbox', choice);
    assert.equal(state().kind, 'open');
    await run('closeSandbox');
    assert.equal(state().kind, 'closed');
    assert.equal(rows(), '');
  });
});

async function subjectOf(name: string): Promise<string> {
  const { machines } = await api();
  const found = machines().find((machine) => machine.name === name);
  assert.ok(found, name);
  return found.id;
}

/** First words of all lines: what is there, without figures that move with the clock. */
function namesOf(rows: string): readonly string[] {
  return rows.split('\n').map((each) => each.trim().slice(2).split('  ')[0] ?? '');
}

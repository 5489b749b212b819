import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { api, eventually, line, run } from './support.ts';

/** First copies take half an hour of the sandbox, whose time runs 60 times faster meanwhile. */
const protectedWithinMs = 90_000;

suite('enabling replication', () => {
  suiteSetup(async () => {
    await run('openSandbox', { seed: 1 });
  });

  suiteTeardown(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await run('closeSandbox');
  });

  test('a machine that is replicated is refused, with the reason', async () => {
    await run('enableReplication', { machines: [await idOf('web-01')] });
    assert.equal((await api()).page('enable'), undefined);
  });

  test('Enter takes the defaults, and leads to the preview', async () => {
    const { page } = await api();
    const asked = run('enableReplication', { kind: 'machine', id: 'x', machine: await machineOf('sql-01') });
    await eventually('the preview', () => {
      void vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return page('enable')?.includes('## Checks');
    });
    await asked;
    assert.match(await preview(), /^# Enable replication of sql\\-01$/m);
    assert.match(await preview(), /^\| sql\\-01 \| westeurope ▸ northeurope \|/m);
  });

  test('three machines: what is made once, and what for each; started, and followed until they are protected', async function () {
    this.timeout(protectedWithinMs + 30_000);
    const { rows, page } = await api();
    const names = ['sql-01', 'batch-01', 'fs-02'];
    for (const name of names) assert.match(line(rows(1), name), /not replicated/);
    await run('enableReplication', { machines: await Promise.all(names.map(idOf)), choices: {} });
    const text = page('enable') ?? '';
    assert.match(text, /^# Enable replication of 3 machines$/m);
    assert.match(
      text,
      /Recovery Services vault rsv\\-dr\\-northeurope in northeurope \| rg\\-dr\\-northeurope \| sql\\-01\\, batch\\-01\\, fs\\-02 \|/,
    );
    for (const name of names) assert.ok(text.includes(`Replicate ${name.replace('-', '\\-')} to northeurope`));
    await run('copyEnableCommands');
    assert.match(await vscode.env.clipboard.readText(), /^az rest --method put --url .*replicationProtectedItems.* --body /m);
    await run('startEnabling');
    assert.match(page('enable') ?? '', /It has begun/);
    const isCopied = (name: string): boolean => /initial replication/.test(line(rows(1), name));
    await eventually('the first copy', () => names.some(isCopied), protectedWithinMs);
    await eventually('all protected', () => names.every((name) => /RPO/.test(line(rows(1), name))), protectedWithinMs);
    await run('enableReplication', { machines: await Promise.all(names.map(idOf)), choices: {} });
    assert.match(page('enable') ?? '', /It has begun/, 'what is replicated is not previewed again');
  });

  test('choices that are given take the place of the wizard; a machine that cannot have them is left out, with the reason', async () => {
    const { page } = await api();
    const machines = await Promise.all(['db-07', 'mon-01'].map(idOf));
    await run('enableReplication', { machines, choices: { targetRegion: 'northeurope', diskType: 'StandardSSD_LRS' } });
    const text = page('enable') ?? '';
    assert.match(text, /^# Enable replication of db\\-07$/m);
    assert.match(text, /## Left out\n\n- mon\\-01\\: The machine is in northeurope itself\\. Choose another target region\\./);
    await run('leaveOutOfEnabling', { machineId: 'no such machine' });
    assert.equal(page('enable'), text);
  });

  test('what blocks a machine keeps all from being started, until it is left out', async () => {
    const { page } = await api();
    const ids = await Promise.all(['db-07', 'mail-test'].map(idOf));
    // It forbids access by key.
    const group = `${ids[0]!.split('/').slice(0, 3).join('/')}/resourceGroups/rg-storage-weu`;
    const cacheAccountId = `${group}/providers/Microsoft.Storage/storageAccounts/stprodlogsweu`;
    await run('enableReplication', { machines: ids, choices: { cacheAccountId } });
    assert.match(page('enable') ?? '', /2 machines are blocked/);
    assert.match(page('enable') ?? '', /command:azureDr\.fixEnabling/);
    assert.doesNotMatch(page('enable') ?? '', /command:azureDr\.startEnabling/);
    await run('startEnabling');
    assert.doesNotMatch(page('enable') ?? '', /It has begun/);
    for (const machineId of ids) await run('leaveOutOfEnabling', { machineId });
    assert.match(page('enable') ?? '', /No machine is left/);
  });
});

async function preview(): Promise<string> {
  return (await api()).page('enable') ?? '';
}

async function machineOf(name: string): Promise<{ readonly id: string; readonly name: string }> {
  const found = (await api()).machines().find((machine) => machine.name === name);
  assert.ok(found, name);
  return found;
}

async function idOf(name: string): Promise<string> {
  return (await machineOf(name)).id;
}

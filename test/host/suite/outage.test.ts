import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { api, eventually, line, run } from './support.ts';

suite('an outage in the sandbox', () => {
  suiteSetup(async () => {
    await run('openSandbox', { seed: 1 });
  });

  suiteTeardown(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await run('closeSandbox');
  });

  test('a region fails, and says so before all else', async () => {
    const { rows } = await api();
    await run('failRegion', { region: 'westeurope' });
    assert.match(rows(0).split('\n')[0] ?? '', /westeurope is down {2}rehearsed in the sandbox, since \d+ s$/);
  });

  test('the cockpit opens for machines, and tells what a failover would mean and what stands in its way', async () => {
    const { page, machines } = await api();
    const ids = ['web-01', 'erp-01', 'app-03'].map((name) => machines().find((machine) => machine.name === name)?.id);
    await run('failOver', { machines: ids });
    const text = (): string => page('failover') ?? '';
    assert.match(text(), /^# Failover of 3 machines$/m);
    assert.match(text(), /\*\*westeurope is down\*\* \(rehearsed\)/);
    assert.match(text(), /Fail Over 2 Machines…/);
    assert.match(text(), /^\| erp\\-01 \| failed over 3 h ago\\, not committed \|$/m);
    assert.match(text(), /This failover would fail:/);
    await run('changeFailover', { do: 'shutDown' });
    await eventually('the changed page', () => text().includes('**Shut down first: yes.**'));
    // Whatever else a link may carry.
    for (const odd of [undefined, 7, {}, { do: 'other' }, { do: 'point', item: 'x' }]) await run('changeFailover', odd);
  });

  test('the region is up again', async () => {
    const { rows } = await api();
    await run('endOutage');
    assert.doesNotMatch(rows(0), /is down/);
    assert.match(line(rows(1), 'web-01'), /westeurope ▸ northeurope/);
  });
});

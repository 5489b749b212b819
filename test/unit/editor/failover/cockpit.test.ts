import { expect, test } from 'vitest';
import { stepperText } from '../../../../src/editor/failover/stepperText.ts';
import { planItem } from '../../../../src/operations/item/planItem.ts';
import { english } from '../localizer.ts';
import { sandboxCockpit } from './sandboxCockpit.ts';

/** Long enough for what answers. */
const answerWithinMs = 1500;

test('the page for one machine that can fail over', async () => {
  const { cockpit } = await sandboxCockpit(['web-01']);
  await cockpit.read();
  await expect(cockpit.text()).toMatchFileSnapshot('../golden/cockpit-one.txt');
});

test('the page for machines that stand in different places', async () => {
  const { cockpit } = await sandboxCockpit(['web-01', 'app-03', 'app-05', 'erp-01', 'erp-03', 'crm-01', 'app-07', 'crm-02'], {
    regionsDown: ['westeurope'],
  });
  await cockpit.read();
  await expect(cockpit.text()).toMatchFileSnapshot('../golden/cockpit-many.txt');
});

test('a region that is down holds up nothing: what lies in it is not asked for, and a vault that is silent is given up', async () => {
  const asked: string[] = [];
  const { cockpit } = await sandboxCockpit(['web-01'], {
    regionsDown: ['westeurope'],
    door: (request, sandbox) => {
      asked.push(new URL(request.url).pathname.toLowerCase());
      return sandbox.handle(request);
    },
  });
  await cockpit.read();
  expect(cockpit.text()).toContain('Fail Over web\\-01…');
  expect(asked.length).toBeGreaterThan(3);
  const inTarget = /\/replicationprotecteditems\/|\/locations\/northeurope\/usages$|\/microsoft\.compute\/skus$/;
  expect(asked.filter((path) => !inTarget.test(path))).toEqual([]);

  const silent = await sandboxCockpit(['web-01', 'app-05'], {
    answerWithinMs,
    door: (request, sandbox) => (request.url.includes('rg-web-weu-web-01') ? new Promise(() => {}) : sandbox.handle(request)),
  });
  await silent.cockpit.read();
  expect(silent.cockpit.text()).toContain('could not be read\\: Azure did not answer within 1\\.5 s\\.');
  expect(silent.cockpit.text()).toContain('Fail Over app\\-05…');
});

test('what is only good to know is not waited for: a machine fails over without it', async () => {
  const { cockpit } = await sandboxCockpit(['web-01', 'app-05'], {
    answerWithinMs,
    door: (request, sandbox) => (/web-01\/recoveryPoints|\/usages\?/i.test(request.url) ? new Promise(() => {}) : sandbox.handle(request)),
  });
  await cockpit.read();
  const text = cockpit.text();
  expect(text).toContain('Recovery points\\, size and quota could not be read');
  expect(text).toContain('whether there is room could not be read');
  expect(text).toContain('Fail Over 2 Machines…');
  expect((await cockpit.plan()).planned.map(({ machine }) => machine)).toEqual(['web-01', 'app-05']);
});

test('what is chosen is planned: the point, the old machine, each from its item as it is now', async () => {
  const { cockpit, item } = await sandboxCockpit(['web-01', 'app-05', 'erp-01']);
  await cockpit.read();
  const { azureId } = await item('web-01');
  cockpit.choosePoint('latest-processed');
  cockpit.choosePoint('app-consistent', azureId);
  cockpit.changeShutDown();
  expect(cockpit.text()).toContain('**● Newest app\\-consistent**');
  const { planned } = await cockpit.plan();
  expect(planned.map(({ machine, kind }) => `${kind} ${machine}`)).toEqual(['failover web-01', 'failover app-05']);
  expect(planned.map(({ inputs }) => inputs['shutDownSource'])).toEqual(['yes', 'yes']);
  const points = planned.map(({ inputs }) => inputs['recoveryPointId']);
  expect(new Set(points).size).toBe(2);
  expect(points).not.toContain('latest');
});

test('machines of which none can fail over are refused, with where to look', async () => {
  const { cockpit } = await sandboxCockpit(['erp-01', 'erp-03']);
  await cockpit.read();
  await expect(cockpit.plan()).rejects.toThrow('None of these machines can be failed over now.');
  expect(cockpit.text()).not.toContain('Fail Over');
});

test('what a page of other machines names, or names before they are read, is not failed over', async () => {
  const { cockpit, item } = await sandboxCockpit(['web-01', 'app-05']);
  const { azureId } = await item('web-01');
  await expect(cockpit.plan([azureId])).rejects.toThrow('The machines are still being read.');
  await cockpit.read();
  expect(cockpit.text()).toContain(encodeURIComponent(`"items":["${azureId}","`));
  expect((await cockpit.plan([azureId])).planned.map(({ machine }) => machine)).toEqual(['web-01']);
  await expect(cockpit.plan([azureId.replace('web-01', 'web-05')])).rejects.toThrow('The page has changed since.');
});

test('a machine is followed there and back, to the other container and home again', async () => {
  const { cockpit, run, azure } = await sandboxCockpit(['web-01']);
  await cockpit.read();
  const where = (): string =>
    cockpit
      .text()
      .split('\n')
      .find((line) => line.includes(' → ')) ?? '';
  const stages = [where()];
  const act = async (kind: 'commit' | 'reprotect'): Promise<void> => {
    const { itemId } = cockpit.machines[0]!.subject;
    await run([await azure(async (access) => planItem(access, kind, (await access.readItem(itemId))!, {}))]);
    await cockpit.follow();
    stages.push(where());
  };
  const failover = async (): Promise<void> => {
    await run((await cockpit.plan()).planned);
    await cockpit.follow();
    stages.push(where());
  };
  const home = cockpit.machines[0]!.subject.itemId;
  await failover();
  await act('commit');
  await act('reprotect');
  expect(cockpit.machines[0]!.subject.itemId).not.toBe(home);
  expect(cockpit.text()).toContain('Fail Back web\\-01…');
  await failover();
  await act('reprotect');
  expect(cockpit.machines[0]!.subject.itemId.toLowerCase()).toBe(home.toLowerCase());
  expect(stages.map((stage) => /\*\*(.+?)\*\*/.exec(stage)?.[1]).join('\n')).toMatchInlineSnapshot(`
    "▸ Fail over (next)
    ● Commit (waits for you)
    ● Re\\-protect (waits for you)
    ▸ Test failover (next)
    ● Commit (waits for you)
    ▸ Test failover (next)"
  `);
});

test('a failover that fails, or is cancelled half-way: the page says why, and offers what it did before', async () => {
  let isToCancel = false;
  const { cockpit, run, sandbox } = await sandboxCockpit(['web-01'], {
    async door(request, azure) {
      const answer = await azure.handle(request);
      if (isToCancel && request.method === 'GET' && /\/replicationJobs\/[^/?]+\?/i.test(request.url)) {
        isToCancel = false;
        await azure.handle({ ...request, method: 'POST', url: request.url.replace('?', '/cancel?') });
      }
      return answer;
    },
  });
  await cockpit.read();
  const before = cockpit.text();
  const failover = async (): Promise<void> => {
    await run((await cockpit.plan()).planned);
  };
  const machines = (): number => sandbox.world.store.list('microsoft.compute/virtualmachines').length;
  const untouched = machines();

  sandbox.control.addFault({ operation: 'UnplannedFailover', errorCode: '150097' });
  await expect(failover()).rejects.toThrow('150097');
  await cockpit.follow();
  expect(cockpit.text()).toContain('What to do\\: Before a failover\\: choose a size that fits');
  for (const link of ['Fail Over web\\-01…', 'Update Failover Settings…']) {
    expect(before).toContain(link);
    expect(cockpit.text()).toContain(link);
  }

  isToCancel = true;
  await expect(failover()).rejects.toThrow('JobCancelled');
  await cockpit.follow();
  expect(cockpit.text()).toContain('It means\\: Somebody cancelled the job\\.');
  expect(cockpit.text()).toContain('Fail Over web\\-01…');
  // Nothing of either is left.
  expect(machines()).toBe(untouched);
  await failover();
  await cockpit.follow();
  expect(cockpit.text()).toContain('web\\-01 runs in northeurope');
});

test('while something runs, its step is under way: those before it are over, an untested failover among them', () => {
  const standing = { situation: 'protected', isBusy: false, isTurned: false, next: 'test-failover', waits: [] } as const;
  const steps = [
    { step: 'replicate', state: 'done' },
    { step: 'test', state: 'next' },
    { step: 'fail-over', state: 'later' },
    { step: 'commit', state: 'later' },
  ] as const;
  expect(stepperText({ ...standing, steps }, 'failover', english)).toBe(
    '✓ Replicate → – Test failover (left out) → **⟳ Fail over (under way)** → ○ Commit',
  );
  expect(stepperText({ ...standing, steps }, 'update', english)).toBe('✓ Replicate → **▸ Test failover (next)** → ○ Fail over → ○ Commit');
  expect(stepperText({ ...standing, steps: [] }, undefined, english)).toBe(
    'Azure tells a state that is not known here: where the machine stands cannot be said.',
  );
});

test('a machine that refuses does not keep the others', async () => {
  const { cockpit, item, sandbox } = await sandboxCockpit(['web-01', 'app-05']);
  await cockpit.read();
  sandbox.control.deleteResource((await item('web-01')).azureId);
  const { planned, leftOut } = await cockpit.plan();
  expect(planned.map(({ machine }) => machine)).toEqual(['app-05']);
  expect(leftOut).toEqual(['web-01 has no protected item any more. Refresh the Readiness view.']);
  sandbox.control.deleteResource((await item('app-05')).azureId);
  await expect(cockpit.plan()).rejects.toThrow('web-01 has no protected item any more.');
});

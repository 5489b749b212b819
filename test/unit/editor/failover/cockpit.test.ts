import { expect, test } from 'vitest';
import { sandboxCockpit } from './sandboxCockpit.ts';

test('the page for one machine that can fail over', async () => {
  const { cockpit } = await sandboxCockpit(['web-01']);
  await cockpit.read();
  await expect(cockpit.text()).toMatchFileSnapshot('../golden/cockpit-one.md');
});

test('the page for machines that stand in different places', async () => {
  const { cockpit } = await sandboxCockpit(['web-01', 'app-03', 'app-05', 'erp-01', 'erp-03', 'crm-01', 'app-07', 'crm-02'], {
    regionsDown: ['westeurope'],
  });
  await cockpit.read();
  await expect(cockpit.text()).toMatchFileSnapshot('../golden/cockpit-many.md');
});

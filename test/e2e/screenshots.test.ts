import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { openWindow } from '../host/openWindow.ts';
import { serveEditor, themes, type Theme } from '../host/servedEditor.ts';
import { Workbench } from '../host/workbench.ts';
import { accessibilityProblems } from './accessibility.ts';
import { pictures, vsix } from './places.ts';

/** For colours, badges and fading menus, which come after the rows. */
const settleMs = 1000;

test.each(Object.keys(themes) as Theme[])('pictures of the view in the theme %s', async (theme) => {
  mkdirSync(pictures, { recursive: true });
  await using editor = await serveEditor({ install: [vsix], theme });
  await using window = await openWindow(editor);
  const { page } = window;
  const workbench = new Workbench(page);
  const picture = async (name: string): Promise<void> => {
    const file = path.join(pictures, `${theme}-${name}.png`);
    await page.waitForTimeout(settleMs);
    await page.screenshot({ path: file });
    expect(statSync(file).size).toBeGreaterThan(0);
  };

  await workbench.openContainer();
  await workbench.widenSideBar();
  await workbench.sideBar.getByRole('button', { name: 'Open the Sandbox' }).waitFor();
  await picture('welcome');

  await workbench.sideBar.getByRole('button', { name: 'Open the Sandbox' }).click();
  await workbench.row('sql-01').waitFor();
  await picture('tree');

  await workbench.showHover(workbench.row('web-02').locator('.label-name'));
  await picture('card');
  await workbench.leaveHover();

  await workbench.filter('web');
  await workbench.sideBar.getByText('machines shown').waitFor();
  await picture('filter');
  await page.keyboard.press('Escape');

  await workbench.run('Azure DR: Explain Finding');
  await workbench.pick('DR-VM-001');
  await workbench.pick('sql-01');
  await workbench.markdown.getByRole('heading', { name: 'What to do' }).waitFor();
  await picture('finding');
  expect(await accessibilityProblems(workbench)).toEqual([]);

  await workbench.markdown.getByRole('link', { name: 'Enable Replication…' }).click();
  await workbench.quickInput.getByText('Use the defaults').waitFor();
  await picture('wizard');
  await page.keyboard.press('Enter');
  await workbench.markdown.getByRole('heading', { name: 'Checks' }).waitFor();
  await picture('enable');
  expect(await accessibilityProblems(workbench)).toEqual([]);
});

import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFailed, test } from 'vitest';
import { openWindow } from '../host/openWindow.ts';
import { serveEditor } from '../host/servedEditor.ts';
import { pictures, vsix } from './places.ts';
import { Workbench } from './workbench.ts';

const stack = new AsyncDisposableStack();
let workbench: Workbench;

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  const editor = stack.use(await serveEditor({ install: [vsix] }));
  const { page } = stack.use(await openWindow(editor));
  workbench = new Workbench(page);
  await workbench.widenSideBar();
});
afterAll(() => stack.disposeAsync());

/** One sitting at the packaged extension in a real VS Code: each test goes on where the last one ended. */
describe('as a user', () => {
  test.beforeEach(({ task }) => {
    onTestFailed(() => workbench.page.screenshot({ path: path.join(pictures, `failed-${task.name.replaceAll(/\W+/g, '-')}.png`) }));
  });
  afterEach(async () => {
    expect(await workbench.toasts.allInnerTexts()).toEqual([]);
  });

  test('the container has an icon, and one way in', async () => {
    await workbench.container.click();
    await workbench.sideBar.getByText('no account, no cost').waitFor();
    expect(await workbench.sideBar.getByRole('button', { name: 'Open the Sandbox' }).count()).toBe(1);
    expect(await workbench.editorTabs.count()).toBe(0);
  });
});

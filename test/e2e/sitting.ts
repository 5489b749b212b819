import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, onTestFailed } from 'vitest';
import type { Workbench } from '../host/workbench.ts';
import { pictures } from './places.ts';

/** The product says within this time, milliseconds, that a click met a row that was just being drawn anew. */
const rowLostMs = 700;

/** One window for all tests of a file, which come one after the other. What a person sees there and does again and again. */
export abstract class Sitting {
  readonly #name: string;
  readonly #operationMs: number;
  #workbench: Workbench | undefined;

  /** `name` begins the names of its pictures; `operationMs`: within which an operation ends. */
  constructor(name: string, operationMs: number) {
    this.#name = name;
    this.#operationMs = operationMs;
    const stack = new AsyncDisposableStack();
    beforeAll(async () => {
      mkdirSync(pictures, { recursive: true });
      await this.open(stack);
    });
    afterAll(() => stack.disposeAsync());
    beforeEach(({ task }) => {
      onTestFailed(() => this.picture(`failed-${task.name.replaceAll(/\W+/g, '-')}`));
    });
    afterEach(() => {
      expect(this.workbench.errors).toEqual([]);
    });
  }

  /** Opens the window, and puts down whatever has to be closed with it. */
  protected abstract open(stack: AsyncDisposableStack): Promise<void>;

  get workbench(): Workbench {
    if (this.#workbench === undefined) throw new Error('The window is not open yet.');
    return this.#workbench;
  }

  protected sitAt(workbench: Workbench): void {
    this.#workbench = workbench;
  }

  get dialog(): Locator {
    return this.workbench.page.locator('.monaco-dialog-box');
  }

  async picture(name: string): Promise<void> {
    await this.workbench.page.screenshot({ path: path.join(pictures, `${this.#name}-${name}.png`) });
  }

  /** A row of the view Readiness: the view Operations names machines as well. */
  machine(name: string | RegExp): Locator {
    const { page } = this.workbench;
    const label = page.locator('.label-name').getByText(name, { exact: true });
    return this.workbench.pane('Readiness').getByRole('treeitem').filter({ has: label });
  }

  /** A row of the view Operations, by all that it says. */
  operation(text: RegExp): Locator {
    return this.workbench.pane('Operations').getByRole('treeitem', { name: text });
  }

  /**
   * Presses an action of a row, which is there while the mouse is over the row. A row that moves or is drawn anew is gone to again; and so it is
   * when the product says that the click met a row that was just being drawn anew, as a person would.
   */
  async act(row: Locator, action: string): Promise<void> {
    const { page } = this.workbench;
    const button = row.getByRole('button', { name: action });
    const lost = page.locator('.notification-toast').filter({ hasText: 'The rows were being drawn anew' });
    const press = async (): Promise<boolean> => {
      await page.mouse.move(900, 500);
      await row.hover();
      const pressed = await button.click({ timeout: 1000 }).then(
        () => true,
        () => false,
      );
      const isLost = pressed && (await isThere(lost, rowLostMs));
      if (isLost) await this.#clearToasts(lost);
      return pressed && !isLost;
    };
    await expect.poll(press).toBe(true);
  }

  /** Begins a test failover from the newest point into the network that is offered first. */
  async beginTestFailover(name: string): Promise<void> {
    const { quickInput } = this.workbench;
    await this.workbench.run('Azure DR: Run Test Failover…');
    await this.workbench.pick(name);
    await quickInput.getByText('Recovery point of the test').waitFor();
    await this.workbench.pick('Latest processed');
    await quickInput.getByText('for the test machine').waitFor();
    await this.workbench.enter();
    await this.dialog.getByRole('button', { name: 'Run Test Failover' }).click();
  }

  /** The end of an operation is told once; the notification is closed. */
  async told(text: string | RegExp, within = this.#operationMs): Promise<void> {
    const { page } = this.workbench;
    const toast = page.locator('.notification-toast').filter({ hasText: text });
    await toast.waitFor({ timeout: within });
    expect(await toast.count()).toBe(1);
    await this.#clearToasts(toast);
  }

  async #clearToasts(toast: Locator): Promise<void> {
    await this.workbench.run('Notifications: Clear All Notifications');
    // It gives the focus back, which would close a palette that is opened meanwhile.
    await toast.waitFor({ state: 'detached' });
    await this.workbench.quickInput.waitFor({ state: 'hidden' });
  }
}

async function isThere(what: Locator, within: number): Promise<boolean> {
  return what.waitFor({ timeout: within }).then(
    () => true,
    () => false,
  );
}

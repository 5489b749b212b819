import type { FrameLocator, Locator, Page } from 'playwright-core';

/** Lines of the browser's console that come from the served VS Code itself. */
const known = [
  /vsda/, // a module of Microsoft's own builds
  /authentication provider 'github'/, // of which the editor asks for its own account menu
  /Blocked script execution .*'allow-scripts'/, // listeners of whoever drives the browser, in pages of ours, which may run none
  /^Found unexpected null/, // a webview's timer that meets a page which has been taken over by its next text
  /Data tree node not found[^]*onDidChangeContext/, // a row that has gone when a context key changes, which the editor draws all rows for
  /Long running operations during shutdown are unsupported|IndexedDB database 'vscode-web-db' is closed/, // of a window in the browser that is reloaded
];

/** What opens for input does so within this time, milliseconds. */
const attemptMs = 7000;
/** A menu takes no click in its first moments, which is VS Code's own 100 ms and the time that it takes to be drawn. */
const menuSettlesMs = 500;
/** So long after a box has closed a page in front may take the focus back, which closes a palette that is opened meanwhile; nobody is that fast. */
const focusReturnsMs = 150;

/** VS Code as a person sees and drives it. */
export class Workbench {
  readonly page: Page;
  readonly #errors: string[] = [];

  constructor(page: Page) {
    this.page = page;
    page.setDefaultTimeout(20_000);
    const note = (text: string): void => {
      if (!known.some((pattern) => pattern.test(text))) this.#errors.push(text);
    };
    page.on('console', (message) => {
      if (message.type() === 'error') note(`${message.text()} ${message.location().url}`);
    });
    page.on('pageerror', (error) => note(error.message));
  }

  /** What the console said of errors, but for the known. */
  get errors(): readonly string[] {
    return this.#errors;
  }

  /** The icon in the activity bar. */
  get container(): Locator {
    return this.page.getByRole('tab', { name: 'Azure DR' });
  }

  get sideBar(): Locator {
    return this.page.locator('.sidebar');
  }

  get rows(): Locator {
    return this.sideBar.getByRole('treeitem');
  }

  get toasts(): Locator {
    return this.page.locator('.notifications-toasts .notification-list-item-message');
  }

  get editorTabs(): Locator {
    return this.page.locator('.tabs-container .tab');
  }

  get quickInput(): Locator {
    return this.page.locator('.quick-input-widget:visible');
  }

  get picks(): Locator {
    return this.quickInput.locator('.monaco-list-row');
  }

  /** The rendered Markdown page in front. */
  get markdown(): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready').last().frameLocator('iframe#active-frame');
  }

  get hover(): Locator {
    return this.page.locator('.monaco-hover:visible');
  }

  /** A view of the side bar, by its title. */
  pane(title: string): Locator {
    return this.sideBar.locator('.pane').filter({ has: this.page.locator('.pane-header', { hasText: title }) });
  }

  /** An action in the title of the readiness view: VS Code shows it only while the pointer is over the view. */
  titleAction(name: string): Locator {
    return this.pane('Readiness').locator('.pane-header').getByRole('button', { name, includeHidden: true });
  }

  /** Goes to the title of the readiness view and clicks an action there. */
  async clickTitleAction(name: string): Promise<void> {
    await this.pane('Readiness').locator('.pane-header').hover();
    await this.titleAction(name).click();
  }

  /** The row whose name is this text. */
  row(name: string): Locator {
    return this.rows.filter({ has: this.page.locator('.label-name').getByText(name, { exact: true }) });
  }

  /** What stands in a row: the icon's name, the name and the description. */
  async read(row: Locator): Promise<{ icon: string | undefined; name: string; description: string }> {
    const icon = await row.locator('.custom-view-tree-node-item-icon').getAttribute('class');
    return {
      icon: /codicon-(?!modifier)([\w-]+)/.exec(icon ?? '')?.[1],
      name: await row.locator('.label-name').first().innerText(),
      description: (await row.locator('.label-description').allInnerTexts()).join(''),
    };
  }

  /** The commands that the palette offers for these words. */
  async commands(words: string): Promise<readonly string[]> {
    return this.#again(async (timeout) => {
      const picks = await this.#offered(words, timeout);
      return Promise.all((await picks.all()).map(async (row) => row.locator('.label-name').first().innerText({ timeout })));
    });
  }

  /** Runs a command of the palette by its whole title. */
  async run(title: string): Promise<void> {
    await this.#again(async (timeout) => (await this.#offered(title, timeout)).first().click({ timeout }));
  }

  /** Picks the one entry of the open list that these words lead to. */
  async pick(words: string): Promise<void> {
    await this.picks.first().waitFor();
    await this.#input.fill(words);
    await this.picks.filter({ hasText: words }).first().click();
  }

  /** Types into the box that is open for input, also where a page has taken the focus back. */
  async type(words: string): Promise<void> {
    await this.#input.pressSequentially(words);
  }

  /** Takes what the open box or list has. */
  async enter(): Promise<void> {
    await this.#input.press('Enter');
  }

  /** Chooses from the menu of a row. */
  async chooseFromMenu(row: Locator, title: string): Promise<void> {
    await row.click({ button: 'right' });
    const item = this.page.getByRole('menuitem', { name: title });
    await item.waitFor();
    await this.page.waitForTimeout(menuSettlesMs);
    await item.click();
    await item.waitFor({ state: 'hidden' });
  }

  /** Chooses from the menu in the title of the readiness view. */
  async chooseFromTitle(title: string): Promise<void> {
    await this.clickTitleAction('More Actions');
    const item = this.page.getByRole('menuitem', { name: title });
    await item.waitFor();
    await this.page.waitForTimeout(menuSettlesMs);
    await item.click();
    await item.waitFor({ state: 'hidden' });
  }

  /** Opens the filter's box and types into it, in place of what stands there. */
  async filter(words: string): Promise<void> {
    await this.#again(async (timeout) => {
      await (await this.#offered('Azure DR: Filter…', timeout)).first().click({ timeout });
      await this.quickInput.getByText('Filter Machines').waitFor({ timeout });
      await this.#input.fill('', { timeout });
      await this.#input.pressSequentially(words, { timeout });
    });
  }

  get #input(): Locator {
    return this.quickInput.locator('input[type=text]');
  }

  /** Opens the palette; its rows for these words. */
  async #offered(words: string, timeout: number): Promise<Locator> {
    await this.page.waitForTimeout(focusReturnsMs);
    await this.page.keyboard.press('F1');
    await this.#input.fill(`>${words}`, { timeout });
    const picks = this.picks.filter({ hasText: words });
    await picks.first().waitFor({ timeout });
    return picks;
  }

  /** A page that takes the focus back closes what is open for input: it is opened again. */
  async #again<T>(attempt: (timeout: number) => Promise<T>, tries = 3): Promise<T> {
    try {
      return await attempt(attemptMs);
    } catch (error) {
      if (tries === 1) throw error;
      return this.#again(attempt, tries - 1);
    }
  }

  /** Shows our views. A click on their icon hides them where they are in front, as in a window that is restored with them: then it is clicked again. */
  async openContainer(): Promise<void> {
    const inFront = this.page.getByRole('tab', { name: 'Azure DR', selected: true });
    await this.#again(async (timeout) => {
      if (!(await inFront.isVisible())) await this.container.click();
      await inFront.waitFor({ timeout });
    });
  }

  /** Room for the rows' descriptions. */
  async widenSideBar(): Promise<void> {
    await this.sideBar.waitFor();
    const box = await this.sideBar.boundingBox();
    if (box === null) throw new Error('There is no side bar.');
    await this.page.mouse.move(box.x + box.width + 1, 400);
    await this.page.mouse.down();
    await this.page.mouse.move(620, 400, { steps: 5 });
    await this.page.mouse.up();
    await this.page.mouse.move(900, 500);
  }

  /** Rests on a row until its hover is there: a row that is drawn anew meanwhile takes its hover away, and is gone to again. */
  async showHover(target: Locator, tries = 5): Promise<void> {
    await target.hover();
    try {
      await this.hover.first().waitFor({ timeout: 5000 });
    } catch (error) {
      if (tries === 1) throw error;
      await this.page.mouse.move(900, 500);
      await this.showHover(target, tries - 1);
    }
  }

  /** A hover lies over the rows below it and takes their clicks. */
  async leaveHover(): Promise<void> {
    await this.page.mouse.move(900, 500);
    await this.hover.first().waitFor({ state: 'hidden' });
  }
}

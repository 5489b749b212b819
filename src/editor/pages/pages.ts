import { commands, Uri, ViewColumn, window, type Disposable, type Event, type WebviewPanel } from 'vscode';
import { setTimeout as wait } from 'node:timers/promises';
import { pageCommandIds, panelIds, type PageSlot } from '../ids.ts';
import { plain } from '../markdown.ts';
import { pageHtml } from './pageHtml.ts';

/** VS Code stumbles over a document that comes while the one before it is loading. */
const settleMs = 1000;

/** What a tab shows. */
export interface Page {
  readonly slot: PageSlot;
  readonly title: string;
  /** Markdown, as it is now. */
  readonly text: () => string | Promise<string>;
}

interface Tab {
  readonly panel: WebviewPanel;
  page: Page;
  markdown: string;
  /** Settles when all that was to be shown so far is. Never rejects. */
  rendered: Promise<void>;
  /** When it was last given a document, milliseconds. */
  setAt: number;
}

/**
 * Tabs with rendered Markdown, whose links may run commands of ours: VS Code's own Markdown preview runs none, for nobody. The Markdown is rendered
 * by VS Code, and a tab runs no script. An open page follows its text.
 */
export class Pages implements Disposable {
  readonly #media: Uri;
  readonly #tabs = new Map<PageSlot, Tab>();
  readonly #subscription: Disposable;

  /** `onDidChange`: the texts of pages may be others. */
  constructor(extensionUri: Uri, onDidChange: Event<void>) {
    this.#media = Uri.joinPath(extensionUri, 'media');
    this.#subscription = onDidChange(() => {
      for (const tab of this.#tabs.values()) void this.#render(tab);
    });
  }

  dispose(): void {
    this.#subscription.dispose();
    this.close();
  }

  /** Closes all tabs. */
  close(): void {
    for (const { panel } of this.#tabs.values()) panel.dispose();
  }

  /** Resolves when it stands there, or its tab was closed before. */
  async show(page: Page): Promise<void> {
    const tab = this.#tabs.get(page.slot) ?? this.#open(page);
    tab.page = page;
    await this.#render(tab);
    if (this.#isOpen(tab)) tab.panel.reveal();
  }

  /** Renders a page anew, unless its tab is closed or shows another one. */
  async renew(page: Page): Promise<void> {
    const tab = this.#tabs.get(page.slot);
    if (tab?.page === page) await this.#render(tab);
  }

  /** The page that is open in a slot. */
  pageIn(slot: PageSlot): Page | undefined {
    return this.#tabs.get(slot)?.page;
  }

  /** The Markdown of an open page; undefined when none is open. */
  markdownOf(slot: PageSlot): string | undefined {
    return this.#tabs.get(slot)?.markdown;
  }

  #open(page: Page): Tab {
    const panel = window.createWebviewPanel(panelIds[page.slot], '', ViewColumn.Active, {
      enableCommandUris: pageCommandIds,
      enableFindWidget: true,
      localResourceRoots: [this.#media],
    });
    const tab: Tab = { panel, page, markdown: '', rendered: Promise.resolve(), setAt: -Infinity };
    this.#tabs.set(page.slot, tab);
    panel.onDidDispose(() => this.#tabs.delete(page.slot));
    return tab;
  }

  /** A tab that was closed must not be touched any more. */
  #isOpen(tab: Tab): boolean {
    return this.#tabs.get(tab.page.slot) === tab;
  }

  /** One after the other: what was asked for last stands there at last. */
  #render(tab: Tab): Promise<void> {
    const rendering = tab.rendered.then(() => this.#renderNow(tab));
    tab.rendered = rendering.catch(() => {});
    return rendering;
  }

  async #renderNow(tab: Tab): Promise<void> {
    const { page, panel } = tab;
    const markdown = await page.text();
    // Setting the same again would scroll to the top.
    if (!this.#isOpen(tab) || tab.page !== page || (tab.markdown === markdown && panel.title === plain(page.title))) return;
    const body = await commands.executeCommand<string>('markdown.api.render', markdown);
    await wait(Math.max(0, tab.setAt + settleMs - performance.now()));
    if (!this.#isOpen(tab) || tab.page !== page) return;
    tab.setAt = performance.now();
    const { webview } = panel;
    const style = webview.asWebviewUri(Uri.joinPath(this.#media, 'page.css')).toString();
    tab.markdown = markdown;
    panel.title = plain(page.title);
    webview.html = pageHtml({ title: page.title, body, style, source: webview.cspSource });
  }
}

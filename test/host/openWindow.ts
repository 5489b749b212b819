import { chromium, type BrowserContext, type Page } from 'playwright-core';
import type { ServedEditor } from './servedEditor.ts';

/** Runs an extension from its folder, and the tests that VS Code loads into the extension host beside it. Absolute paths. */
export interface Development {
  readonly extensions: readonly string[];
  readonly tests?: string;
}

export interface EditorWindow extends AsyncDisposable {
  readonly page: Page;
}

export interface WindowOptions {
  readonly development?: Development;
  /** Called before the editor loads. */
  readonly prepare?: (page: Page) => Promise<void>;
}

/** Opens the served editor in a headless browser of 1280 x 800 points. */
export async function openWindow(editor: ServedEditor, { development, prepare }: WindowOptions = {}): Promise<EditorWindow> {
  const context: BrowserContext = await chromium.launchPersistentContext(editor.profile, {
    executablePath: editor.browser,
    headless: true,
    viewport: { width: 1280, height: 800 },
    locale: 'en-US',
    reducedMotion: 'reduce',
    args: [
      // Root (as in a container) may not use Chromium's sandbox; the page is our own server's.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--disable-background-networking',
      '--disable-component-update',
      '--no-first-run',
    ],
  });
  const page = context.pages()[0] ?? (await context.newPage());
  if (development !== undefined) await page.addInitScript(addToConfiguration(developmentOptions(editor, development)));
  await prepare?.(page);
  await page.goto(editor.url, { waitUntil: 'domcontentloaded' });
  return { page, [Symbol.asyncDispose]: () => context.close() };
}

function developmentOptions(editor: ServedEditor, { extensions, tests }: Development): object {
  const uri = (path: string): object => ({ $mid: 1, scheme: 'vscode-remote', authority: new URL(editor.origin).host, path });
  return { extensions: extensions.map(uri), ...(tests === undefined ? {} : { extensionTestsPath: uri(tests) }) };
}

/**
 * Runs in the page. A built VS Code takes an extension under development from its address only together with a test driver that
 * hides notifications; here the page's own configuration gets it before the workbench reads that.
 */
function addToConfiguration(options: object): string {
  return `if (window === window.top) {
    const observer = new MutationObserver(() => {
      const element = document.querySelector('#vscode-workbench-web-configuration');
      if (element === null) return;
      observer.disconnect();
      const settings = JSON.parse(element.getAttribute('data-settings'));
      Object.assign((settings.developmentOptions ??= {}), ${JSON.stringify(options)});
      element.setAttribute('data-settings', JSON.stringify(settings));
    });
    observer.observe(document, { childList: true, subtree: true });
  }`;
}

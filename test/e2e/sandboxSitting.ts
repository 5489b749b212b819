import { openWindow } from '../host/openWindow.ts';
import { serveEditor, type Theme } from '../host/servedEditor.ts';
import { Workbench } from '../host/workbench.ts';
import { vsix } from './places.ts';
import { Sitting } from './sitting.ts';

/** A sitting with the sandbox open. */
export class SandboxSitting extends Sitting {
  readonly #theme: Theme;

  /** `operationMs`: the sandbox's time runs fast. */
  constructor(name: string, operationMs: number, theme: Theme = 'light') {
    super(name, operationMs);
    this.#theme = theme;
  }

  protected async open(stack: AsyncDisposableStack): Promise<void> {
    const editor = stack.use(await serveEditor({ install: [vsix], theme: this.#theme }));
    const { page } = stack.use(await openWindow(editor));
    const workbench = new Workbench(page);
    this.sitAt(workbench);
    await workbench.openContainer();
    await workbench.widenSideBar();
    await workbench.sideBar.getByRole('button', { name: 'Open the Sandbox' }).click();
    await workbench.row('Contoso Production').waitFor();
  }
}

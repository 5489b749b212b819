import type { EditorWindow } from '../host/openWindow.ts';
import { wantedTheme } from '../host/servedEditor.ts';
import { Workbench } from '../host/workbench.ts';
import { AzureDesk } from './signIn.ts';
import { Sitting } from './sitting.ts';

/** A sitting at a served sandbox, which stands for an Azure that outlives the window and whose clock moves when it is told. Somebody is signed in. */
export class AzureSitting extends Sitting {
  #desk: AzureDesk | undefined;
  #window: EditorWindow | undefined;

  get desk(): AzureDesk {
    if (this.#desk === undefined) throw new Error('The window is not open yet.');
    return this.#desk;
  }

  protected async open(stack: AsyncDisposableStack): Promise<void> {
    this.#desk = stack.use(await AzureDesk.open({ sandbox: ['--clock', 'manual'], theme: wantedTheme() }));
    stack.defer(() => this.#window?.[Symbol.asyncDispose]());
    await this.openAgain();
    await this.workbench.openContainer();
    await this.workbench.widenSideBar();
    await this.workbench.sideBar.getByRole('button', { name: 'Sign in to Azure' }).click();
    await this.allow();
    await this.workbench.row('Contoso Production').waitFor();
  }

  /** A window in place of the one that there was. */
  async openAgain(): Promise<void> {
    await this.#window?.[Symbol.asyncDispose]();
    this.#window = await this.desk.window();
    this.sitAt(new Workbench(this.#window.page));
  }

  /** VS Code asks whether the extension may use the account. */
  async allow(): Promise<void> {
    await this.workbench.page.getByRole('dialog').getByRole('button', { name: 'Allow' }).click();
  }
}

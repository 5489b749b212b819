import { appendFileSync, existsSync, globSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { LoggedRequest } from '../../src/sandbox/requestLog.ts';
import { openWindow, type EditorWindow } from '../host/openWindow.ts';
import { serveEditor, type ServedEditor, type ServeOptions } from '../host/servedEditor.ts';
import { get, serveSandbox, type Served } from '../wire/servedSandbox.ts';
import { vsix } from './places.ts';

const standIns = path.resolve(import.meta.dirname, '../host');

export interface FakeAccounts {
  readonly accounts: readonly { readonly id: string; readonly label: string; readonly home: string }[];
  /** The account that a new sign-in is for. */
  readonly next: string;
  readonly sessions: readonly { readonly id: string; readonly account: string; readonly tenant: string; readonly claims?: string }[];
}

/** A question that VS Code has asked the stand-in for its Microsoft accounts. */
export interface Question {
  readonly what: 'get' | 'create' | 'getFromChallenge' | 'createFromChallenge';
  readonly account?: string;
  readonly scopes?: readonly string[];
}

export const tenants = { contoso: '11111111-1111-4111-8111-111111111111', fabrikam: '22222222-2222-4222-8222-222222222222' } as const;

export interface DeskOptions extends Pick<ServeOptions, 'restricted' | 'settings' | 'theme' | 'workspaceSettings'> {
  readonly sandbox?: readonly string[];
  /** Added to the environment of the editor's extension host. */
  readonly env?: (sandbox: Served) => NodeJS.ProcessEnv;
}

/** A served sandbox that stands for a private Azure, a VS Code with a stand-in for Microsoft's accounts, and both under the test's hand. */
export class AzureDesk implements AsyncDisposable {
  readonly editor: ServedEditor;
  readonly sandbox: Served;
  readonly #file: string;
  readonly #stack: AsyncDisposableStack;

  private constructor(editor: ServedEditor, sandbox: Served, file: string, stack: AsyncDisposableStack) {
    this.editor = editor;
    this.sandbox = sandbox;
    this.#file = file;
    this.#stack = stack;
  }

  /** `sandbox`: flags of its estate; undefined: the default one. */
  static async open({ sandbox: flags = [], env = () => ({}), ...options }: DeskOptions = {}): Promise<AzureDesk> {
    const stack = new AsyncDisposableStack();
    const folder = mkdtempSync(path.join(tmpdir(), 'dr-fake-'));
    stack.defer(() => rmSync(folder, { recursive: true, force: true }));
    const file = path.join(folder, 'accounts.json');
    const nobody: FakeAccounts = {
      accounts: [
        { id: 'alice', label: 'alice@contoso.example', home: tenants.contoso },
        { id: 'bob', label: 'bob@contoso.example', home: tenants.contoso },
      ],
      next: 'alice',
      sessions: [],
    };
    writeFileSync(file, JSON.stringify(nobody));
    appendFileSync(`${file}.log`, '');
    const sandbox = await serveSandbox('--seed', '1', ...flags);
    stack.defer(async () => void (await sandbox.stop()));
    const editor = stack.use(
      await serveEditor({
        install: [vsix],
        env: {
          VSCODE_SKIP_BUILTIN_EXTENSIONS: 'vscode.microsoft-authentication',
          AZURE_DR_FAKE_MICROSOFT: file,
          NODE_EXTRA_CA_CERTS: sandbox.caCertificate,
          ...env(sandbox),
        },
        ...options,
        settings: { ...options.settings, 'azureDr.endpoint': sandbox.url, 'azureDr.audience': 'https://management.dr.example' },
      }),
    );
    return new AzureDesk(editor, sandbox, file, stack);
  }

  /** A window of the editor; another one later is a restart. */
  async window(...neighbours: readonly 'fakeAzureResources'[]): Promise<EditorWindow> {
    const extensions = ['fakeMicrosoft', ...neighbours].map((name) => path.join(standIns, name));
    return openWindow(this.editor, { development: { extensions } });
  }

  /** Ids that the Azure Resources extension was asked to reveal. */
  revealed(): readonly string[] {
    const file = `${this.#file}.revealed`;
    return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
  }

  /** All that the extension has written into its log, in all windows. */
  log(): string {
    const logs = path.join(path.dirname(this.editor.profile), 'data/logs');
    const files = globSync('**/Azure DR.log', { cwd: logs });
    return files.map((file) => readFileSync(path.join(logs, file), 'utf8')).join('');
  }

  get accounts(): FakeAccounts {
    return JSON.parse(readFileSync(this.#file, 'utf8')) as FakeAccounts;
  }

  /** Takes effect within a moment, and VS Code hears of it. */
  change(change: Partial<FakeAccounts>): void {
    writeFileSync(`${this.#file}.test`, JSON.stringify({ ...this.accounts, ...change }));
    renameSync(`${this.#file}.test`, this.#file);
  }

  /** What was asked of the accounts since the last call. */
  questions(): readonly Question[] {
    const lines = readFileSync(`${this.#file}.log`, 'utf8')
      .split('\n')
      .filter((line) => line !== '');
    writeFileSync(`${this.#file}.log`, '');
    return lines.map((line) => JSON.parse(line) as Question);
  }

  /** The next matching requests get that answer. */
  async fault(fault: object): Promise<void> {
    await this.#control('POST', 'faults', fault);
  }

  /** Puts a resource as it is. */
  async put(resource: object): Promise<void> {
    await this.#control('PUT', 'resources', resource);
  }

  async drop(id: string): Promise<void> {
    await this.#control('DELETE', `resources?id=${encodeURIComponent(id)}`);
  }

  /** Moves its clock on. */
  async advance(seconds: number): Promise<void> {
    await this.#control('POST', 'clock', { advanceSeconds: seconds });
  }

  async requests(): Promise<readonly LoggedRequest[]> {
    return ((await this.#control('GET', 'requests')) as { readonly requests: readonly LoggedRequest[] }).requests;
  }

  async #control(method: string, what: string, body?: object): Promise<unknown> {
    const answer = await get(
      this.sandbox,
      `${this.sandbox.controlUrl}/${what}`,
      { method, headers: { 'content-type': 'application/json' } },
      body && JSON.stringify(body),
    );
    if (answer.status !== 200) throw new Error(`${what}: ${answer.status} ${answer.bytes.toString()}`);
    return JSON.parse(answer.bytes.toString());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stack.disposeAsync();
  }
}

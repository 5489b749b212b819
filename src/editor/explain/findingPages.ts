import { EventEmitter, l10n, workspace, type Disposable, type TextDocumentContentProvider, type Uri } from 'vscode';
import { pageScheme } from '../ids.ts';
import type { ReadinessView } from '../readinessView.ts';
import { parseAccessUri, parseFindingUri } from './findingUri.ts';

/** The virtual Markdown pages about findings. An open page follows the facts. */
export class FindingPages implements TextDocumentContentProvider, Disposable {
  readonly #view: ReadinessView;
  readonly #changed = new EventEmitter<Uri>();
  readonly #disposables: readonly Disposable[];

  readonly onDidChange = this.#changed.event;

  constructor(view: ReadinessView) {
    this.#view = view;
    this.#disposables = [
      workspace.registerTextDocumentContentProvider(pageScheme, this),
      view.onDidDraw(() => this.#renew()),
      this.#changed,
    ];
  }

  dispose(): void {
    for (const each of this.#disposables) each.dispose();
  }

  async provideTextDocumentContent(uri: Uri): Promise<string> {
    const { screen } = this.#view;
    const access = parseAccessUri(uri);
    if (access !== undefined) return screen?.accessPage(access === '' ? undefined : access) ?? '';
    const { rule, subject, name } = parseFindingUri(uri);
    if (screen) return screen.page(rule, subject, name);
    const { gonePage } = await import('./findingPage.ts');
    return gonePage(rule, name, l10n);
  }

  #renew(): void {
    for (const { uri } of workspace.textDocuments) if (uri.scheme === pageScheme) this.#changed.fire(uri);
  }
}

import { EventEmitter, l10n, workspace, type Disposable, type TextDocumentContentProvider, type Uri } from 'vscode';
import { setImmediate } from 'node:timers/promises';
import type { Assessment } from '../../readiness/assessment.ts';
import { jsonScheme } from '../ids.ts';
import type { ReadinessView } from '../readinessView.ts';
import { factsJson } from './factsJson.ts';
import { parseJsonUri } from './jsonUri.ts';

/** The virtual JSON documents, for reading alone: a resource with its facts, or the audit as the terminal prints it. They follow the facts. */
export class JsonPages implements TextDocumentContentProvider, Disposable {
  readonly #view: ReadinessView;
  readonly #changed = new EventEmitter<Uri>();
  readonly #disposables: readonly Disposable[];
  #drawn: Assessment | undefined;

  readonly onDidChange = this.#changed.event;

  constructor(view: ReadinessView) {
    this.#view = view;
    this.#disposables = [
      workspace.registerTextDocumentContentProvider(jsonScheme, this),
      view.onDidDraw(() => this.#renew()),
      this.#changed,
    ];
  }

  dispose(): void {
    for (const each of this.#disposables) each.dispose();
  }

  async provideTextDocumentContent(uri: Uri): Promise<string> {
    const assessment = this.#view.screen?.snapshot.assessment;
    const id = parseJsonUri(uri);
    if (!assessment) return messageJson(l10n.t('Nothing is open. Sign in to Azure, or open the sandbox.'));
    const text = id === undefined ? await wholeAudit(assessment) : factsJson(assessment, id);
    return text ?? messageJson(l10n.t('Nothing is known of it. Refresh the Readiness view.'));
  }

  #renew(): void {
    const assessment = this.#view.screen?.snapshot.assessment;
    if (assessment === this.#drawn) return;
    this.#drawn = assessment;
    for (const { uri } of workspace.textDocuments) if (uri.scheme === jsonScheme) this.#changed.fire(uri);
  }
}

function messageJson(message: string): string {
  return `${JSON.stringify({ message })}\n`;
}

/** Gives way between pieces: a large estate has tens of megabytes of it. */
async function wholeAudit(assessment: Assessment): Promise<string> {
  const { auditJsonText } = await import('../../readiness/auditJsonText.ts');
  let text = '';
  for (const piece of auditJsonText(assessment)) {
    text += piece;
    await setImmediate();
  }
  return text;
}

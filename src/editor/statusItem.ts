import { l10n, StatusBarAlignment, window, type Disposable } from 'vscode';
import { viewIds } from './ids.ts';
import type { ReadinessView } from './readinessView.ts';
import type { Session } from './session.ts';

export interface StatusItemParts {
  readonly session: Session;
  readonly view: ReadinessView;
  /** Local time in milliseconds. */
  readonly now: () => number;
}

/** The one item in the status bar: the gravest figure of what is open, and the way to it. Hidden while nothing is open. */
export function showStatusItem({ session, view, now }: StatusItemParts): Disposable {
  const item = window.createStatusBarItem('readiness', StatusBarAlignment.Left);
  item.name = l10n.t('Azure DR');
  item.command = `${viewIds.readiness}.focus`;
  const show = async (): Promise<void> => {
    // Nothing is loaded for what is not shown: the first rows are waited for.
    if (!view.screen) return item.hide();
    const { statusText } = await import('./statusText.ts');
    const { screen } = view;
    if (!screen) return item.hide();
    const { text, tooltip } = statusText(screen.snapshot, screen.options.mixRebuilt, now(), l10n);
    item.text = `$(${session.isBusy ? 'loading~spin' : 'shield'}) ${text}`;
    item.tooltip = tooltip;
    item.accessibilityInformation = { label: `${text}. ${tooltip}` };
    item.show();
  };
  const changes = [view.onDidDraw(() => void show()), session.onDidChange(() => void show())];
  return { dispose: () => [item, ...changes].forEach((each) => void each.dispose()) };
}

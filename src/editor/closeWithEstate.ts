import { TabInputText, window, type Disposable } from 'vscode';
import { jsonScheme } from './ids.ts';
import type { Pages } from './pages/pages.ts';
import type { Session } from './session.ts';

/** The pages and JSON about an estate go with it: their buttons would reach nothing, or what was opened in its place. */
export function closeWithEstate(session: Session, pages: Pages): Disposable {
  let wasOpen = false;
  const subscription = session.onDidChange(() => {
    const isOpen = session.state.kind === 'open';
    if (wasOpen && !isOpen) {
      pages.close();
      void window.tabGroups.close(jsonTabs());
    }
    wasOpen = isOpen;
  });
  return { dispose: () => subscription.dispose() };
}

function jsonTabs() {
  const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
  return tabs.filter(({ input }) => input instanceof TabInputText && input.uri.scheme === jsonScheme);
}

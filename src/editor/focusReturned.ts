import { TabInputWebview, window } from 'vscode';
import { setTimeout } from 'node:timers/promises';

/**
 * When a box closes, the palette included, and a page is in front, VS Code gives the focus back to the page: 50 ms later, and by a message. A box
 * that is shown in that moment loses it, and is closed by that or stays without it.
 */
const focusReturnsMs = 150;

/** Resolves when a box can be shown: at once, or after a page in front has had the focus back. */
export async function focusReturned(): Promise<void> {
  if (window.tabGroups.activeTabGroup.activeTab?.input instanceof TabInputWebview) await setTimeout(focusReturnsMs);
}

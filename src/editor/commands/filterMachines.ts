import { l10n, window, type QuickPick, type QuickPickItem, ThemeColor, ThemeIcon } from 'vscode';
import { machineStates, type MachineState } from '../../readiness/assessment.ts';
import { stateLabel } from '../../readiness/text.ts';
import type { App } from '../app.ts';
import { focusReturned } from '../focusReturned.ts';
import { stateIcons } from '../tree/icon.ts';
import type { Filter } from '../tree/viewOptions.ts';
import { machineCount } from '../tree/words.ts';

/** The rows follow at once; what is typed faster than this they follow when it pauses. */
const pauseMs = 50;

interface StateItem extends QuickPickItem {
  readonly state: MachineState;
}

/**
 * `wanted`: `{ states?, text? }`. Asks without it, in one box: words are typed, states are ticked, the rows follow at once;
 * Escape brings back what was.
 */
export async function filterMachines(app: App, wanted?: unknown): Promise<void> {
  if (!app.view.screen) return;
  const given = filterOf(wanted);
  if (given) await app.view.setFilter(given);
  else await ask(app);
}

async function ask({ view }: App): Promise<void> {
  const before = view.filter;
  await focusReturned();
  const box = filterBox(view.filter, countsOf(view.screen?.snapshot.assessment.machines ?? []));
  const { promise: closed, resolve: close } = Promise.withResolvers<Filter>();
  let accepted = false;
  let pause: NodeJS.Timeout | undefined;
  let changedAt = 0;
  const apply = (): void => {
    clearTimeout(pause);
    const now = performance.now();
    pause = setTimeout(() => void view.setFilter(read(box)), now - changedAt < pauseMs ? pauseMs : 0);
    changedAt = now;
  };
  box.onDidChangeValue(apply);
  box.onDidChangeSelection(apply);
  box.onDidAccept(() => {
    accepted = true;
    box.hide();
  });
  box.onDidHide(() => {
    clearTimeout(pause);
    close(accepted ? read(box) : before);
  });
  box.show();
  const filter = await closed;
  box.dispose();
  await view.setFilter(filter);
}

function filterBox(filter: Filter, counts: ReadonlyMap<MachineState, number>): QuickPick<StateItem> {
  const box = window.createQuickPick<StateItem>();
  box.title = l10n.t('Filter Machines');
  box.placeholder = l10n.t('Words, or region: group: tag: rule: and a word; tick states');
  box.canSelectMany = true;
  // The words are for the machines, not for the list of states.
  box.items = machineStates.map((state) => {
    const { name, color } = stateIcons[state];
    return {
      state,
      label: stateLabel(state),
      description: machineCount(counts.get(state) ?? 0, l10n),
      iconPath: new ThemeIcon(name, color === undefined ? undefined : new ThemeColor(color)),
      alwaysShow: true,
    };
  });
  box.selectedItems = box.items.filter(({ state }) => filter.states.includes(state));
  box.value = filter.text;
  return box;
}

function read(box: QuickPick<StateItem>): Filter {
  return { states: box.selectedItems.map(({ state }) => state), text: box.value };
}

function countsOf(machines: readonly { readonly state: MachineState }[]): ReadonlyMap<MachineState, number> {
  const counts = new Map<MachineState, number>();
  for (const { state } of machines) counts.set(state, (counts.get(state) ?? 0) + 1);
  return counts;
}

function filterOf(value: unknown): Filter | undefined {
  if (typeof value !== 'object' || value === null || !('states' in value || 'text' in value)) return undefined;
  const { states, text } = value as { readonly states?: unknown; readonly text?: unknown };
  return {
    states: machineStates.filter((state) => Array.isArray(states) && states.includes(state)),
    text: typeof text === 'string' ? text : '',
  };
}

import { env, l10n } from 'vscode';
import type { KeptInventory } from '../../model/keptInventory.ts';
import { azureSettings } from '../azure/azureSettings.ts';
import { keptName } from '../azure/keptName.ts';
import { settingOfPerson } from '../azure/settingOfPerson.ts';
import type { SafeLog } from '../safeLog.ts';
import type { Snapshot } from '../session.ts';
import type { Screen } from '../tree/screen.ts';
import type { ViewOptions } from '../tree/viewOptions.ts';
import { KeptInventories } from './keptInventories.ts';
import { drawnWith, KeptScreen, type KeptDrawing } from './keptScreen.ts';

/** The kept inventory of the Azure that the settings name. Loaded with the view: nothing of Azure's clients comes with it. */
export class KeptAzure {
  readonly #kept: KeptInventories;
  readonly #log: SafeLog;

  /** `folder`: the extension's own storage. */
  constructor(folder: string, log: SafeLog) {
    this.#kept = new KeptInventories(folder, (text) => log.write('warn', text));
    this.#log = log;
  }

  /**
   * `onBegun` is called once there is something, with what can be shown of it already; undefined when it was drawn with other options. The
   * rest is read once what it returns is settled.
   * Rejects with the signal's reason, and with a `UserError` for settings that do not go together.
   */
  async load(
    options: Omit<ViewOptions, 'filter'>,
    signal: AbortSignal,
    onBegun: (screen: KeptScreen | undefined) => Promise<void>,
  ): Promise<KeptInventory | undefined> {
    return this.#kept.load(keptName(azureSettings(settingOfPerson)), signal, ({ drawn, readAt }) => {
      // What brings a right checksum and format was written below.
      const drawing = drawn as KeptDrawing | undefined;
      return onBegun(drawing?.with === drawnWith(options, env.language) ? new KeptScreen(drawing, readAt, l10n) : undefined);
    });
  }

  /** `shown`: the screen of the snapshot. A disk that is full must not stop the audit: it gets a line in the log. */
  async save(snapshot: Snapshot, options: Omit<ViewOptions, 'filter'>, shown: Screen | undefined): Promise<void> {
    const { drawKept } = await import('./drawKept.ts');
    const { assessment, readAt } = snapshot;
    const drawn = drawKept(snapshot, options, l10n, env.language, shown);
    try {
      await this.#kept.save(keptName(azureSettings(settingOfPerson)), { inventory: assessment.inventory, readAt, drawn });
    } catch (error) {
      this.#log.write('warn', 'The inventory could not be kept:', error);
    }
  }

  async drop(): Promise<void> {
    await this.#kept.drop(keptName(azureSettings(settingOfPerson)));
  }
}

import type { KeptInventory } from '../../model/keptInventory.ts';
import { azureSettings } from '../azure/azureSettings.ts';
import { keptName } from '../azure/keptName.ts';
import { settingOfPerson } from '../azure/settingOfPerson.ts';
import type { SafeLog } from '../safeLog.ts';
import { KeptInventories } from './keptInventories.ts';

/** The kept inventory of the Azure that the settings name. Loaded with the view: nothing of Azure's clients comes with it. */
export class KeptAzure {
  readonly #kept: KeptInventories;
  readonly #log: SafeLog;

  /** `folder`: the extension's own storage. */
  constructor(folder: string, log: SafeLog) {
    this.#kept = new KeptInventories(folder, (text) => log.write('warn', text));
    this.#log = log;
  }

  /** Rejects with the signal's reason, and with a `UserError` for settings that do not go together. */
  async load(signal: AbortSignal): Promise<KeptInventory | undefined> {
    return this.#kept.load(keptName(azureSettings(settingOfPerson)), signal);
  }

  /** A disk that is full must not stop the audit: it gets a line in the log. */
  async save(kept: KeptInventory): Promise<void> {
    try {
      await this.#kept.save(keptName(azureSettings(settingOfPerson)), kept);
    } catch (error) {
      this.#log.write('warn', 'The inventory could not be kept:', error);
    }
  }

  async drop(): Promise<void> {
    await this.#kept.drop(keptName(azureSettings(settingOfPerson)));
  }
}

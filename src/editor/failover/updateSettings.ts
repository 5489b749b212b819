import { l10n, QuickPickItemKind, window, type QuickPickItem } from 'vscode';
import { lastOf } from '../../model/armPath.ts';
import { sameText } from '../../model/sameText.ts';
import { readRecoveryTarget } from '../../azure/siteRecovery/readRecoveryTarget.ts';
import { readUpdateOptions, type UpdateOptions } from '../../azure/siteRecovery/readUpdateOptions.ts';
import { subscriptionOf, toArmId } from '../../model/armId.ts';
import type { RecoveryItem } from '../../model/recoveryItem.ts';
import type { RecoveryTarget } from '../../model/recoveryTarget.ts';
import { UserError } from '../../model/userError.ts';
import { requireOffered } from '../../operations/item/requireOffered.ts';
import { updateItem, type UpdateChoices } from '../../operations/item/updateItem.ts';
import type { App } from '../app.ts';
import { pick } from '../commands/pick.ts';
import { focusReturned } from '../focusReturned.ts';
import { plain } from '../markdown.ts';
import { itemOf } from './cockpit.ts';
import {
  addressProblem,
  isChange,
  noChange,
  settingsOf,
  sizesOffered,
  sizeText,
  withAddress,
  withNetwork,
  type Setting,
} from './settingsDraft.ts';
import { subjectsOf } from './subjects.ts';
import { within } from './within.ts';

/** What the questions rest on. */
interface Settings {
  readonly item: RecoveryItem;
  readonly target: RecoveryTarget;
  readonly options: UpdateOptions;
}

/** Asks what a failover of one machine shall make differently, and changes it: size, network, addresses. */
export async function updateFailoverSettings(app: App, row?: unknown, selected?: unknown): Promise<void> {
  const [subject, ...others] = await subjectsOf(app, 'update', row, selected);
  if (!subject) return;
  if (others.length > 0) throw new UserError('usage', 'Settings are changed of one machine at a time.', 'Select one machine.');
  const operations = await app.operations.get();
  const settings = await operations.withAccess(subject.machineId, (azure) =>
    within(
      (async (): Promise<Settings> => {
        const item = await itemOf(azure, subject);
        requireOffered('update', item);
        const target = await readRecoveryTarget(azure, item);
        return { item, target, options: await readUpdateOptions(azure, subscriptionOf(toArmId(target.groupId)), item.targetLocation) };
      })(),
    ),
  );
  const choices = await askSettings(settings);
  if (choices) await operations.confirmAndStart([updateItem(settings.item, settings.target, choices)]);
}

interface Item extends QuickPickItem {
  readonly setting?: Setting;
  readonly isEnd?: true;
}

/** One setting after the other, until the person is content; undefined when they leave. */
async function askSettings(settings: Settings): Promise<UpdateChoices | undefined> {
  const { item, target } = settings;
  const title = l10n.t('Failover settings of {0}', plain(item.friendlyName));
  let draft = noChange;
  for (;;) {
    const items: readonly Item[] = [
      ...settingsOf(target, item.networkId, draft, l10n).map((setting): Item => ({
        label: plain(setting.label),
        description: plain(setting.value),
        setting,
      })),
      ...(isChange(draft)
        ? [{ label: '', kind: QuickPickItemKind.Separator }, { label: l10n.t('Change Settings…'), isEnd: true } as const]
        : []),
    ];
    await focusReturned();
    const picked = await window.showQuickPick(items, {
      title,
      placeHolder: l10n.t('What a failover shall make differently'),
      ignoreFocusOut: true,
    });
    if (picked?.isEnd) return draft;
    if (!picked?.setting) return undefined;
    draft = (await ask(picked.setting, settings, draft)) ?? draft;
  }
}

/** The draft with one more setting; undefined when the person leaves the question. */
async function ask(setting: Setting, settings: Settings, draft: UpdateChoices): Promise<UpdateChoices | undefined> {
  switch (setting.kind) {
    case 'size': {
      const size = await pickSize(settings);
      return size === undefined ? undefined : { ...draft, size };
    }
    case 'network': {
      const networkId = await pickNetwork(settings);
      return networkId === undefined ? undefined : withNetwork(draft, networkId, settings.item.networkId);
    }
    case 'address':
      return setting.of && askAddress(setting.of, settings, draft);
  }
}

async function pickSize({ target, options }: Settings): Promise<string | undefined> {
  const items = sizesOffered(options, target.size).map((offer) => ({
    label: offer.name,
    description: sizeText(offer, options, l10n),
    value: offer.name,
  }));
  return pick(items, l10n.t('Size'), l10n.t('Sizes that the subscription may have there, those like the present one first'));
}

async function pickNetwork({ options: { networks = [] } }: Settings): Promise<string | undefined> {
  const items = networks.map(({ id, name, addressPrefixes }) => ({
    label: plain(name),
    description: plain(addressPrefixes.join(', ')),
    value: id,
  }));
  return pick(items, l10n.t('Network'), l10n.t('Networks of the target region'));
}

async function askAddress(
  of: NonNullable<Setting['of']>,
  { item, options }: Settings,
  draft: UpdateChoices,
): Promise<UpdateChoices | undefined> {
  const network = draft.networkId ?? item.networkId;
  const { subnets = [] } = options.networks?.find(({ id }) => sameText(id, network)) ?? {};
  const items = subnets.map(({ name, addressPrefix }) => ({ label: plain(name), description: plain(addressPrefix), value: name }));
  const title = l10n.t('Address of {0}', plain(`${of.nic.name}/${of.address.name}`));
  const subnetName = items.length === 0 ? of.address.subnetName : await pick(items, title, l10n.t('Subnet of {0}', plain(lastOf(network))));
  if (subnetName === undefined) return undefined;
  await focusReturned();
  const address = await window.showInputBox({
    title,
    prompt: l10n.t('Private IPv4 address; nothing: Azure gives one'),
    value: of.address.staticAddress,
    ignoreFocusOut: true,
    validateInput: (text) => addressProblem(text.trim(), l10n),
  });
  return address === undefined ? undefined : withAddress(draft, of, { address: address.trim(), subnetName });
}

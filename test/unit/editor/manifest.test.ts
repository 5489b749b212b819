import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { isRowLost, titleCommandIds } from '../../../src/editor/commands/lostRow.ts';
import {
  commandIds,
  contextKeys,
  panelIds,
  policySettingIds,
  rowKinds,
  settingIds,
  viewContainerId,
  viewIds,
} from '../../../src/editor/ids.ts';
import { defaultPolicy } from '../../../src/readiness/policy.ts';
import { policyLimits, ruleSeverities, type PolicyLimit } from '../../../src/readiness/policySettings.ts';
import { itemCommands } from '../../../src/operations/item/offeredCommands.ts';
import { groupings } from '../../../src/editor/tree/viewOptions.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const text = readFileSync(path.join(root, 'package.json'), 'utf8');
const texts = JSON.parse(readFileSync(path.join(root, 'package.nls.json'), 'utf8')) as Record<string, string>;

interface MenuItem {
  readonly command: string;
  readonly when?: string;
  readonly group?: string;
}
interface Contributes {
  readonly viewsContainers: { readonly activitybar: readonly { readonly id: string; readonly icon: string }[] };
  readonly views: Readonly<Record<string, readonly { readonly id: string; readonly icon: string }[]>>;
  readonly viewsWelcome: readonly { readonly view: string; readonly contents: string; readonly when: string }[];
  readonly commands: readonly {
    readonly command: string;
    readonly title: string;
    readonly category: string;
    readonly enablement?: string;
  }[];
  readonly menus: Readonly<Record<string, readonly MenuItem[]>>;
  readonly walkthroughs: readonly {
    readonly steps: readonly {
      readonly description: string;
      readonly media: { readonly svg: string; readonly altText: string };
      readonly completionEvents: readonly string[];
    }[];
  }[];
  readonly configuration: {
    readonly properties: Readonly<
      Record<string, { readonly enum?: readonly string[]; readonly default: unknown; readonly scope?: string }>
    >;
  };
}
interface Manifest {
  readonly contributes: Contributes;
  readonly icon: string;
  readonly extensionKind: readonly string[];
  readonly capabilities: {
    readonly untrustedWorkspaces: { readonly supported: unknown; readonly restrictedConfigurations: readonly string[] };
    readonly virtualWorkspaces: unknown;
  };
}
const { contributes, icon, extensionKind, capabilities } = JSON.parse(text) as Manifest;

const menuItems = Object.values(contributes.menus).flat();

/** Kinds of rows, those of machines and jobs with each of their flags. */
const kinds: readonly string[] = [
  ...Object.values(rowKinds),
  ...['enable', 'failback', 'next-commit', 'next-reprotect', 'next-disable', ...itemCommands].map(
    (command) => `${rowKinds.machine}+${command}`,
  ),
  ...['cancel', 'restart', 'resume'].map((action) => `${rowKinds.job}+${action}`),
];

test('commands, views, container and settings are those of the table, both ways', () => {
  expect(contributes.commands.map(({ command }) => command).toSorted()).toEqual(Object.values(commandIds).toSorted());
  expect(contributes.viewsContainers.activitybar.map(({ id }) => id)).toEqual([viewContainerId]);
  expect(Object.keys(contributes.views)).toEqual([viewContainerId]);
  expect(contributes.views[viewContainerId]?.map(({ id }) => id)).toEqual(Object.values(viewIds));
  expect(Object.keys(contributes.configuration.properties).toSorted()).toEqual(Object.values(settingIds).toSorted());
  expect(contributes.configuration.properties[settingIds.groupBy]?.enum).toEqual(groupings);
});

test('limits and severities have the defaults and the bounds that the judgement uses', () => {
  const { properties } = contributes.configuration;
  for (const [name, { least, most }] of Object.entries(policyLimits)) {
    const expected = { type: 'integer', default: defaultPolicy[name as PolicyLimit], minimum: least, maximum: most, scope: 'application' };
    expect(properties[`azureDr.${name}`]).toMatchObject(expected);
  }
  for (const id of policySettingIds) expect(properties[id], id).toMatchObject({ scope: 'application' });
  expect(properties[settingIds.severities]).toMatchObject({ additionalProperties: { enum: ruleSeverities } });
});

test('it runs on the person’s side where there is one, whatever is opened; no folder has a say in where tokens go', () => {
  // With WSL, containers and SSH that is the local side; a VS Code served to a browser has none.
  expect(extensionKind).toEqual(['ui', 'workspace']);
  expect(capabilities).toMatchObject({ untrustedWorkspaces: { supported: 'limited' }, virtualWorkspaces: true });
  const { credential, cloud, tenant, endpoint, audience } = settingIds;
  const tokenSettings = [credential, cloud, tenant, endpoint, audience];
  expect(capabilities.untrustedWorkspaces.restrictedConfigurations).toEqual(tokenSettings);
  const ofMachine = Object.entries(contributes.configuration.properties).filter(([, { scope }]) => scope === 'machine');
  expect(ofMachine.map(([id]) => id)).toEqual(tokenSettings);
});

test('menus and welcome contents name commands of the table only', () => {
  const named = [
    ...menuItems.map(({ command }) => command),
    ...Array.from(
      Object.values(texts)
        .join('\n')
        .matchAll(/\(command:([\w.]+)/g),
      ([, id]) => id,
    ),
  ];
  for (const id of named) expect(Object.values(commandIds)).toContain(id);
  for (const { view } of contributes.viewsWelcome) expect(Object.values(viewIds)).toContain(view);
});

test('when clauses know only our context keys, the view and the kinds of rows', () => {
  const clauses = [
    ...menuItems.map(({ when }) => when ?? ''),
    ...contributes.viewsWelcome.map(({ when }) => when),
    ...contributes.commands.map(({ enablement }) => enablement ?? ''),
  ];
  const used = new Set(clauses.flatMap((clause) => Array.from(clause.matchAll(/azureDr\.\w+/g), ([key]) => key)));
  for (const id of [...Object.values(viewIds), ...Object.values(panelIds)]) used.delete(id);
  expect([...used].toSorted()).toEqual(Object.values(contextKeys).toSorted());
  for (const clause of clauses) {
    const pattern = /viewItem =~ \/(.+?)\//.exec(clause)?.[1];
    if (pattern !== undefined) expect(kinds.some((kind) => new RegExp(pattern).test(kind))).toBe(true);
  }
});

test('what leads to Azure’s own pages and views is not offered in the sandbox', () => {
  const leading = menuItems.filter(({ command }) =>
    [commandIds.openInPortal, commandIds.revealInAzureResources].some((id) => id === command),
  );
  expect(leading).toHaveLength(5);
  for (const { when } of leading) expect(when).toContain('azureDr.source == azure');
});

test('a row has at most three inline actions', () => {
  for (const kind of kinds) {
    const inline = (contributes.menus['view/item/context'] ?? []).filter(({ group, when }) => {
      const pattern = /viewItem =~ \/(.+?)\//.exec(when ?? '')?.[1];
      return group?.startsWith('inline') === true && (pattern === undefined || new RegExp(pattern).test(kind));
    });
    expect(inline.length).toBeLessThanOrEqual(3);
  }
});

test('of a row that is gone commands on rows learn; those of a title, which may come without one, and the palette do as always', () => {
  expect([...titleCommandIds].toSorted()).toEqual([...new Set(contributes.menus['view/title']?.map(({ command }) => command))].toSorted());
  expect(isRowLost(commandIds.failOver, [undefined, undefined])).toBe(true);
  expect(isRowLost(commandIds.failOver, [])).toBe(false);
  expect(isRowLost(commandIds.failOver, [{ kind: 'machine', id: 'x' }])).toBe(false);
  expect(isRowLost(commandIds.groupBy, [undefined])).toBe(false);
});

test('every command has the category, and every text of the manifest is in package.nls.json, none in vain', () => {
  for (const { category } of contributes.commands) expect(category).toBe('Azure DR');
  const keys = Array.from(text.matchAll(/"%([\w.]+)%"/g), ([, key]) => key ?? '');
  expect([...new Set(keys)].toSorted()).toEqual(Object.keys(texts).toSorted());
});

test('one walkthrough: each step has a button, a picture in the colours of the theme, and ends with a command of ours', () => {
  expect(contributes.walkthroughs).toHaveLength(1);
  const steps = contributes.walkthroughs[0]?.steps ?? [];
  expect(steps).toHaveLength(5);
  for (const { description, media, completionEvents } of steps) {
    expect(texts[description.slice(1, -1)]).toMatch(/^\[.+\]\(command:azureDr\.\w+\)$/m);
    expect(media.altText).not.toBe('');
    for (const event of completionEvents) expect(Object.values(commandIds).map((id) => `onCommand:${id}`)).toContain(event);
    const picture = readFileSync(path.join(root, media.svg), 'utf8');
    expect(picture).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="[\d ]+" role="img"/);
    expect(picture).toMatch(/<title>[^<]+<\/title>/);
    const colours = Array.from(picture.matchAll(/(?:fill|stroke)="([^"]+)"/g), ([, colour]) => colour ?? '');
    expect(colours.filter((colour) => colour !== 'none' && !colour.startsWith('var(--vscode-'))).toEqual([]);
    expect(picture).not.toMatch(/<script|<style|style=|href=/);
  }
});

test('the icons are what the editor and the Marketplace want', () => {
  const png = readFileSync(path.join(root, icon));
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([256, 256]);
  const svg = readFileSync(path.join(root, contributes.viewsContainers.activitybar[0]?.icon ?? ''), 'utf8');
  expect(svg).toContain('viewBox="0 0 24 24"');
  const colours = new Set(Array.from(svg.matchAll(/(?:stroke|fill)="(#\w+)"/g), ([, colour]) => colour));
  expect(colours.size).toBe(1);
});

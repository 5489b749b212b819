import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { changePermissions } from '../../../src/model/changePermissions.ts';
import { builtInRoles, permissions, roleForGap, roleNeeded } from '../../../src/model/permissions.ts';
import { operationKinds } from '../../../src/operations/operation.ts';

const page = readFileSync(path.resolve(import.meta.dirname, '../../../docs/permissions.md'), 'utf8');
const all = Object.values(permissions);

describe('docs/permissions.md', () => {
  test('has a section for each feature of the code, and no others', () => {
    const part = page.slice(page.indexOf('## What for'), page.indexOf('\nIds of the roles'));
    const sections = all.map(({ feature, role, scope, actions, without }) =>
      [
        `### ${feature}`,
        '',
        `**${role}** on each ${scope}. Without it: ${without}`,
        '',
        ...actions.map((action) => `- \`${action}\``),
        '',
      ].join('\n'),
    );
    expect(part).toBe(['## What for', '', ...sections].join('\n'));
  });

  test('names the actions of a custom role, each once', () => {
    const block = /```json\n([^`]+)```/.exec(page)?.[1] ?? '';
    const role = JSON.parse(block) as { readonly Actions: readonly string[] };
    const actions = new Map(
      all.flatMap((permission): readonly string[] => permission.actions).map((action) => [action.toLowerCase(), action]),
    );
    expect(role.Actions).toEqual([...actions.values()].toSorted());
  });

  test('names the ids of the roles', () => {
    for (const [role, id] of Object.entries(builtInRoles)) expect(page).toContain(`${role} \`${id}\``);
  });
});

test('docs/permissions.md names what each command needs', () => {
  const part = page.slice(page.indexOf('## Commands that change'));
  const sections = [...Map.groupBy(changePermissions, ({ command }) => command)].map(([command, rows]) =>
    [
      `### ${command === 'every command' ? 'Every command' : `azure-dr ${command}`}`,
      '',
      ...rows.flatMap(({ role, on, actions }) => [`**${role}** on ${on}:`, '', ...actions.map((action) => `- \`${action}\``), '']),
    ].join('\n'),
  );
  expect(part.slice(part.indexOf('### '))).toBe(sections.join('\n').trimEnd() + '\n');
});

test('every command has its actions, each once and spelt in one way', () => {
  const commands = new Set(changePermissions.map(({ command }) => command));
  expect([...commands].filter((command) => command !== 'every command').toSorted()).toEqual([...operationKinds, 'jobs'].toSorted());
  for (const { actions, command } of changePermissions)
    expect(new Set(actions.map((action) => action.toLowerCase())).size, command).toBe(actions.length);
  const spelt = new Map(changePermissions.flatMap(({ actions }) => actions.map((action) => [action.toLowerCase(), action] as const)));
  for (const { actions } of changePermissions) for (const action of actions) expect(action).toBe(spelt.get(action.toLowerCase()));
});

test('reading asks for nothing that writes', () => {
  for (const action of all.flatMap((permission): readonly string[] => permission.actions))
    expect(action).toMatch(/^Microsoft\.[^*]+\/read$/);
});

describe('the role that closes a gap', () => {
  const vault = '/subscriptions/s/resourcegroups/g/providers/microsoft.recoveryservices/vaults/v';

  test.each([
    ['machines', 's', 'Reader', '/subscriptions/s', 'Reader on /subscriptions/s'],
    ['links', 's', 'Reader', '/subscriptions/s', 'Reader on /subscriptions/s'],
    ['protectedItems', undefined, 'Site Recovery Reader', undefined, 'Site Recovery Reader on every vault that is to be read'],
    ['containerMappings', vault, 'Site Recovery Reader', vault, `Site Recovery Reader on ${vault}`],
    ['backupItems', vault, 'Backup Reader', vault, `Backup Reader on ${vault}`],
  ] as const)('%s of %s: %s', (table, scope, role, id, text) => {
    expect(roleForGap({ table, scope })).toEqual({ role, roleId: builtInRoles[role], scope: id, text });
  });

  test('and for a feature', () => {
    expect(roleNeeded('subscriptions', undefined).text).toBe('Reader on every subscription that is to be read');
  });
});

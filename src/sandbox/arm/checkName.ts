import { keyOf, typeOfKey } from '../resource.ts';
import { ArmError, type Call } from '../wire.ts';
import type { World } from '../world.ts';
import { gateway } from './checkArm.ts';
import { badRequest } from './errors.ts';

/** Documented: "Naming rules and restrictions for Azure resources". */
const LONGEST_GROUP = 90;
/** Public reports of the answer to longer ones name it. */
const LONGEST_RESOURCE = 260;

/** Throws Azure's 400 where something new is to be made under a name that it cannot have. `path` is decoded. */
export function checkName(world: World, { method, path }: Pick<Call, 'method' | 'path'>): void {
  if (method !== 'PUT' || world.store.has(path)) return;
  const name = path.slice(path.lastIndexOf('/') + 1);
  const type = typeOfKey(keyOf(path));
  if (type === '') checkGroupName(name);
  else checkResourceName(type, name);
}

/** The words for characters are those of public reports. [GAP] Those for a period at the end and for the length follow them. */
function checkGroupName(name: string): void {
  const strange = [...new Set(name.replaceAll(/[\p{L}\p{N}\-.()_]/gu, ''))].join('');
  const refuse = (fault: string): ArmError =>
    new ArmError(400, 'InvalidResourceGroup', `The provided resource group name '${name}' ${fault}`, {}, gateway);
  if (strange !== '') {
    throw refuse(`has these invalid characters: '${strange}'. The name can only be a letter, digit, '-', '.', '(', ')' or '_'.`);
  }
  if (name.endsWith('.')) throw refuse("has these invalid characters: '.'. The name can not end with '.'.");
  if (name.length > LONGEST_GROUP) throw refuse(tooLong(name, LONGEST_GROUP));
}

/** [GAP] Public reports of a name that is too long have its words without the code. */
function checkResourceName(type: string, name: string): void {
  if (name.length > LONGEST_RESOURCE) {
    throw new ArmError(400, 'InvalidResourceName', `The provided resource name '${name}' ${tooLong(name, LONGEST_RESOURCE)}`, {}, gateway);
  }
  const rule = COMPUTE[type];
  if (rule && !rule.pattern.test(name)) throw new ArmError(400, 'InvalidParameter', rule.message, { target: rule.target });
  if (/^microsoft\.network\/[^/]+$/.test(type) || NETWORK_CHILDREN.has(type)) checkNetworkName(name);
  // Public reports: a network is the one thing of its service whose name has two characters at least.
  if (type === 'microsoft.network/virtualnetworks' && name.length < 2) {
    throw badRequest('NetcfgInvalidVirtualNetworkSite', `Virtual network site is not valid as specified with the name '${name}'.`);
  }
  if (type === 'microsoft.recoveryservices/vaults' && !VAULT.test(name)) {
    throw badRequest(
      'InvalidResourceName',
      `The vault name '${name}' must have 2 to 50 letters, digits or hyphens, and begin with a letter.`,
    );
  }
}

const tooLong = (name: string, longest: number): string =>
  `has a length of '${name.length}' which exceeds the maximum length of '${longest}'.`;

const ENTITY = String.raw`^[^_\W][\w-._]{0,79}(?<![-.])$`;
/** The rule above, by .NET's words: letters and digits of every alphabet. */
const entity = /^[\p{L}\p{N}][\p{L}\p{N}_.-]{0,79}(?<![-.])$/u;

interface ComputeRule {
  readonly pattern: RegExp;
  readonly message: string;
  readonly target: string;
}

/** Public reports show the rule for the name of a machine's disk, and the other words for disks. [GAP] The machine's own name. */
const COMPUTE: Readonly<Record<string, ComputeRule>> = {
  'microsoft.compute/virtualmachines': {
    pattern: entity,
    message: `The entity name 'vmName' is invalid according to its validation rule: ${ENTITY}.`,
    target: 'vmName',
  },
  'microsoft.compute/disks': { pattern: entity, message: 'The value of parameter disk.name is invalid.', target: 'disk.name' },
  'microsoft.compute/snapshots': { pattern: entity, message: 'The value of parameter snapshot.name is invalid.', target: 'snapshot.name' },
};

const NETWORK_CHILDREN: ReadonlySet<string> = new Set([
  'microsoft.network/virtualnetworks/subnets',
  'microsoft.network/virtualnetworks/virtualnetworkpeerings',
  'microsoft.network/networksecuritygroups/securityrules',
  'microsoft.network/routetables/routes',
]);
const networkName = /^[\p{L}\p{N}_](?:[\p{L}\p{N}_.-]{0,78}[\p{L}\p{N}_])?$/u;

/** Also for names inside a body, as of subnets. The words are those of public reports. */
export function checkNetworkName(name: string): void {
  if (networkName.test(name)) return;
  throw badRequest(
    'InvalidResourceName',
    `Resource name ${name} is invalid. The name can be up to 80 characters long. It must begin with a word character, and it must end with a word character or with '_'. The name may contain word characters or '.', '-', '_'.`,
  );
}

/** Documented. [GAP] The service's own words for it were never recorded. */
const VAULT = /^[A-Za-z][A-Za-z0-9-]{1,49}$/;

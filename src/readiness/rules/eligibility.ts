import type { MachineFacts } from '../facts.ts';
import { Gathering } from '../gathering.ts';
import type { MachineRule, Verdict } from '../rule.ts';
import { missing, notApplicable, unlessReplicating } from '../verdicts.ts';
import { sources } from './sources.ts';

/** Whether Site Recovery takes the machine, and whether it still does. */
export const eligibilityRules: readonly MachineRule[] = [
  {
    id: 'DR-VM-002',
    on: 'machine',
    title: 'Machine cannot be replicated as it is',
    severity: 'high',
    depth: 'full',
    affectsState: false,
    lowWhenRebuilt: true,
    needsItem: false,
    decides: ['replicationEligibilityResults: errors'],
    sources: [sources.supportMatrix, sources.troubleshoot],
    corresponds: {},
    explanation: 'The machine is not replicated, and Site Recovery says that it would refuse it, with the errors below.',
    consequence: 'It stays without a copy in another region until the cause is removed, or until it is covered by other means.',
    fix: 'Remove the cause that the error names and enable replication. Where that is not possible, back the machine up to a geo-redundant vault with cross-region restore, or be ready to rebuild it.',
    check: judgeEligibility,
  },
  {
    id: 'DR-VM-018',
    on: 'machine',
    title: 'Operating system is not on Site Recovery’s list',
    severity: 'high',
    depth: 'full',
    affectsState: false,
    lowWhenRebuilt: false,
    needsItem: true,
    decides: ['instanceView.osName', 'instanceView.osVersion', 'replicationSupportedOperatingSystems: supportedOsList'],
    sources: [sources.supportMatrix],
    corresponds: {},
    explanation:
      'The distribution or version of Linux that the VM agent reports is not among those that Site Recovery lists for its vault. Azure does not show the kernel: whether the agent supports it has to be looked up.',
    consequence: 'An update of the agent or of the kernel may stop replication, and a failed-over machine may not start.',
    fix: 'Move to a version that is listed, and hold the kernel at one that the installed agent supports.',
    check: judgeSystem,
  },
];

function judgeEligibility({ vm, items, hidden, index }: MachineFacts): Verdict {
  if (vm === undefined || items.length > 0 || hidden !== undefined) return notApplicable;
  const gathering = new Gathering();
  const problems = gathering.take(index.details.eligibility.get(vm.id), 'what Site Recovery says of the machine');
  for (const { code, message } of problems ?? []) {
    gathering.add('replicationEligibilityResults', message === '' ? code : `${code}: ${message}`);
  }
  return gathering.verdict();
}

/** Windows is named by its edition and not by its version, and its list of 2023 lacks editions that are supported: Linux alone is judged. */
function judgeSystem({ vm, item: facts }: MachineFacts): Verdict {
  const early = unlessReplicating(facts);
  if (early !== undefined || facts === undefined || vm === undefined) return early ?? notApplicable;
  if (vm.osType === 'Windows') return notApplicable;
  if (vm.osType === undefined) return missing('osDisk.osType of the machine');
  const gathering = new Gathering();
  const systems = gathering.take(
    facts.index.details.supportedSystems.get(facts.item.vaultId),
    'the operating systems that Site Recovery supports',
  );
  if (systems === undefined) return gathering.verdict();
  const { osName, osVersion } = vm;
  if (osName === undefined || osVersion === undefined) return missing('the operating system of the machine: its agent does not report it');
  if (!isListed(systems, osName.toLowerCase(), osVersion)) {
    gathering.add('instanceView.osName', osName);
    gathering.add('instanceView.osVersion', osVersion);
  }
  return gathering.verdict();
}

/** Distributions that go by two names: the agent's may not be the list's. */
const otherNames: Readonly<Record<string, string>> = { sles: 'suse', suse: 'sles', redhat: 'rhel', rhel: 'redhat', ol: 'oracle' };

/** `ubuntu 22.04` by itself, `redhat 8.6` by itself or by `redhat 8.*`, `debian 11.6` by `debian 11`. */
function isListed(systems: ReadonlySet<string>, name: string, version: string): boolean {
  const [major = ''] = version.split('.');
  const majorAndMinor = version.split('.').slice(0, 2).join('.');
  return [name, otherNames[name]].some((as) =>
    [version, majorAndMinor, `${major}.*`, major].some((one) => systems.has(`${as} ${one}`.toLowerCase())),
  );
}

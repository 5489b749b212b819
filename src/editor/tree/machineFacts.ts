import { partsOf } from '../../model/armId.ts';
import { isExcluded, type AssessedMachine } from '../../readiness/assessment.ts';
import { realDate } from '../../readiness/dates.ts';
import { ageText, durationText } from '../../readiness/durationText.ts';
import { placeText } from '../../readiness/describeMachine.ts';
import { bySeverity } from '../../readiness/ruleRun.ts';
import { recoveryText } from '../../readiness/text.ts';
import { utc } from '../age.ts';
import type { Localizer } from '../localizer.ts';
import type { EstateIndex } from './estateIndex.ts';
import type { Fact } from './fact.ts';
import { icons, stateIcons, type Icon } from './icon.ts';
import { findingCount, roleName } from './words.ts';

/** What is known about a machine, a line for each side. Whether a line is good is the rules' word, never decided here. */
export function machineFacts(machine: AssessedMachine, index: EstateIndex, l10n: Localizer): readonly Fact[] {
  const facts = [
    replication(machine, index, l10n),
    disks(machine, index, l10n),
    backup(machine, index, l10n),
    network(machine, index, l10n),
    agent(machine, l10n, index.assessment.now),
    recovery(machine, l10n),
    companions(machine, index, l10n),
  ];
  return facts.filter((fact) => fact !== undefined);
}

/** The rules that speak about a line. */
const rulesOf = {
  replication: /^DR-(VM-00[1-6]|VM-01[0158]|DRL|CAP)/,
  disks: /^DR-VM-(007|014|016|017)/,
  backup: /^DR-VM-020/,
  network: /^DR-NET/,
  agent: /^DR-(AGT|VM-019)/,
} as const;

/** `more`: findings on what belongs to the machine, or what it shares with others. */
function judged(machine: AssessedMachine, key: keyof typeof rulesOf, nothingWrong: Icon = icons.good, more: Fact['findings'] = []): Icon {
  const own = machine.findings.filter(({ rule }) => rulesOf[key].test(rule));
  const [failed] = [...own, ...more.filter((finding) => !isExcluded(finding))].toSorted(bySeverity);
  if (failed?.severity === 'low') return nothingWrong === icons.warning ? nothingWrong : icons.info;
  if (failed) return failed.severity === 'critical' || failed.rule === 'DR-VM-001' ? icons.bad : icons.warning;
  if (machine.unknown.some(({ rule }) => rulesOf[key].test(rule))) return icons.unknown;
  // What is excluded is there all the same: it never looks well.
  return more.length > 0 || machine.excluded.some(({ rule }) => rulesOf[key].test(rule)) ? icons.excluded : nothingWrong;
}

function replication(machine: AssessedMachine, index: EstateIndex, l10n: Localizer): Fact {
  const label = l10n.t('Replication');
  const { item, location } = machine;
  if (machine.state === 'unknown') return { key: 'replication', label, value: machine.reason, icon: icons.unknown };
  if (!item) {
    const value = isLost(machine) ? l10n.t('none: lost if {0} fails', location) : l10n.t('none');
    return { key: 'replication', label, value, icon: judged(machine, 'replication', icons.info) };
  }
  const parts = [item.protectionStateDescription ?? item.protectionState ?? l10n.t('state not known')];
  if (typeof item.rpoSeconds === 'number') parts.push(rpoText(machine, l10n, index.assessment.now));
  parts.push(placeText(machine));
  if (machine.vault) parts.push(l10n.t('vault {0}', machine.vault.name));
  const findings = index.sharedFindings(machine);
  const failed = findings.filter((finding) => !isExcluded(finding)).length;
  if (failed > 0) parts.push(findingCount(failed, l10n));
  const isUnderWay = machine.state === 'failedOver' || machine.state === 'protecting';
  const nothingWrong = isUnderWay ? stateIcons[machine.state] : icons.good;
  return { key: 'replication', label, value: parts.join(' · '), icon: judged(machine, 'replication', nothingWrong, findings), findings };
}

/** Nothing of it is held in another region, and it is not meant to be rebuilt. */
function isLost(machine: AssessedMachine): boolean {
  return machine.recovery === 'wait' && !machine.rebuilt;
}

/** The figure and how old it is: `RPO 4 min (2 min old)`. Empty without a figure. */
export function rpoText({ item }: AssessedMachine, l10n: Localizer, now: Date): string {
  if (typeof item?.rpoSeconds !== 'number') return '';
  const rpo = durationText(item.rpoSeconds * 1000);
  const at = realDate(item.rpoCalculatedAt ?? null);
  return at ? l10n.t('RPO {0} (figure {1} old)', rpo, ageText(at, now)) : l10n.t('RPO {0} (age of the figure not known)', rpo);
}

function disks(machine: AssessedMachine, index: EstateIndex, l10n: Localizer): Fact {
  const label = l10n.t('Disks');
  const attached = machine.vm?.disks;
  const findings = index.diskFindings(machine);
  if (!attached) return { key: 'disks', label, value: l10n.t('not known'), icon: icons.unknown, findings };
  const managed = attached.filter((disk) => disk.id !== undefined);
  const types = [...new Set(managed.map((disk) => (disk.id && index.disk(disk.id)?.sku) ?? disk.storageType ?? '?'))].join(', ');
  const parts: string[] = [];
  if (managed.length > 0) parts.push(l10n.t('{0} managed ({1})', managed.length, types));
  if (attached.length > managed.length) parts.push(l10n.t('{0} unmanaged', attached.length - managed.length));
  const copies = machine.item?.disks;
  if (copies) {
    const copied = new Set(copies.map((disk) => disk.id));
    parts.push(l10n.t('{0} of {1} replicated', managed.filter((disk) => disk.id && copied.has(disk.id)).length, attached.length));
  } else if (!machine.item && isLost(machine)) {
    parts.push(l10n.t('no copy outside {0}', machine.location));
  }
  const failed = findings.filter((finding) => !isExcluded(finding)).length;
  if (failed > 0) parts.push(findingCount(failed, l10n));
  const without = isLost(machine) ? icons.warning : icons.info;
  const icon = judged(machine, 'disks', machine.item ? icons.good : without, findings);
  return { key: 'disks', label, value: parts.join(' · '), icon, findings };
}

function backup(machine: AssessedMachine, index: EstateIndex, l10n: Localizer): Fact {
  const label = l10n.t('Backup');
  const item = machine.backup;
  if (!item) {
    const known = !index.hasGap('backupItems', 'vaults');
    const value = known ? l10n.t('none') : l10n.t('none in the vaults that could be read');
    return { key: 'backup', label, value, icon: known ? judged(machine, 'backup', icons.info) : icons.unknown };
  }
  const point = realDate(item.lastRecoveryPoint ?? null);
  const vault = index.vault(item.vaultId);
  const parts = [
    point ? utc(point) : l10n.t('no recovery point known'),
    vaultText(vault?.storageRedundancy, vault?.crossRegionRestore, l10n),
  ];
  return {
    key: 'backup',
    label,
    value: parts.filter((part) => part !== '').join(' · '),
    icon: point ? judged(machine, 'backup') : icons.unknown,
  };
}

/** How a vault keeps backups, and whether another region can restore them. */
export function vaultText(redundancy: string | undefined, crossRegionRestore: boolean | undefined, l10n: Localizer): string {
  const names: Readonly<Record<string, string>> = {
    GeoRedundant: l10n.t('geo-redundant vault'),
    LocallyRedundant: l10n.t('locally redundant vault'),
    ZoneRedundant: l10n.t('zone-redundant vault'),
  };
  const name = redundancy === undefined ? l10n.t('redundancy of the vault not known') : (names[redundancy] ?? redundancy);
  return crossRegionRestore === true ? l10n.t('{0}, cross-region restore', name) : name;
}

function network(machine: AssessedMachine, index: EstateIndex, l10n: Localizer): Fact {
  const parts = (machine.vm?.nicIds ?? []).flatMap((id) => {
    const nic = index.nic(id);
    if (!nic) return [];
    const addresses = nic.privateAddresses.join(', ') || l10n.t('no address');
    return nic.subnetId ? [l10n.t('{0} in {1}', addresses, subnetText(nic.subnetId))] : [addresses];
  });
  const known = parts.length > 0;
  return {
    key: 'network',
    label: l10n.t('Network'),
    value: known ? parts.join(' · ') : l10n.t('not known'),
    icon: known ? judged(machine, 'network') : icons.unknown,
  };
}

/** `vnet-prod/data` of a subnet's id. */
function subnetText(subnet: string): string {
  const segments = subnet.split('/');
  return `${segments.at(-3) ?? ''}/${segments.at(-1) ?? ''}`;
}

function agent(machine: AssessedMachine, l10n: Localizer, now: Date): Fact | undefined {
  const { item } = machine;
  if (!item?.agentVersion) return undefined;
  const expiry = realDate(item.agentExpiry ?? null);
  const left = expiry ? expiry.getTime() - now.getTime() : 0;
  const parts = [item.agentVersion];
  if (expiry) parts.push(left > 0 ? l10n.t('expires in {0}', durationText(left)) : l10n.t('expired'));
  if (item.agentUpdateRequired === true || item.certificateUpdateRequired === true) parts.push(l10n.t('update required'));
  return { key: 'agent', label: l10n.t('Agent'), value: parts.join(' · '), icon: judged(machine, 'agent') };
}

const recoveryIcons = {
  siteRecovery: icons.good,
  backup: icons.info,
  vhd: icons.info,
  unknown: icons.unknown,
  wait: icons.bad,
} as const;

/** A way that is there and may not work never looks well. */
function recoveryIcon({ recovery: way, state }: AssessedMachine): Icon {
  const isInTheWay = state === 'atRisk' || state === 'testRunning';
  return way === 'siteRecovery' && isInTheWay ? icons.warning : recoveryIcons[way];
}

function recovery(machine: AssessedMachine, l10n: Localizer): Fact {
  const rebuilt = machine.rebuilt && machine.recovery === 'wait';
  return {
    key: 'recovery',
    label: machine.state === 'failedOver' ? l10n.t('If its region fails') : l10n.t('If {0} fails', machine.location),
    value: rebuilt ? l10n.t('Rebuilt, not recovered.') : recoveryText(machine),
    icon: rebuilt ? icons.rebuilt : recoveryIcon(machine),
  };
}

function companions(machine: AssessedMachine, index: EstateIndex, l10n: Localizer): Fact | undefined {
  const own = index.companionsOf(machine.id);
  if (own.length === 0) return undefined;
  const byRole = Map.groupBy(own, (companion) => companion.role);
  const names = own.map(({ id, byName }) => (byName ? l10n.t('{0} (by its name)', partsOf(id).name) : partsOf(id).name));
  return {
    key: 'companions',
    label: l10n.t('Used by Site Recovery'),
    value: Array.from(byRole, ([role, same]) => roleName(role, same.length, l10n)).join(' · '),
    detail: names.join(', '),
    icon: icons.companions,
  };
}

import type { ProtectedItem } from '../model/protectedItem.ts';
import type { AssessedMachine, UnknownCause } from './assessment.ts';
import { hourMs, realDate } from './dates.ts';
import { ageText, durationText } from './durationText.ts';
import type { Finding } from './finding.ts';
import { failedOverSince, isCommitted, isFailedOver } from './itemPhase.ts';

/** The one thing about a machine that matters now, as its row says it: `not replicated`, `RPO 5 min · drilled 214 days ago`. */
export function describeMachine(machine: AssessedMachine, now: Date): string {
  switch (machine.state) {
    case 'unknown':
      return unknownText(machine, now);
    case 'testRunning':
      return openTestText(machine, now);
    case 'failedOver':
      return failedOverText(machine, now);
    case 'protecting':
      return 'initial replication, no recovery point yet';
    case 'unprotected':
      return machine.rebuilt ? 'not replicated, rebuilt instead' : 'not replicated';
    case 'atRisk':
      return riskText(machine, now) ?? replicationText(machine, now);
    default:
      return replicationText(machine, now);
  }
}

/** Where it is and where it would go: `westeurope ▸ northeurope`, or the region alone. */
export function placeText(machine: AssessedMachine): string {
  const target = machine.item?.targetLocation;
  return target === undefined || target === machine.location ? machine.location : `${machine.location} ▸ ${target}`;
}

const unknownTexts: Readonly<Record<UnknownCause, string>> = {
  machineIncomplete: 'its own facts are incomplete',
  itemUnreadable: 'its protected item cannot be read',
  vaultUnreadable: 'no permission to read its vault',
  readFailed: 'its replication could not be read',
  factsMissing: 'facts of its replication are missing',
  old: 'could not be read again',
};

/** What was known of a machine that could not be read again is said all the same: it may be all that there is in an outage. */
function unknownText(machine: AssessedMachine, now: Date): string {
  const why = `unknown: ${unknownTexts[machine.unknownCause ?? 'factsMissing']}`;
  return machine.unknownCause === 'old' && machine.item !== undefined ? `${why} · ${replicationText(machine, now)}` : why;
}

function openTestText(machine: AssessedMachine, now: Date): string {
  const since = realDate(machine.item?.currentScenario?.startTime ?? null);
  return since === null ? 'test failover open' : `test failover open for ${ageText(since, now)}`;
}

function failedOverText({ item, isThere }: AssessedMachine, now: Date): string {
  const since = item === undefined ? null : failedOverSince(item);
  const place = item?.targetLocation === undefined ? '' : ` to ${targetText(item.targetLocation, item)}`;
  if (item !== undefined && isFailedOver(item) === false)
    return `failover${place} under way${since === null ? '' : ` for ${ageText(since, now)}`}`;
  const open = item !== undefined && isCommitted(item) ? 'not re-protected' : 'not committed';
  // Re-protection needs the machine that it came from.
  const source = isThere === true ? '' : isThere === false ? ', source machine not found' : ', source machine not read';
  return `failed over${place}${since === null ? '' : ` ${ageText(since, now)} ago`}, ${open}${source}`;
}

/** Between zones the region says nothing of where it went. */
function targetText(region: string, { sourceLocation, targetZone }: ProtectedItem): string {
  return region === sourceLocation && targetZone != null ? `zone ${targetZone} of ${region}` : region;
}

function replicationText({ item }: AssessedMachine, now: Date): string {
  const drill = item?.lastSuccessfulTestFailover;
  const date = realDate(drill ?? null);
  const drilled = date === null ? 'never drilled' : `drilled ${ageText(date, now)} ago`;
  const rpo = typeof item?.rpoSeconds === 'number' ? [`RPO ${durationText(item.rpoSeconds * 1000)}`] : [];
  return [...rpo, ...(drill === undefined ? [] : [drilled])].join(' · ') || 'replicated';
}

/** What puts the machine at risk, from its worst finding that says more than RPO and drill do. */
function riskText(machine: AssessedMachine, now: Date): string | undefined {
  for (const { rule, severity, evidence } of machine.findings) {
    if (severity !== 'critical' && machine.sharedRisks.length > 0) break;
    const text = severity === 'low' ? undefined : riskTexts[rule]?.(evidence, machine, now);
    if (text !== undefined) return text;
  }
  if (machine.sharedRisks.includes('DR-VLT-001')) return 'vault or target in the region that it must survive';
  return machine.sharedRisks.includes('DR-CAP-001')
    ? `quota too small in ${machine.item?.targetLocation ?? 'the target region'}`
    : undefined;
}

type RiskText = (evidence: Finding['evidence'], machine: AssessedMachine, now: Date) => string | undefined;

const riskTexts: Readonly<Record<string, RiskText>> = {
  'DR-VM-003': (_, { item }) =>
    item?.protectionState !== undefined && !/^protected$/i.test(item.protectionState)
      ? `replication: ${item.protectionStateDescription ?? item.protectionState}`
      : `replication health ${item?.replicationHealth ?? 'not normal'}`,
  'DR-VM-004': (_, { item }, now) => {
    const at = realDate(item?.rpoCalculatedAt ?? null);
    const figure = typeof item?.rpoSeconds === 'number' ? `RPO ${durationText(item.rpoSeconds * 1000)}` : 'no RPO';
    return at === null ? figure : `${figure}, figure ${ageText(at, now)} old`;
  },
  'DR-VM-005': () => 'Azure expects its failover to fail',
  'DR-VM-006': (_, { location }) => `zone recovery only, no copy outside ${location}`,
  'DR-VM-007': (evidence) => {
    const disks = new Set(evidence.map(({ value }) => value));
    return disks.size === 1 ? `disk ${String(evidence[0]?.value)} not replicated` : `${disks.size} disks not replicated`;
  },
  'DR-NET-001': () => 'failover network or subnet missing',
  'DR-NET-004': () => 'failover refers to a resource that is gone',
  'DR-CAP-002': (evidence, { item }) =>
    `size ${String(evidence[0]?.value)} cannot be had in ${item?.targetLocation ?? 'the target region'}`,
  'DR-AGT-001': (_, { item }, now) => {
    if (item?.agentUpdateRequired === true) return 'agent update required';
    if (item?.certificateUpdateRequired === true) return 'update of the agent’s certificate required';
    const dates = [item?.agentExpiry, item?.agentCertificateExpiry].flatMap((date) => realDate(date ?? null) ?? []);
    const first = Math.min(...dates.map((date) => date.getTime()));
    if (!Number.isFinite(first)) return undefined;
    const left = first - now.getTime();
    return left < hourMs ? 'agent expired' : `agent expires in ${durationText(left)}`;
  },
};

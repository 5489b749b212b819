import type { Assessment, AssessedMachine, MachineState, Recovery } from './assessment.ts';
import type { Evidence, Severity } from './finding.ts';

/** Raised when a reader of the old shape could be misled. */
const auditSchemaVersion = 1;

interface JsonMachineFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly evidence: readonly Evidence[];
}

interface JsonFinding extends JsonMachineFinding {
  readonly resourceId: string;
}

/** The audit as programs read it: `docs/audit.schema.json`. Ids are spelt as Azure spells them; times are UTC. */
export interface AuditJson {
  readonly schemaVersion: number;
  readonly generatedAt: string;
  readonly source: string;
  readonly depth: string;
  readonly partial: boolean;
  readonly subscriptions: readonly { readonly id: string; readonly name: string }[];
  readonly machines: readonly {
    readonly id: string;
    readonly name: string;
    readonly location: string;
    readonly state: MachineState;
    readonly recovery: Recovery;
    readonly findings: readonly JsonMachineFinding[];
  }[];
  readonly companions: readonly { readonly id: string; readonly role: string; readonly of: string }[];
  readonly findings: readonly JsonFinding[];
  readonly unknown: readonly { readonly rule: string; readonly reason: string; readonly resourceId?: string }[];
  readonly excluded: readonly { readonly rule: string; readonly resourceId: string; readonly reason: string; readonly until: string }[];
  readonly notEvaluated: readonly { readonly rule: string; readonly machines: number }[];
}

export function toAuditJson(assessment: Assessment): AuditJson {
  const { inventory } = assessment;
  return {
    schemaVersion: auditSchemaVersion,
    generatedAt: assessment.now.toISOString(),
    source: inventory.source.label,
    depth: assessment.depth,
    partial: assessment.partial,
    subscriptions: inventory.subscriptions.map(({ id, name }) => ({ id, name })).toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    machines: assessment.machines.map(machineJson),
    companions: assessment.companions.map(({ azureId, role, ofAzureId }) => ({ id: azureId, role, of: ofAzureId })),
    findings: assessment.findings.map((finding) => ({
      rule: finding.rule,
      severity: finding.severity,
      resourceId: finding.resourceId,
      evidence: finding.evidence,
    })),
    unknown: assessment.unknown.map(({ rule, reason, resourceId }) => ({
      rule,
      reason,
      ...(resourceId === undefined ? {} : { resourceId }),
    })),
    excluded: assessment.excluded.map(({ rule, resourceId, reason, until }) => ({ rule, resourceId, reason, until })),
    notEvaluated: assessment.notEvaluated.map(({ rule, machines }) => ({ rule, machines })),
  };
}

function machineJson({ azureId, name, location, state, recovery, findings }: AssessedMachine): AuditJson['machines'][number] {
  return {
    id: azureId,
    name,
    location,
    state,
    recovery,
    findings: findings.map((finding) => ({ rule: finding.rule, severity: finding.severity, evidence: finding.evidence })),
  };
}

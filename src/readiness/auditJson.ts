import type { MachineState, Recovery } from './assessment.ts';
import type { Evidence, Severity } from './finding.ts';

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

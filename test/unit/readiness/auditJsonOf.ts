import type { Assessment } from '../../../src/readiness/assessment.ts';
import type { AuditJson } from '../../../src/readiness/auditJson.ts';
import { auditJsonText } from '../../../src/readiness/auditJsonText.ts';

/** What a program reads that is given the audit. */
export function auditJsonOf(assessment: Assessment): AuditJson {
  return JSON.parse([...auditJsonText(assessment)].join('')) as AuditJson;
}

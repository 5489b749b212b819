import { sources } from '../../readiness/rules/sources.ts';
import type { PreflightCheck } from './preflightCheck.ts';

/** Regions that a subscription must be let into, and that serve their partner only (support matrix, 2026-01). */
const restricted: Readonly<Record<string, string>> = {
  switzerlandwest: 'switzerlandnorth',
  francesouth: 'francecentral',
  norwaywest: 'norwayeast',
  jioindiacentral: 'jioindiawest',
  brazilsoutheast: 'brazilsouth',
  southafricawest: 'southafricanorth',
  germanynorth: 'germanywestcentral',
  uaecentral: 'uaenorth',
};

/** Where machines of Brazil South can be replicated to; it is no target itself (same page). */
const targetsOfBrazilSouth: ReadonlySet<string> = new Set([
  'brazilsoutheast',
  'southcentralus',
  'westcentralus',
  'eastus',
  'eastus2',
  'westus',
  'westus2',
  'northcentralus',
]);

/** Pairs of regions that Site Recovery does not serve, or only on request. Nothing is read for them. */
export const regionChecks: readonly PreflightCheck[] = [
  {
    id: 'PF-REG-001',
    looksAt: 'Pair of regions',
    title: 'Site Recovery does not replicate between these regions',
    level: 'blocker',
    cost: 'none',
    source: sources.supportMatrix,
    consequence: 'Azure refuses the replication.',
    fix: 'Choose another target region (support matrix of January 2026).',
    atReprotect: false,
    judge: ({ subject: { sourceRegion: from, targetRegion: to } }) => {
      if (to === 'brazilsouth') return [{ cause: 'Brazil South is a source only.' }];
      if (from === 'brazilsoutheast') return [{ cause: 'Brazil Southeast is a target only.' }];
      return from === 'brazilsouth' && !targetsOfBrazilSouth.has(to) ? [{ cause: `Brazil South is not replicated to ${to}.` }] : [];
    },
  },
  {
    id: 'PF-REG-002',
    looksAt: 'Regions that are open on request',
    title: 'Region serves its partner only, on request',
    level: 'warning',
    cost: 'none',
    source: sources.supportMatrix,
    consequence: 'Azure refuses what is made there until the subscription is let in.',
    fix: 'Ask Azure support for access to the region, or choose another one (support matrix of January 2026).',
    atReprotect: true,
    judge: ({ subject: { sourceRegion, targetRegion } }) =>
      [sourceRegion, targetRegion]
        .filter((region) => Object.hasOwn(restricted, region))
        .map((region) => ({ cause: `${region} is open on request only, as the partner of ${restricted[region]}.` })),
  },
];

import type { CheckSource } from './preflightCheck.ts';

const learn = 'https://learn.microsoft.com/azure';

/** Public pages that only the checks rest on. `date`: the page's own date in the text that was read. */
export const pages = {
  roles: {
    title: 'Manage Site Recovery access with Azure role-based access control',
    url: `${learn}/site-recovery/site-recovery-role-based-linked-access-control`,
    date: '2017-05-11',
  },
  outbound: {
    title: 'Default outbound access in Azure',
    url: `${learn}/virtual-network/ip-services/default-outbound-access`,
    date: '2026-01-30',
  },
  locks: {
    title: 'Lock your resources to protect your infrastructure',
    url: `${learn}/azure-resource-manager/management/lock-resources`,
    date: 'no date',
  },
  providers: {
    title: 'Azure resource providers and types',
    url: `${learn}/azure-resource-manager/management/resource-providers-and-types`,
    date: 'no date',
  },
  policies: {
    title: 'Policy Restrictions: Check At Resource Group Scope',
    url: 'https://learn.microsoft.com/rest/api/policy/policy-restrictions/check-at-resource-group-scope',
    date: 'no date',
  },
} as const satisfies Readonly<Record<string, CheckSource>>;

import { lastOf } from '../../model/armPath.ts';
import { apiVersions } from '../../azure/apiVersions.ts';
import { subscriptionPathOf, toArmId, type ArmId } from '../../model/armId.ts';
import { allows } from '../../model/permissionSet.ts';
import { policyKey, type PolicyQuestion, type RightsNeeded } from '../../model/preflightFacts.ts';
import { sources } from '../../readiness/rules/sources.ts';
import { pages } from './pages.ts';
import { MissingFact, need, type Found, type Judged, type PreflightCheck } from './preflightCheck.ts';

/** What is made in the target subscription is of these. */
const providers = ['Microsoft.RecoveryServices', 'Microsoft.Compute', 'Microsoft.Network', 'Microsoft.Storage'] as const;

/** What the subscription, its owners and its policies allow. */
export const scopeChecks: readonly PreflightCheck[] = [
  {
    id: 'PF-SUB-001',
    looksAt: 'Resource providers of the target subscription',
    title: 'Resource provider is not registered',
    level: 'blocker',
    cost: '1 a pair of regions',
    source: pages.providers,
    consequence: 'Azure refuses to make anything of this provider in the subscription.',
    fix: 'Register the provider; that takes a minute or two.',
    atReprotect: true,
    judge: ({ subject, facts }) => {
      const subscription = subscriptionPathOf(toArmId(subject.targetGroupId));
      const states = need(facts.providers, subscription, 'the resource providers of the target subscription');
      return providers.flatMap((namespace) => judgeProvider(namespace, states.get(namespace.toLowerCase()), subscription));
    },
  },
  {
    id: 'PF-SUB-002',
    looksAt: 'Tenant of the subscriptions',
    title: 'Target subscription is of another tenant, or not shown to you',
    level: 'blocker',
    cost: 'none: read with the choices',
    source: sources.supportMatrix,
    consequence: 'Azure refuses the replication: it goes to other subscriptions of the tenant, and not to other tenants.',
    fix: 'Choose a target subscription, and a vault, of the machine’s own tenant.',
    atReprotect: false,
    judge: judgeTenants,
  },
  {
    id: 'PF-PER-001',
    looksAt: 'Your rights to all that is to be done',
    title: 'You may not do all that is to be done',
    level: 'blocker',
    cost: '1 a pair of regions where you may do it in the whole subscription, else 1 a resource group',
    source: pages.roles,
    consequence: 'Azure refuses a request in the middle, and what was made until then stays.',
    fix: 'Ask for the roles that docs/permissions.md names for this command. A role that was given a moment ago takes some minutes.',
    atReprotect: true,
    judge: judgeRights,
  },
  {
    id: 'PF-POL-001',
    looksAt: 'Azure Policy on what would be made',
    title: 'Azure Policy denies what would be made',
    level: 'blocker',
    cost: '1 a pair of regions, 1 a machine of another size or other tags, 1 a cache account that is made',
    source: pages.policies,
    consequence: 'Azure refuses to make it: now, or in the failover.',
    fix: 'Choose what the policy allows, or ask its owner for an exemption.',
    atReprotect: true,
    judge: judgePolicies,
  },
];

function judgeProvider(namespace: string, state: string | undefined, subscription: ArmId): readonly Found[] {
  if (state === undefined) throw new MissingFact(`Azure does not show the state of ${namespace}.`);
  if (/^registered$/i.test(state)) return [];
  if (/^registering$/i.test(state)) return [{ cause: `${namespace} is being registered: check again in a minute.` }];
  return [
    {
      cause: `${namespace} is in the state ${state} in the target subscription.`,
      fix: {
        title: `Register ${namespace}`,
        consequence: 'The subscription can then be used with the services of this provider. That costs nothing by itself.',
        call: {
          method: 'POST',
          path: `${subscription}/providers/${namespace}/register`,
          apiVersion: apiVersions.resources,
          body: undefined,
        },
      },
    },
  ];
}

function judgeTenants({ subject: { subscriptions }, tenantSubscriptions }: Judged): readonly Found[] {
  const [, ...others] = subscriptions;
  // One subscription is of one tenant, whichever that is.
  if (others.length === 0) return [];
  if (tenantSubscriptions === undefined) throw new MissingFact('Not read: the subscriptions of the machine’s tenant.');
  const known = new Set(tenantSubscriptions.map((id) => `/subscriptions/${id.toLowerCase()}`));
  const foreign = others.filter((id) => !known.has(id));
  return foreign.map((id) => ({ cause: `The subscription ${lastOf(id)} is none of those that Azure shows you in the machine’s tenant.` }));
}

function judgeRights({ subject, facts }: Judged): readonly Found[] {
  const found: Found[] = [];
  let missing: MissingFact | undefined;
  for (const right of subject.rights) {
    try {
      const lacking = lackingOf(right, facts.permissions);
      if (lacking.length > 0) found.push({ cause: `Not allowed in ${right.groupId}: ${lacking.join(', ')}.` });
    } catch (error) {
      if (!(error instanceof MissingFact)) throw error;
      missing ??= error;
    }
  }
  if (found.length === 0 && missing) throw missing;
  return found;
}

/** What is allowed in the subscription is allowed in its groups; in one that is yet to be made nothing else is. */
function lackingOf({ groupId, actions }: RightsNeeded, permissions: Judged['facts']['permissions']): readonly string[] {
  const subscription = subscriptionPathOf(toArmId(groupId));
  const above = permissions.get(subscription);
  const lacking = actions.filter((action) => !(above && 'value' in above && allows(above.value ?? [], action)));
  if (lacking.length === 0) return [];
  const own = need(permissions, groupId, `what you may do in ${groupId}`);
  if (own === null) need(permissions, subscription, 'what you may do in the subscription');
  return lacking.filter((action) => !allows(own ?? [], action));
}

function judgePolicies({ subject, facts }: Judged): readonly Found[] {
  const account = facts.cacheAccounts.get(subject.cacheAccountId.toLowerCase());
  const isMade = account !== undefined && 'value' in account && account.value === null;
  const questions: readonly PolicyQuestion[] = [
    subject.madeMachine,
    ...(isMade && subject.madeCacheAccount ? [subject.madeCacheAccount] : []),
  ];
  const known = questions.flatMap((question) => {
    const fact = facts.policies.get(policyKey(question));
    return fact && 'value' in fact ? fact.value.map((denial) => ({ question, denial })) : [];
  });
  if (known.length === 0) for (const question of questions) need(facts.policies, policyKey(question), 'the policies of the target');
  return known.map(({ question: { content }, denial: { assignmentId, field } }) => ({
    cause: `${content.type} in ${content.location} is denied${field === '' ? '' : ` (${field})`} by ${assignmentId || 'a policy'}.`,
  }));
}

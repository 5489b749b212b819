import type { RuleText } from '../rule.ts';
import { allRules } from './allRules.ts';
import { expiredExclusionRule } from './exclusion.ts';

/** What each rule that a finding can name tells a person, in the order in which a reader meets them. */
export const ruleTexts: readonly RuleText[] = [...allRules, expiredExclusionRule];

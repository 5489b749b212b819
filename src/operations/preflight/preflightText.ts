import { azRest } from '../azRest.ts';
import type { PreflightResult } from './preflight.ts';

/** Graver first. */
const levels = ['blocker', 'warning', 'unknown'] as const;

/**
 * What checks have found, for people: what was looked at and is well with all machines, then a paragraph for each thing found, with the machines
 * that it is about, and how many checks were passed.
 * `endpoint`: of Resource Manager, for the commands of Azure CLI that take a problem away.
 */
export function preflightText(results: readonly PreflightResult[], endpoint: string): readonly string[] {
  const found = results.filter(({ level }) => level !== 'pass');
  const groups = [...Map.groupBy(found, ({ check, level, cause }) => `${check} ${level} ${cause}`).values()];
  return [
    ...passedByAll(results).map(({ check, looksAt }) => `passed ${check} ${looksAt}`),
    ...levels.flatMap((level) => groups.filter(([first]) => first?.level === level).flatMap((group) => paragraph(group, endpoint))),
    summary(results),
  ];
}

/** One result for each check that all machines have passed, in the order of the checks. */
export function passedByAll(results: readonly PreflightResult[]): readonly PreflightResult[] {
  return [...Map.groupBy(results, ({ check }) => check).values()].flatMap((same) =>
    same.every(({ level }) => level === 'pass') ? same.slice(0, 1) : [],
  );
}

function paragraph(group: readonly PreflightResult[], endpoint: string): readonly string[] {
  const [first] = group;
  if (!first) return [];
  const { level, check, title, cause, consequence, fix, fixStep, source } = first;
  const machines = group.map(({ machine }) => machine).join(', ');
  if (level === 'unknown') return [`unknown ${check} ${title}? ${machines}`, `  ${cause}`];
  return [
    `${level} ${check} ${title}: ${machines}`,
    `  ${cause}`,
    `  What follows: ${consequence}`,
    `  What to do: ${fix}`,
    ...(fixStep ? [`  At once: ${azRest(fixStep.call, endpoint)}`, `  ${fixStep.consequence}`] : []),
    `  Source: ${source.title} (${source.date}), ${source.url}`,
  ];
}

function summary(results: readonly PreflightResult[]): string {
  const count = (wanted: PreflightResult['level']): number => results.filter(({ level }) => level === wanted).length;
  return `Checked beforehand: passed ${count('pass')}, blockers ${count('blocker')}, warnings ${count('warning')}, not known ${count('unknown')}.`;
}

import type { Estimate, EstimateLine } from './estimate.ts';

/** A machine by name, with what it is expected to cost. */
export interface MachineEstimate {
  readonly machine: string;
  readonly estimate: Estimate;
}

/** An estimate of one or several machines for the terminal, a line each. */
export function estimateText(estimates: readonly MachineEstimate[]): readonly string[] {
  const [first] = estimates;
  if (!first) return [];
  const sum = (key: 'monthlyUsd' | 'onceUsd'): number => estimates.reduce((total, { estimate }) => total + estimate[key], 0);
  return [
    `Estimate at list prices as of ${first.estimate.pricesOf}, in US dollars:`,
    ...estimates.flatMap(({ machine, estimate: { monthly, once, monthlyUsd, onceUsd } }) => [
      `  ${machine}: ${dollars(monthlyUsd)} a month${gap(monthly)}, ${dollars(onceUsd)} once`,
      ...[...monthly, ...once].map(({ what, usd }) => `  ${(usd === undefined ? '?' : dollars(usd)).padStart(12)}  ${what}`),
    ]),
    ...(estimates.length > 1
      ? [`  ${estimates.length} machines: ${dollars(sum('monthlyUsd'))} a month, ${dollars(sum('onceUsd'))} once`]
      : []),
    ...[...new Set(estimates.flatMap(({ estimate }) => estimate.assumptions))].map((text) => `  ${text}`),
  ];
}

/** `1,234.50` */
export function dollars(usd: number): string {
  return usd.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

function gap(lines: readonly EstimateLine[]): string {
  return lines.some(({ usd }) => usd === undefined) ? ' and what is not known' : '';
}

import * as fc from 'fast-check';
import { lifeCommands, regions, type LifeCommand, type Region } from './lifeModel.ts';

/** What becomes of the request and its process; `dies…`: the process ends there. */
const fates = [
  'well',
  'before',
  'after',
  'half',
  'dies before',
  'dies after',
  'dies following',
  'refused',
  'signed out',
  'job fails',
] as const;
export type Fate = (typeof fates)[number];

export type Move =
  | { readonly type: 'act'; readonly kind: LifeCommand; readonly fate: Fate; readonly hoursDead: number }
  /** Somebody else does something between the confirmation and the request; both are offered. */
  | { readonly type: 'colleague'; readonly choice: number; readonly theirs: number }
  /** Whatever is offered next, so that machines get further than by chance. */
  | { readonly type: 'offered'; readonly choice: number; readonly fate: Fate; readonly hoursDead: number }
  | { readonly type: 'outage'; readonly region: Region; readonly state: 'down' | 'up' }
  | { readonly type: 'wait'; readonly hours: number };

const someFate = fc.constantFrom(...fates);
const someKind = fc.constantFrom(...lifeCommands);
/** Between a process that dies and the next one. */
const hoursDead = fc.constantFrom(0, 5);
export const moves: fc.Arbitrary<readonly Move[]> = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ type: fc.constant('offered' as const), choice: fc.nat(20), fate: someFate, hoursDead }) },
    {
      weight: 3,
      arbitrary: fc.record({ type: fc.constant('act' as const), kind: someKind, fate: someFate, hoursDead }),
    },
    { weight: 1, arbitrary: fc.record({ type: fc.constant('colleague' as const), choice: fc.nat(20), theirs: fc.nat(20) }) },
    {
      weight: 2,
      arbitrary: fc.record({
        type: fc.constant('outage' as const),
        region: fc.constantFrom(...regions),
        state: fc.constantFrom('down', 'up'),
      }),
    },
    { weight: 1, arbitrary: fc.record({ type: fc.constant('wait' as const), hours: fc.constantFrom(1, 30, 24 * 200) }) },
  ),
  { minLength: 4, maxLength: 14, size: 'max' },
);

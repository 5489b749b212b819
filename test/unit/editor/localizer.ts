import type { Localizer } from '../../../src/editor/localizer.ts';

/** The texts as written, in English. */
export const english: Localizer = {
  t: (message, ...args) => message.replace(/\{(\d+)\}/g, (_, at: string) => String(args[Number(at)])),
};

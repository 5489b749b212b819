import { toArmId } from '../model/armId.ts';
import { abortable } from './abortable.ts';
import type { Session } from './wire/session.ts'; // wrong

export const planted = [toArmId, abortable];
export type Planted = Session;

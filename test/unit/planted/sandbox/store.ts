import { createServer } from 'node:https';
import { X509Certificate } from '@peculiar/x509';
import type { ArmId } from '../model/armId.ts'; // wrong
import { router } from './router.ts';

export const planted = [createServer, X509Certificate, router];
export type Planted = ArmId;

import type { ControlReply } from './door/controlReply.ts';
import type { WireRequest, WireResponse } from './wire.ts';

/** What is asked of the sandbox's worker thread. */
export type WorkerQuestion = { readonly id: number } & (
  | { readonly request: WireRequest }
  | { readonly control: { readonly method: string; readonly path: string; readonly body: string } }
);

export type WorkerAnswer = { readonly id: number } & (
  | { readonly response: WireResponse }
  | { readonly control: ControlReply }
  | { readonly error: { readonly name: string; readonly message: string } }
);

import type { Fault } from './faults.ts';
import type { OutageAnswers } from './outages.ts';
import type { LoggedRequest } from './requestLog.ts';
import type { ArmResource } from './resource.ts';

/** What a test or a demonstration does to the sandbox itself. Never part of ARM. */
export interface Control {
  now(): Date;
  /** Everything due in between happens in order. */
  advance(seconds: number): Date;
  /** May go back only while nothing was changed since start or reset: `ControlError` 409. */
  setClock(now: Date): Date;
  /** Upserts as they are, without validation; groups, and parents inside a vault, are implied. */
  putResources(resources: readonly ArmResource[]): void;
  /** False when there was none. */
  deleteResource(id: string): boolean;
  addFault(fault: Fault): void;
  /** `answers`: what becomes of requests for what lies there; `fail` when absent. */
  setOutage(region: string, state: 'down' | 'up', answers?: OutageAnswers): void;
  requests(): readonly LoggedRequest[];
  /** How many have come and are not answered yet. */
  underWay(): number;
  /** Back to the seed and the starting time; faults, outages and log cleared. */
  reset(): void;
}

/** A control call that cannot be done. */
export class ControlError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

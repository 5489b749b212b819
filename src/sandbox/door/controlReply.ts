import { validateHeaderName, validateHeaderValue } from 'node:http';
import { ControlError, type Control } from '../control.ts';
import { envelope } from '../envelope.ts';
import type { Fault } from '../faults.ts';
import { outageAnswers } from '../outages.ts';
import { isTooDeep } from '../requestBody.ts';
import { isArmId, type ArmResource } from '../resource.ts';
import { shapeFault } from '../shape.ts';

export interface ControlRequest {
  readonly method: string;
  /** Below `/_sandbox`: `/clock`. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** JSON as text; '' for none. */
  readonly body: string;
}

export interface ControlReply {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What a timer can wait for. */
const LONGEST_DELAY_MS = 2 ** 31 - 1;

type Json = Readonly<Record<string, unknown>>;
type Answer = (control: Control, body: Json, query: URLSearchParams) => Json;

/** The control API as JSON over a wire: `200 {"ok":true,…}`, or 400, 404, 409 with `{"error":"…"}`. */
export function controlReply(control: Control, request: ControlRequest): ControlReply {
  const calls = routes[request.path.toLowerCase().replace(/\/$/, '')];
  if (!calls) return { status: 404, body: { error: `There is no control call ${request.path}.` } };
  const answer = calls[request.method];
  if (!answer) return { status: 405, body: { error: `${request.path} takes ${Object.keys(calls).join(' and ')}.` } };
  try {
    return { status: 200, body: { ok: true, ...answer(control, parse(request.body), request.query) } };
  } catch (error) {
    if (error instanceof ControlError) return { status: error.status, body: { error: error.message } };
    throw error;
  }
}

const routes: Readonly<Record<string, Readonly<Record<string, Answer>>>> = {
  '/clock': {
    GET: (control) => ({ now: control.now().toISOString() }),
    POST: (control, body) => ({ now: moveClock(control, body).toISOString() }),
  },
  '/resources': {
    PUT: (control, body) => {
      const resources = resourcesOf(body);
      control.putResources(resources);
      return { put: resources.length };
    },
    DELETE: (control, _body, query) => {
      const id = query.get('id');
      if (!id) throw wrong('id is missing in the query.');
      return { deleted: control.deleteResource(id) };
    },
  },
  '/faults': {
    POST: (control, body) => {
      control.addFault(faultOf(body));
      return {};
    },
  },
  '/outage': {
    POST: (control, body) => {
      const { region, state, answers } = body;
      if (typeof region !== 'string' || region === '') throw wrong('region must be the name of a region.');
      if (state !== 'down' && state !== 'up') throw wrong('state must be "down" or "up".');
      const known = outageAnswers.find((one) => one === answers);
      if (answers !== undefined && known === undefined) throw wrong(`answers must be one of ${outageAnswers.join(', ')}.`);
      control.setOutage(region, state, known);
      return { region, state };
    },
  },
  '/requests': { GET: (control) => ({ requests: control.requests(), underWay: control.underWay() }) },
  '/reset': {
    POST: (control) => {
      control.reset();
      return { now: control.now().toISOString() };
    },
  },
};

function wrong(message: string): ControlError {
  return new ControlError(400, message);
}

function parse(body: string): Json {
  if (body.trim() === '') return {};
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    throw wrong('The body is not JSON.');
  }
  if (!isObject(parsed)) throw wrong('The body must be a JSON object.');
  if (isTooDeep(parsed)) throw wrong('The body is nested too deeply.');
  return parsed;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function moveClock(control: Control, { advanceSeconds, now }: Json): Date {
  if (typeof advanceSeconds === 'number' && Number.isFinite(advanceSeconds) && advanceSeconds >= 0) return control.advance(advanceSeconds);
  if (typeof now === 'string' && !Number.isNaN(Date.parse(now))) return control.setClock(new Date(now));
  throw wrong('Give advanceSeconds (a number, 0 or more) or now (a date).');
}

function resourcesOf(body: Json): readonly ArmResource[] {
  // A machine has `resources` of its own: its extensions.
  const resources = 'resources' in body && !('id' in body) ? body['resources'] : [body];
  if (!Array.isArray(resources)) throw wrong('resources must be a list.');
  for (const resource of resources as unknown[]) {
    if (!isObject(resource) || typeof resource['id'] !== 'string') throw wrong('Every resource must be an object with an id.');
    const { id } = resource;
    if (!isArmId(id)) throw wrong(`'${id}' is not the id of a subscription, a resource group or a resource.`);
    const fault = shapeFault(resource, envelope);
    if (fault) throw wrong(`${id}: ${fault}.`);
  }
  return resources as ArmResource[];
}

function faultOf(body: Json): Fault {
  const { operation, errorCode, level, path, method, status, headers, times, delayMs } = body;
  if (times !== undefined && !(Number.isInteger(times) && (times as number) > 0)) throw wrong('times must be a whole number, 1 or more.');
  if (operation !== undefined) {
    if (typeof operation !== 'string' || typeof errorCode !== 'string') throw wrong('operation and errorCode must be texts.');
    if (level !== undefined && level !== 'Warning' && level !== 'Error') throw wrong("level must be 'Warning' or 'Error'.");
    return body as unknown as Fault;
  }
  if (typeof path !== 'string') throw wrong('path must be a regular expression.');
  try {
    RegExp(path);
  } catch {
    throw wrong(`path is not a regular expression (${path}).`);
  }
  if (method !== undefined && typeof method !== 'string') throw wrong('method must be a text.');
  if (status !== undefined && !(Number.isInteger(status) && (status as number) >= 200 && (status as number) <= 599)) {
    throw wrong('status must be an HTTP status from 200 to 599.');
  }
  if (body['reset'] !== undefined && typeof body['reset'] !== 'boolean') throw wrong('reset must be true or false.');
  if (delayMs !== undefined && !(typeof delayMs === 'number' && delayMs >= 0 && delayMs <= LONGEST_DELAY_MS)) {
    throw wrong(`delayMs must be a number from 0 to ${LONGEST_DELAY_MS}.`);
  }
  if (status === undefined && delayMs === undefined && body['reset'] !== true) throw wrong('Give status, delayMs or reset: true.');
  return { ...body, path, ...(headers !== undefined && { headers: headersOf(headers) }) };
}

/** Texts that HTTP can carry; numbers are taken for texts (`Retry-After`). */
function headersOf(headers: unknown): Record<string, string> {
  if (!isObject(headers)) throw wrong('headers must be an object.');
  const texts: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (typeof value !== 'string' && typeof value !== 'number') throw wrong(`The header ${name} must be a text or a number.`);
    texts[name] = `${value}`;
    try {
      validateHeaderName(name);
      validateHeaderValue(name, texts[name]);
    } catch {
      throw wrong(`HTTP cannot carry the header ${name}.`);
    }
  }
  return texts;
}

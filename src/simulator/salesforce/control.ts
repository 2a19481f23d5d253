import type { ServerResponse } from 'node:http';
import { sendJson } from '../serve.ts';
import { findUser } from './admission.ts';
import {
  ORG_SETTINGS,
  USER_SETTINGS,
  readClientPatch,
  readLengths,
  readMs,
  readPatch,
  readUsage,
} from './control-input.ts';
import { readFaults } from './faults.ts';
import type { ObjectType } from './metadata.ts';
import type { Org } from './org.ts';
import { fieldValue } from './render.ts';
import { readDeed } from './setup/deeds.ts';
import { doAsStaff } from './staff/staff.ts';
import type { Row } from './store.ts';

/** A call of the control API, by which tests and the demo look into the org and disturb it. */
export type ControlCall = { method: string; path: string; query: URLSearchParams; body: string };

/** Answers one control call. Mistakes of the caller are answered with 400 or 404 and what is allowed. */
export function answerControl(org: Org, call: ControlCall, response: ServerResponse): void {
  const [, , resource = '', name = ''] = call.path.split('/').map(decodeURIComponent);
  const action = ACTIONS[`${call.method} ${resource}`];
  if (!action) {
    const known = Object.keys(ACTIONS).map((key) => key.replace(' ', ' /_control/'));
    sendJson(response, 404, { error: `No ${call.method} ${call.path}. There is: ${known.join(', ')}.` });
    return;
  }
  if (resource === 'events') {
    org.events.attach(response);
    return;
  }
  try {
    sendJson(response, 200, action(org, { ...call, name }));
  } catch (error) {
    sendJson(response, 400, { error: error instanceof Error ? error.message : String(error) });
  }
}

type Action = (org: Org, call: ControlCall & { name: string }) => unknown;

const ACTIONS: Record<string, Action> = {
  'GET calls': (org, call) => ({ calls: org.calls.since(Number(call.query.get('after') ?? 0)) }),
  'GET records': (org, call) => ({ records: listRecords(org, call) }),
  'GET summary': summarize,
  'GET events': () => undefined,
  'GET faults': (org) => ({ faults: org.faults.list() }),
  'POST faults': (org, call) => {
    org.faults.add(readFaults(readBody(call.body)));
    return { faults: org.faults.list() };
  },
  'DELETE faults': (org) => {
    org.faults.clear();
    return { faults: [] };
  },
  'POST advance': (org, call) => ({ at: org.clock.advance(readMs(readBody(call.body))) }),
  'POST sessions': (org, call) => org.sessions.setLengths(readLengths(readBody(call.body))),
  'POST org': (org, call) => org.policies.changeOrg(readPatch(readBody(call.body), ORG_SETTINGS)),
  'POST users': (org, call) => {
    const user = findUser(org, call.name);
    if (!user) throw new Error(`The org has no user "${call.name}"; ask for /_control/records/User.`);
    return org.policies.changeUser(call.name, readPatch(readBody(call.body), USER_SETTINGS));
  },
  'GET clients': (org) => ({ clients: org.clients.list() }),
  'POST clients': (org, call) => org.clients.change(call.name, readClientPatch(readBody(call.body))),
  'POST rotate-refresh-token': (org, call) => {
    const { token } = readBody(call.body || '{}') as { token?: string };
    return { tokens: org.sessions.spend(token) };
  },
  'POST setup': (org, call) => {
    // One after the other: a deed may need what the one before it has made.
    const deeds: unknown[] = [readBody(call.body)].flat();
    for (const deed of deeds) org.configure(readDeed(deed, org.setup.schema));
    return { done: deeds.length };
  },
  'POST usage': (org, call) => Object.assign(org.usage, readUsage(readBody(call.body))),
  'POST staff': (org, call) => doAsStaff(org, readBody(call.body)),
  'POST expire-tokens': (org) => {
    org.sessions.expireAll();
    return { done: true };
  },
  'POST revoke-refresh-token': (org, call) => {
    const { token } = readBody(call.body || '{}') as { token?: string };
    return { revoked: org.sessions.revoke(token) };
  },
  'POST reset': (org) => {
    org.reset();
    return { done: true };
  },
};

function readBody(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new Error('The body is not JSON; send for example {"kind":"latency","ms":500}.');
  }
}

function listRecords(org: Org, call: ControlCall & { name: string }): object[] {
  const object = org.setup.schema.full(call.name);
  if (!object) throw new Error(`The simulated org has no object "${call.name}"; ask for /_control/records/Lead.`);
  const limit = Number(call.query.get('limit') ?? 1000);
  return [...org.store.list(object.name)]
    .slice(-limit)
    .toReversed()
    .map((row) => showRecord(object, row));
}

function showRecord(object: ObjectType, row: Row): object {
  const fields = object.fields
    .map((field) => [field.name, fieldValue(row, field)] as const)
    .filter(([name, value]) => value !== null || name in row.fields);
  return { id: row.id, creates: 1, updates: row.updates, fields: Object.fromEntries(fields) };
}

function summarize(org: Org): object {
  const counts = Object.entries(org.store.counts()).map(([name, count]) => {
    return [name, { ...count, duplicateKeys: countDuplicateKeys(org, name) }] as const;
  });
  return {
    calls: org.calls.counts(),
    records: Object.fromEntries(counts),
    refusedDuplicates: org.usage.refusedDuplicates,
    apiUsage: { used: org.usage.used, max: org.usage.max },
    faults: org.faults.list(),
  };
}

/** How many records share their key with an earlier one: an independent look at the rows, not at the index. */
function countDuplicateKeys(org: Org, name: string): number {
  const keys = org.setup.schema.full(name)?.uniqueFields ?? [];
  let duplicates = 0;
  for (const key of keys) {
    const seen = new Set<unknown>();
    for (const row of org.store.list(name)) {
      const value = row.fields[key.name] ?? null;
      if (value === null) continue;
      if (seen.has(value)) duplicates++;
      seen.add(value);
    }
  }
  return duplicates;
}

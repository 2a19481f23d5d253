import { jsonAnswer, refuseUnknown, type Answer } from './answer.ts';
import { headerText, type Action } from './call.ts';
import type { ApiCall } from './data-api.ts';
import { describeBriefly, describeFully, type Shown } from './describe.ts';
import type { Org } from './org.ts';
import { notModifiedSince } from './records.ts';
import { NEWEST_VERSION, OLDEST_VERSION } from './route.ts';
import { needObject } from './rows.ts';

/** Three releases a year, numbered back from the newest, Winter '27. */
export const VERSIONS = Array.from({ length: NEWEST_VERSION - OLDEST_VERSION + 1 }, (_, index) => {
  const number = OLDEST_VERSION + index;
  const age = NEWEST_VERSION - number;
  const label = `${['Winter', 'Summer', 'Spring'][age % 3]} '${27 - Math.ceil(age / 3)}`;
  return { label, url: `/services/data/v${number}.0`, version: `${number}.0` };
});

/** `GET /services/data/<version>`. */
export const resourcesAction: Action = (org, call) => {
  const base = `/services/data/${call.route.version ?? ''}`;
  const names = ['limits', 'query', 'queryAll', 'search', 'parameterizedSearch', 'sobjects', 'composite'];
  return jsonAnswer(200, {
    ...Object.fromEntries(names.map((name) => [name, `${base}/${name}`])),
    actions: `${base}/actions`,
    jobs: `${base}/jobs`,
    tooling: `${base}/tooling`,
    identity: `${call.baseUrl}/id/${org.organizationId}/${org.userId}`,
  });
};

/** `GET /limits`. */
export const limitsAction: Action = (org) => {
  const unused = (max: number): { Max: number; Remaining: number } => ({ Max: max, Remaining: max });
  const { storageFull, limits } = org.setup.settings;
  return jsonAnswer(200, {
    DailyApiRequests: { Max: org.usage.max, Remaining: Math.max(0, org.usage.max - org.usage.used) },
    DailyBulkApiBatches: unused(15_000),
    DataStorageMB: storageFull ? { Max: 1024, Remaining: 0 } : unused(1024),
    FileStorageMB: unused(1024),
    HourlyPublishedPlatformEvents: unused(50_000),
    DailyDeliveredPlatformEvents: unused(10_000),
    ...limits,
  });
};

/** `GET /sobjects`. */
export const listObjectsAction: Action = (org, call) => {
  const unchanged = notModified(org, call);
  if (unchanged) return unchanged;
  const sobjects = org.setup.schema.objects().map((object) => describeBriefly(object, shownAs(org, call)));
  return jsonAnswer(200, { encoding: 'UTF-8', maxBatchSize: 200, sobjects }, lastModified(org));
};

/** `GET /sobjects/X`. */
export const objectInfoAction: Action = (org, call) => {
  const object = needObject(org, call.route.object ?? '');
  return jsonAnswer(200, { objectDescribe: describeBriefly(object, shownAs(org, call)), recentItems: [] });
};

/** `GET /sobjects/X/describe`; 304 without a body for a client that has it. */
export const describeAction: Action = (org, call) => {
  const object = needObject(org, call.route.object ?? '');
  const unchanged = notModified(org, call);
  return unchanged ?? jsonAnswer(200, describeFully(org, object, shownAs(org, call)), lastModified(org));
};

/** `GET /sobjects/ContentVersion/<id>/VersionData`: the bytes of a file. */
export const downloadAction: Action = (org, call) => {
  const row = org.store.find(call.route.id ?? '');
  const bytes = row && !row.deleted ? org.files.get(row.id) : undefined;
  if (!row || !bytes) throw refuseUnknown();
  return { status: 200, body: '', bytes, headers: { 'Content-Type': 'application/octetstream' }, recordId: row.id };
};

function shownAs(org: Org, call: ApiCall): Shown {
  const asked = headerText(call.headers['accept-language'])?.slice(0, 2).toLowerCase();
  const language = asked === 'it' || asked === 'en' ? asked : org.language;
  return { version: call.route.version ?? '', language };
}

function lastModified(org: Org): Record<string, string> {
  return { 'Last-Modified': new Date(org.setup.schema.changedAt()).toUTCString() };
}

function notModified(org: Org, call: ApiCall): Answer | undefined {
  if (!notModifiedSince(call, org.setup.schema.changedAt())) return undefined;
  return { status: 304, body: '', headers: lastModified(org) };
}

import { jsonAnswer, refuse } from './answer.ts';
import type { Action } from './call.ts';
import type { ApiCall } from './data-api.ts';
import { formatTime } from './field-value.ts';
import { needObject } from './rows.ts';

/** `GET /sobjects/X/updated?start=&end=`: ids of records made or changed in a stretch of time. */
export const listUpdatedAction: Action = (org, call) => {
  const object = needObject(org, call.route.object ?? '');
  const { from, until } = readStretch(call);
  const ids = [...org.store.list(object.name)]
    .filter((row) => within(String(row.fields['SystemModstamp']), { from, until }))
    .map((row) => row.id);
  return jsonAnswer(200, { ids, latestDateCovered: formatTime(Math.min(until, org.now())) });
};

/** `GET /sobjects/X/deleted?start=&end=`: ids of records deleted in a stretch of time, and when. */
export const listDeletedAction: Action = (org, call) => {
  const object = needObject(org, call.route.object ?? '');
  const { from, until } = readStretch(call);
  const deletedRecords = [...org.store.list(object.name, { withDeleted: true })].flatMap((row) => {
    const at = row.deletedAt;
    return at === undefined || at < from || at >= until ? [] : [{ id: row.id, deletedDate: formatTime(at) }];
  });
  const latestDateCovered = formatTime(Math.min(until, org.now()));
  return jsonAnswer(200, { deletedRecords, earliestDateAvailable: formatTime(0), latestDateCovered });
};

type Stretch = { from: number; until: number };

function within(time: string, { from, until }: Stretch): boolean {
  const at = Date.parse(time);
  return at >= from && at < until;
}

function readStretch(call: ApiCall): Stretch {
  const [from = Number.NaN, until = Number.NaN] = ['start', 'end'].map((name) => {
    // A plus sign of a time zone that was not percent-encoded has become a space.
    return Date.parse((call.query.get(name) ?? '').replace(' ', '+'));
  });
  if (from < until) return { from, until };
  throw refuse(400, 'INVALID_REPLICATION_DATE', 'start and end must be dates, and start before end');
}

import { Failure, toFailureData } from '../../../base/failure.ts';
import { isObject, type JsonObject } from '../../../base/json.ts';
import type { Org } from '../request.ts';
import { learnSize, recallSizes, sizeOf, trustSize } from './chunk-sizes.ts';
import { beginCourse } from './course.ts';
import { oneAtATime } from './parents.ts';
import { rowOf, wavesOf, type Row, type WaitingWrite } from './rows.ts';
import type { SingleWrite } from './single-call.ts';

/** The org may work on many records for long. */
const TIMEOUT_MS = 120_000;
/**
 * Errors that one record can bring upon others in its request: limits of Apex and flows count for all of them. Told by
 * code, since texts follow the language of the org.
 */
const SHARED_FAULT =
  /^(?:CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY|CANNOT_EXECUTE_FLOW_TRIGGER|UNKNOWN_EXCEPTION|ALL_OR_NONE_OPERATION_ROLLED_BACK|OPERATION_TOO_LARGE|LIMIT_EXCEEDED|EXCEEDED_ID_LIMIT|APEX_\w+|TOO_MANY_(?!APEX_REQUESTS)\w+)$/;
/** Refusals of a whole request that one record in it may have caused; nothing was executed. */
const SPLIT_AFTER = new Set(['invalid', 'conflict', 'unsupported', 'defect']);

/**
 * Sends writes of one kind with few requests, and ends each of them. A record that breaks a trigger fails no other: what
 * failed together is sent again in smaller chunks, at last alone. Never rejects.
 */
export async function sendWrites(org: Org, writes: readonly WaitingWrite[]): Promise<void> {
  const [first] = writes;
  if (!first) return;
  const again: WaitingWrite[] = [];
  try {
    await recallSizes(org.io);
    for (const wave of wavesOf(writes)) await sendWave(org, first.call, { rows: wave, again });
    // Of updates that were put together and refused, each tries by itself, in order.
    for (const write of again) await sendWave(org, first.call, { rows: [rowOf({ ...write, most: 1 })], again: [] });
  } catch (error) {
    for (const write of writes) write.end({ failure: asFailure(error) });
  }
}

type Wave = { rows: readonly Row[]; again: WaitingWrite[] };

async function sendWave(org: Org, kind: SingleWrite, { rows, again }: Wave): Promise<void> {
  const course = beginCourse(sizeOf(org.io, kind.object));
  const waiting = [...rows];
  let lost = 0;
  while (waiting.length > 0) {
    const chunk = cut(waiting, course.limit());
    const sent = await sendChunk(org, kind, { rows: chunk, again, lost });
    if ('stop' in sent) {
      fail(waiting, sent.stop);
      return;
    }
    lost = sent.lost ? lost + 1 : 0;
    if (lost > 0) continue;
    waiting.unshift(...smaller(sent.back, chunk.length));
    course.note(chunk.length, sent);
    if (sent.back.length === 0) await trustSize(org.io, kind.object, chunk.length);
  }
  const learned = course.learned();
  if (learned) await learnSize(org.io, kind.object, learned);
}

/** What came of a chunk: rows that are to be sent again, or what ends all that were not sent yet. */
type Sent = { back: readonly Row[]; culprit: boolean; lost?: true } | { stop: Failure };

async function sendChunk(org: Org, kind: SingleWrite, chunk: Wave & { lost: number }): Promise<Sent> {
  const { rows, again, lost } = chunk;
  const parents = rows.flatMap((row) => row.parents);
  const answer = await oneAtATime(org.io, parents, () => send(org, kind, rows)).catch(asFailure);
  if (!(answer instanceof Failure)) {
    const culprit = rows.length === 1 && answer.some(isSharedFault);
    return { back: settle(rows, answer, again), culprit };
  }
  const ofOne = SPLIT_AFTER.has(answer.code);
  if (ofOne && rows.length > 1) return { back: rows, culprit: false };
  fail(rows, answer);
  if (ofOne) return { back: [], culprit: true };
  // The org answers, but not to this record: whoever is behind it need not wait. Twice in a row it is the org.
  const isAnswer = answer.code === 'unknown_outcome' && answer.data.details?.['status'] !== undefined;
  if (rows.length === 1 && isAnswer && lost === 0) return { back: [], culprit: false, lost: true };
  return { stop: notSent(answer) };
}

function fail(rows: readonly Row[], failure: Failure): void {
  for (const { writes } of rows) for (const write of writes) write.end({ failure });
}

/** What was to follow a request of unknown outcome has certainly not happened. */
function notSent(failure: Failure): Failure {
  if (failure.code !== 'unknown_outcome') return failure;
  return new Failure({ ...failure.data, code: 'unavailable' }, { cause: failure });
}

function asFailure(error: unknown): Failure {
  return error instanceof Failure ? error : new Failure(toFailureData(error), { cause: error });
}

/** Takes the next chunk: no row is with more others than it may be. */
function cut(waiting: Row[], limit: number): Row[] {
  let most = limit;
  let length = 0;
  while (length < waiting.length && length < (most = Math.min(most, waiting[length]?.most ?? 1))) length++;
  return waiting.splice(0, Math.max(1, length));
}

async function send(org: Org, { object, at, headers }: SingleWrite, chunk: readonly Row[]): Promise<JsonObject[]> {
  const action = `write ${chunk.length} ${object} records`;
  const { body } = await org.call({
    method: 'PATCH',
    path: 'id' in at ? '/composite/sobjects' : `/composite/sobjects/${object}/${at.field}`,
    body: JSON.stringify({ allOrNone: false, records: chunk.map(({ record }) => record) }),
    headers: { ...headers },
    timeoutMs: TIMEOUT_MS,
    action,
  });
  const results: unknown[] = Array.isArray(body) ? body : [];
  if (results.length !== chunk.length || !results.every(isObject)) {
    throw new Failure({
      code: 'unknown_outcome',
      message: `Salesforce was asked to ${action} and answered with something else than their results.`,
    });
  }
  return results;
}

/** Ends the writes of a chunk; gives those rows that failed for what may be the fault of others. */
function settle(chunk: readonly Row[], results: readonly JsonObject[], again: WaitingWrite[]): Row[] {
  const back: Row[] = [];
  for (const [index, row] of chunk.entries()) {
    const result = results[index] ?? {};
    if (chunk.length > 1 && isSharedFault(result)) back.push(row);
    else if (result['success'] !== true && row.writes.length > 1) again.push(...row.writes);
    else for (const write of row.writes) write.end({ result });
  }
  return back;
}

function isSharedFault(result: JsonObject): boolean {
  if (result['success'] === true) return false;
  const errors = Array.isArray(result['errors']) ? result['errors'].filter(isObject) : [];
  return errors.some(({ statusCode }) => typeof statusCode === 'string' && SHARED_FAULT.test(statusCode));
}

/** Rows that go back, each with half as much company as before. */
function smaller(rows: readonly Row[], length: number): Row[] {
  const most = Math.max(1, Math.floor(length / 2));
  return rows.map((row) => ({ ...row, most: Math.min(row.most, most) }));
}

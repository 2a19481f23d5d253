import { Failure, toFailureData } from '../../../base/failure.ts';
import { isObject, type JsonObject, type JsonValue } from '../../../base/json.ts';
import type { DryRun } from '../../connector.ts';
import { DEFAULT_API_VERSION, type SalesforceIo } from '../config.ts';
import { readErrorList, refusalOf } from '../errors.ts';
import { actionOf, buildWrite, requestOf, type Write, type WriteAsk } from '../operations/write.ts';
import { openOrg, type Org } from '../request.ts';
import { describeIfSeen } from './describe-cache.ts';
import type { ObjectDescribe } from './object-describe.ts';
import { prepareFields } from './prepare.ts';
import { endOfTrial, echoIn, readingOf } from './trial-end.ts';

/** What a trial that is rolled back cannot tell. */
const BLIND: readonly string[] = [
  'Mails, callouts and platform events that the org sends when a record is really saved.',
  'What the org does afterwards on its own: asynchronous triggers, scheduled paths of flows, other systems.',
  'Whether the answer would be the same later: rules, permissions and other records change.',
  'The trial uses up one number of fields that count (a Case number, for instance), as every failed save does.',
];

/** Errors of requests that were undone because another one failed. */
const UNDONE = new Set(['PROCESSING_HALTED', 'ALL_OR_NONE_OPERATION_ROLLED_BACK']);

/**
 * Tries a write in one call that the org undoes as a whole, because its last part fails by intent: what the record would
 * be, with its owner and status as rules of the org leave them, is read back inside. Nothing stays behind. The result is
 * the org's refusal where it refuses.
 */
export async function dryRunWrite(ask: WriteAsk, io: SalesforceIo): Promise<DryRun> {
  const org = openOrg(io);
  const { input } = ask;
  const version = io.config.apiVersion || DEFAULT_API_VERSION;
  let write: Write;
  try {
    const fields = await prepareFields(org, input);
    write = buildWrite({ ...ask, input: { ...input, fields } } as WriteAsk, io);
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'invalid') throw error;
    return { request: {}, result: { failure: error.data }, blind: BLIND };
  }
  const { method, path, headers } = requestOf(write);
  const url = `/services/data/${version}${path}`;
  const request: JsonObject = { method, path: url, headers: { ...headers }, body: { ...write.fields } };
  const describe = await describeIfSeen(org, write.object);
  const { body } = await org.call({
    method: 'POST',
    path: '/composite',
    body: JSON.stringify(composite({ write, url, version, describe })),
    action: `try to ${actionOf(write)}`,
  });
  return { request, result: await resultOf(org, { write, describe, body }), blind: BLIND };
}

type Trial = { write: Write; url: string; version: string; describe: ObjectDescribe | undefined };

function composite({ write, url, version, describe }: Trial): JsonObject {
  const { object, at, headers, fields } = write;
  const { method } = requestOf(write);
  const id = at && 'id' in at ? at.id : '@{written.id}';
  const soql = `SELECT ${readingOf(describe, fields).join(', ')} FROM ${object} WHERE Id = '${id}'`;
  const own = { method, url, referenceId: 'written', body: { ...fields } };
  return {
    allOrNone: true,
    // Read, then fail, in this very order.
    collateSubrequests: false,
    compositeRequest: [
      Object.keys(headers).length === 0 ? own : { ...own, httpHeaders: { ...headers } },
      { method: 'GET', url: `/services/data/${version}/query?q=${encodeReferences(soql)}`, referenceId: 'read' },
      ...endOfTrial({ describe, object, id, version, fields }),
    ],
  };
}

/** Percent-encoded, but for the marks of references, which the org replaces before it decodes. */
function encodeReferences(soql: string): string {
  return encodeURIComponent(soql).replaceAll('%40%7B', '@{').replaceAll('%7D', '}');
}

type Answered = { write: Write; describe: ObjectDescribe | undefined; body: JsonValue | undefined };

async function resultOf(org: Org, { write, describe, body }: Answered): Promise<DryRun['result']> {
  const responses = isObject(body) && Array.isArray(body['compositeResponse']) ? body['compositeResponse'] : [];
  const failed = responses.filter(isObject).flatMap((response) => {
    const errors = readErrorList(response['body']);
    const real = errors.filter(({ errorCode }) => !UNDONE.has(errorCode));
    return real.length > 0
      ? [{ part: response['referenceId'], errors: real, status: Number(response['httpStatusCode']) }]
      : [];
  });
  const [first] = failed;
  if (!first) throw await notUndone(org, write, responses);
  if (first.part === 'written') {
    const asked = { action: actionOf(write), write: true, now: org.io.now() };
    return { failure: toFailureData(refusalOf(first.errors, first.status, asked)) };
  }
  const text = first.errors.map(({ message }) => message).join(' ');
  const record = { ...write.fields, ...echoIn(text, readingOf(describe, write.fields)) };
  return { output: { object: write.object, operation: write.operation, record } };
}

/** The end of the trial did not fail: then what was written is there, and is taken back. */
async function notUndone(org: Org, write: Write, responses: readonly JsonValue[]): Promise<Failure> {
  const [written] = responses.filter(isObject);
  const made = isObject(written?.['body']) ? written['body'] : {};
  const id = made['id'];
  const isNew = typeof id === 'string' && (made['created'] === true || !write.at);
  if (isNew) {
    const path = `/sobjects/${write.object}/${id}`;
    await org.call({ method: 'DELETE', path, action: `take back the ${write.object} of a trial` });
  }
  org.io.log('A trial was not undone by the org.', { object: write.object });
  return new Failure({
    code: 'defect',
    message: isNew
      ? `The org saved the ${write.object} of a trial, and it was deleted again. Do not use trials with this org.`
      : `The org did not undo a trial of the ${write.object}. Look at the record, and do not use trials with this org.`,
  });
}

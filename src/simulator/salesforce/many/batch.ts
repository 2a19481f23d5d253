import { jsonAnswer, refuse } from '../answer.ts';
import { callWriter, checkMediaType, type Action } from '../call.ts';
import { listIn, parseBody } from '../json-body.ts';
import { bodyOf, innerCall } from './composite.ts';

const MOST_REQUESTS = 25;
const HALTED = { errorCode: 'BATCH_PROCESSING_HALTED', message: 'Batch processing halted per request' };

/** `POST /composite/batch`: up to 25 calls one after the other, each of which counts as a call. */
export const batchAction: Action = (org, call, run) => {
  checkMediaType(call);
  const body = parseBody(call.body);
  const requests = listIn(body, 'batchRequests');
  if (requests.length > MOST_REQUESTS) {
    throw refuse(400, 'LIMIT_EXCEEDED', `The batch has more than ${MOST_REQUESTS} requests`);
  }
  org.usage.used += Math.max(0, requests.length - 1);
  callWriter(org, call);
  const haltOnError = body['haltOnError'] === true;
  const results: { statusCode: number; result: unknown }[] = [];
  for (const { method, url, richInput } of requests) {
    if (haltOnError && results.some(isError)) {
      results.push({ statusCode: 412, result: [HALTED] });
      continue;
    }
    const path = `/services/data/${String(url).replace(/^\/?(?:services\/data\/)?/, '')}`;
    const answer = run(innerCall(call, { method: String(method).toUpperCase(), url: path, body: richInput }));
    results.push({ statusCode: answer.status, result: bodyOf(answer) });
  }
  return jsonAnswer(200, { hasErrors: results.some(isError), results });
};

function isError({ statusCode }: { statusCode: number }): boolean {
  return statusCode >= 400;
}

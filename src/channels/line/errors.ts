import { Failure, type FailureCode } from '../../base/failure.ts';
import type { HttpResponse } from '../../net/http.ts';
import { createMask } from '../../net/redact.ts';
import { statusFailure } from '../../net/status.ts';
import { objectsAt, parseObject, textAt } from '../providers/reading.ts';
import type { Asked } from '../providers/refusal.ts';

/** How people call it. */
export const WHO = 'LINE';

/** LINE has no codes: the HTTP status tells, and a person can do something about these. */
const MEANINGS: ReadonlyMap<number, string> = new Map([
  [400, 'the request has a mistake, or the person cannot be written to'],
  [401, 'the access token is not accepted; issue one at LINE Developers and copy it into the connection'],
  [403, 'the account may not do this; look at its plan'],
  [429, 'too much was sent in a short time'],
]);

/** Both limits have the same status; only the words tell the one that lasts to the end of the month. They are English everywhere. */
const MONTHLY = /monthly limit/i;

/** The failure that an answer other than success means. */
export function refusalOf(response: HttpResponse, { write, now, secrets }: Asked): Failure {
  const { status, headers } = response;
  const answer = parseObject(response.text());
  const mask = createMask(secrets);
  const { data } = statusFailure(response, { who: WHO, write, now });
  const providerMessage = textAt(answer, 'message');
  const isMonthly = status === 429 && MONTHLY.test(providerMessage ?? '');
  const meaning = isMonthly ? 'the messages of this month are used up; change the plan' : MEANINGS.get(status);
  const fields = objectsAt(answer, 'details').map((each) =>
    mask(`${textAt(each, 'property')}: ${textAt(each, 'message')}`),
  );
  const requestId = headers['x-line-request-id'];
  const code: FailureCode = isMonthly ? 'denied' : data.code;
  return new Failure({
    code,
    message: meaning === undefined ? data.message : `LINE answered with HTTP status ${status}: ${meaning}.`,
    ...(data.retryAfterMs !== undefined && !isMonthly && { retryAfterMs: data.retryAfterMs }),
    providerCode: isMonthly ? 'monthly_limit' : String(status),
    ...(providerMessage !== undefined && { providerMessage: mask(providerMessage) }),
    details: { status, ...(fields.length > 0 && { fields }), ...(requestId !== undefined && { requestId }) },
  });
}

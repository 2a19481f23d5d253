import type { HttpResponse } from '../../net/http.ts';
import type { Failure } from '../../base/failure.ts';
import { objectAt, parseObject, textAt } from '../providers/reading.ts';
import { type Asked, type Dictionary, type Meaning, refusal } from '../providers/refusal.ts';

/** How people call it, and what the states of Google’s errors mean here. */
export const GBM: Dictionary = {
  who: 'Google Business Messages',
  meanings: new Map<string, Meaning>([
    ['INVALID_ARGUMENT', ['invalid', 'the message has a mistake, or the person’s device cannot show it']],
    ['UNAUTHENTICATED', ['auth', 'the access token is not accepted; look at the service account']],
    ['PERMISSION_DENIED', ['denied', 'there is no such conversation, or it may not be written to any more']],
    ['NOT_FOUND', ['not_found', 'there is no such conversation']],
    ['RESOURCE_EXHAUSTED', ['rate_limited', 'too much was sent in a short time']],
  ]),
};

/** The failure that an answer other than success means. */
export function refusalOf(response: HttpResponse, asked: Asked): Failure {
  const error = objectAt(parseObject(response.text()), 'error');
  return refusal(response, { code: textAt(error, 'status'), text: textAt(error, 'message') }, GBM, asked);
}

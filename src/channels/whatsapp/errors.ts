import { Failure, type FailureCode, type FailureData } from '../../base/failure.ts';
import { isObject, type JsonObject } from '../../base/json.ts';
import type { HttpResponse } from '../../net/http.ts';
import { statusFailure } from '../../net/status.ts';
import { objectAt, textAt } from './fields.ts';

type Meaning = readonly [FailureCode, string];

/** What each of Meta's codes means for us, and what a person can do about it. */
const MEANINGS: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ['0', ['auth', 'the access token is not accepted; create a new one and save it in the connection']],
  ['190', ['auth', 'the access token has expired or was revoked; create a new one and save it in the connection']],

  ['3', ['denied', 'the app lacks a permission; grant the system user whatsapp_business_messaging']],
  ['10', ['denied', 'the app lacks a permission; grant the system user whatsapp_business_messaging']],
  ['368', ['denied', 'the account is restricted for breaking a policy; see Business Support Home']],
  ['131005', ['denied', 'access is denied; grant the app and the system user access to this account']],
  ['131031', ['denied', 'the account is locked; see Business Support Home']],

  ['4', ['rate_limited', 'the app has made too many calls']],
  ['613', ['rate_limited', 'the app has made too many calls of this kind']],
  ['80007', ['rate_limited', 'the account has made too many calls']],
  ['130429', ['rate_limited', 'the number sends faster than its throughput allows']],
  ['131048', ['rate_limited', 'too many messages of this number were blocked or marked as spam; look at its quality']],
  ['80008', ['rate_limited', 'the account has made too many calls']],
  ['131056', ['rate_limited', 'too many messages to this one person in a short time']],
  ['132069', ['rate_limited', 'the form in this template is throttled for its errors; look at it in WhatsApp Manager']],
  ['133015', ['rate_limited', 'the number was deregistered just now; wait five minutes']],
  ['133016', ['rate_limited', 'the number was registered too often; wait before trying again']],

  ['1', ['unavailable', 'the API had an unknown problem']],
  ['2', ['unavailable', 'the service is down or overloaded']],
  ['1200', ['unavailable', 'the service is temporarily unavailable']],
  ['131000', ['unavailable', 'something went wrong on Meta’s side']],
  ['131016', ['unavailable', 'the service is temporarily unavailable']],
  ['131057', ['unavailable', 'the account is in maintenance']],
  ['133004', ['unavailable', 'the server is temporarily unavailable']],

  ['131047', ['window_closed', 'more than 24 hours since the person’s last message; send a template instead']],

  ['131026', ['not_found', 'the message cannot reach this person: not on WhatsApp, too old an app, or blocked']],
  ['131030', ['denied', 'the person is not on the test number’s list of recipients; add them there']],
  ['131021', ['invalid', 'sender and recipient are the same number']],
  ['130497', ['denied', 'the account may not write to people in this country']],

  ['131050', ['denied', 'the person opted out of marketing messages']],
  ['131049', ['denied', 'Meta chose not to deliver this message; do not repeat it soon']],
  ['130472', ['denied', 'the person is part of a Meta experiment and gets no marketing messages']],

  ['803', ['not_found', 'the account or number does not exist, or this token may not see it; check their IDs']],
  ['33', ['invalid', 'the phone number ID does not exist or cannot be reached with this token; check the connection']],
  ['100', ['invalid', 'a parameter is wrong or not supported']],
  ['131008', ['invalid', 'a required parameter is missing']],
  ['131009', ['invalid', 'a parameter has a value that is not allowed']],
  ['131051', ['unsupported', 'this type of message is not supported']],
  ['131052', ['invalid', 'the person’s file cannot be downloaded']],
  ['131053', ['invalid', 'the file cannot be taken; check its link, format and size']],
  ['132000', ['invalid', 'the number of parameters differs from the template’s']],
  ['132001', ['not_found', 'the template does not exist in this language, or is not approved']],
  ['132005', ['invalid', 'the template’s text gets too long with these parameters']],
  ['132007', ['invalid', 'the template’s text breaks a format rule']],
  ['132012', ['invalid', 'a parameter has another format than the template wants']],
  ['132015', ['denied', 'the template is paused for low quality; edit it or wait']],
  ['132016', ['denied', 'the template is disabled for low quality; create a new one']],
  ['131037', ['denied', 'the number’s display name is not approved; have it approved in WhatsApp Manager']],
  ['131042', ['denied', 'the account has a payment problem; check its payment method']],
  ['132068', ['denied', 'the form in this template is blocked for its errors; mend it in WhatsApp Manager']],
  ['131045', ['denied', 'the number could not be registered; register it anew']],
  ['133000', ['denied', 'an earlier deregistration of the number did not end; deregister it again']],
  ['133005', ['denied', 'the two-step PIN of the number is wrong; reset it in WhatsApp Manager']],
  ['133006', ['denied', 'the number has to be verified anew before it is registered']],
  ['133008', ['denied', 'too many wrong PINs; wait as long as WhatsApp Manager says']],
  ['133009', ['denied', 'PINs were tried too fast; wait and try again']],
  [
    '135000',
    ['invalid', 'a parameter is wrong, and Meta does not say which; compare the message with its documentation'],
  ],
  ['133010', ['denied', 'the number is not registered with the Cloud API; register it']],
]);

/** Too many messages to one person: Meta asks to wait 4^n seconds before the nth repetition. */
const PAIR_LIMIT = '131056';
const PAIR_LIMIT_WAIT_MS = 4000;

const REFUSED: FailureData = { code: 'denied', message: 'WhatsApp refused the message for a reason we do not know.' };

/**
 * One Meta error object, from an answer or from a failed status, as failure data: by its code, never by its text.
 * `fallback` says what an unknown code means; it is what the HTTP status alone would mean.
 */
export function explainError(error: JsonObject | undefined, fallback: FailureData = REFUSED): FailureData {
  const providerCode = textAt(error, 'code');
  const providerMessage =
    textAt(objectAt(error, 'error_data'), 'details') ?? textAt(error, 'message') ?? textAt(error, 'title');
  const [code, why] = meaningOf(providerCode) ?? [fallback.code, undefined];
  const trace = { subcode: textAt(error, 'error_subcode'), trace: textAt(error, 'fbtrace_id') };
  const wait = fallback.retryAfterMs ?? (providerCode === PAIR_LIMIT ? PAIR_LIMIT_WAIT_MS : undefined);
  const details = withoutUndefined({ ...fallback.details, ...trace });
  return {
    code,
    message: why === undefined ? fallback.message : `WhatsApp error ${providerCode}: ${why}.`,
    ...(wait !== undefined && (code === 'rate_limited' || code === 'unavailable') && { retryAfterMs: wait }),
    ...(providerCode !== undefined && { providerCode }),
    ...(providerMessage !== undefined && { providerMessage }),
    ...(Object.keys(details).length > 0 && { details }),
  };
}

/** What an answer to one of our requests is about. */
export type Asked = { write: boolean; now: number; secrets: readonly string[] };

/**
 * What an answer other than success means: by Meta's code, else by the HTTP status.
 * `secrets` are blotted out, because Meta quotes a bad token back.
 */
export function refusalOf(response: HttpResponse, { write, now, secrets }: Asked): Failure {
  const error = objectAt(parseObject(response.text()), 'error');
  const data = explainError(error, statusFailure(response, { who: 'WhatsApp', write, now }).data);
  return new Failure(blotAll(data, secrets));
}

/** A JSON object, or `undefined` for any other text. */
export function parseObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function meaningOf(code: string | undefined): Meaning | undefined {
  if (code === undefined) return undefined;
  return MEANINGS.get(code) ?? (/^2\d\d$/.test(code) ? MEANINGS.get('10') : undefined);
}

function blotAll(data: FailureData, secrets: readonly string[]): FailureData {
  const { providerCode, providerMessage, details, ...rest } = data;
  const clean = (text: string) =>
    secrets.reduce((left, secret) => (secret ? left.replaceAll(secret, '***') : left), text);
  const facts = Object.entries(details ?? {}).map(([name, fact]) => [
    name,
    typeof fact === 'string' ? clean(fact) : fact,
  ]);
  return {
    ...rest,
    ...(providerCode !== undefined && { providerCode: clean(providerCode) }),
    ...(providerMessage !== undefined && { providerMessage: clean(providerMessage) }),
    ...(details && { details: Object.fromEntries(facts) as JsonObject }),
  };
}

function withoutUndefined(facts: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
}

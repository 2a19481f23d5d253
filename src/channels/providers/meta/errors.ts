import type { JsonObject } from '../../../base/json.ts';
import type { HttpResponse } from '../../../net/http.ts';
import { objectAt, parseObject, textAt } from '../reading.ts';
import type { Dictionary, Meaning, ProviderError } from '../refusal.ts';

const TOKEN: Meaning = ['auth', 'the access token is not accepted; create a new one and save it in the connection'];
const PERMISSION: Meaning = ['denied', 'the app or its token lacks a permission for messages of this account'];
const TOO_MANY: Meaning = ['rate_limited', 'the app or the account has made too many calls'];
const TROUBLE: Meaning = ['unavailable', 'the service is down or overloaded'];
const LATE: Meaning = ['window_closed', 'more than 24 hours since the person’s last message; they must write first'];
const NOBODY: Meaning = ['not_found', 'nobody who wrote to this account has this id'];
const ANSWERED: Meaning = ['denied', 'the comment cannot be answered in private, or was answered already'];

/** Codes that come in ranges: every one of them means the same. */
const RANGES: readonly (readonly [first: number, last: number, meaning: Meaning])[] = [
  [200, 299, PERMISSION],
  [80_000, 80_014, TOO_MANY],
];

/** What Meta's codes mean for Messenger and Instagram; `code/subcode` where only both together tell. */
const MEANINGS: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ...RANGES.flatMap(([first, last, meaning]) =>
    Array.from({ length: last - first + 1 }, (_, index): [string, Meaning] => [String(first + index), meaning]),
  ),
  ['0', TOKEN],
  ['102', TOKEN],
  ['190', TOKEN],
  ['3', PERMISSION],
  ['10', PERMISSION],
  ['368', ['denied', 'the account is restricted for breaking a policy; see Business Support Home']],
  ['100/2018276', ['denied', 'the app may not use the tag HUMAN_AGENT; have the feature “Human Agent” approved']],
  ['551', ['denied', 'the person is not available: they blocked the account, or are gone']],
  ['551/1545041', ['denied', 'the person is not available: they blocked the account, or are gone']],

  ['10/2018278', LATE],
  ['10/2534022', LATE],
  ['2022', LATE],

  ['100/2018001', NOBODY],
  ['2534014', NOBODY],
  ['100/2534014', NOBODY],
  ['2534001', ['not_found', 'the conversation is archived or deleted']],
  ['100/2534001', ['not_found', 'the conversation is archived or deleted']],

  ['4', TOO_MANY],
  ['17', TOO_MANY],
  ['32', TOO_MANY],
  ['613', TOO_MANY],

  ['1', TROUBLE],
  ['2', TROUBLE],
  ['1200', TROUBLE],

  ['10900', ANSWERED],
  ['10903', ANSWERED],
  ['10904', ANSWERED],
  ['2534025', ANSWERED],
  ['100/2534025', ANSWERED],

  ['803', ['not_found', 'the account does not exist, or this token may not see it; check its id']],
  ['100', ['invalid', 'a parameter is wrong or not supported']],
]);

/** The table under the name by which people know the service. */
export function dictionaryOf(who: string): Dictionary {
  return { who, meanings: MEANINGS };
}

/**
 * Meta's error in an answer; its code together with its subcode where the table knows the two. `mask` blots out secrets
 * that are quoted back.
 */
export function errorIn(response: HttpResponse, mask: (text: string) => string): ProviderError {
  const error = objectAt(parseObject(response.text()), 'error');
  const code = textAt(error, 'code');
  const subcode = textAt(error, 'error_subcode');
  const both = `${code}/${subcode}`;
  return {
    code: MEANINGS.has(both) ? both : code,
    text: textAt(error, 'message'),
    details: factsOf({ subcode, trace: textAt(error, 'fbtrace_id') }, mask),
  };
}

function factsOf(facts: Readonly<Record<string, string | undefined>>, mask: (text: string) => string): JsonObject {
  const known = Object.entries(facts).flatMap(([name, fact]) => (fact === undefined ? [] : [[name, mask(fact)]]));
  return Object.fromEntries(known) as JsonObject;
}

import type { Dictionary, Meaning } from '../providers/refusal.ts';

/** What Vonage says of each part of a message that it was given to send. */
export const SUBMISSION: Dictionary = {
  who: 'Vonage',
  meanings: new Map<string, Meaning>([
    ['1', ['rate_limited', 'more messages per second than the account or the number may send']],
    ['10', ['rate_limited', 'too many connections of the account at once']],

    ['5', ['unavailable', 'something went wrong on Vonage’s side']],

    ['4', ['auth', 'API key and secret do not belong together; copy them anew into the connection']],
    ['14', ['auth', 'the account wants signed requests; allow requests with the API secret in its settings']],
    ['32', ['auth', 'the account wants signed requests; allow requests with the API secret in its settings']],

    ['2', ['invalid', 'a parameter is missing']],
    ['3', ['invalid', 'a parameter has a value that is not allowed; most often it is the number']],
    ['6', ['invalid', 'the message cannot be understood']],
    ['12', ['invalid', 'the text is too long']],
    ['15', ['invalid', 'the sender is not allowed for this country or this account']],
    ['22', ['invalid', 'the network of this number is not supported']],
    ['23', ['invalid', 'the address for statuses is not valid']],

    ['7', ['denied', 'the number is barred from messages of ours']],
    ['8', ['denied', 'the account is barred; write to Vonage’s support']],
    ['9', ['denied', 'the account has no credit left; top it up']],
    ['11', ['denied', 'the account may not use this API']],
    ['29', ['denied', 'a trial account writes to its test numbers only']],
    ['33', ['not_found', 'the number is deactivated']],
  ]),
};

/** Why a message that was sent did not arrive, by the code of its delivery receipt. */
export const DELIVERY: Dictionary = {
  who: 'Vonage',
  meanings: new Map<string, Meaning>([
    ['1', ['denied', 'the network gives no reason']],
    ['2', ['not_found', 'the phone is switched off or out of reach']],
    ['3', ['not_found', 'the number is unknown or no longer exists']],
    ['4', ['denied', 'the person or the network bars these messages']],
    ['5', ['not_found', 'the number went to another network and cannot be reached']],
    ['6', ['denied', 'the message was taken for spam']],
    ['7', ['not_found', 'the handset takes no such messages, or its memory is full']],
    ['8', ['unavailable', 'the network had a problem']],
    ['9', ['invalid', 'the number is not allowed']],
    ['10', ['invalid', 'the message is not allowed']],
    ['11', ['not_found', 'there is no way to this number']],
    ['12', ['not_found', 'the network does not exist']],
    ['99', ['denied', 'a general error']],
  ]),
};

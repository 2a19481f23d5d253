import type { HttpResponse } from '../../../net/http.ts';
import { parseObject, textAt } from '../reading.ts';
import type { Dictionary, Meaning, ProviderError } from '../refusal.ts';

/** Twilio's codes, of answers and of statuses alike. */
export const TWILIO: Dictionary = {
  who: 'Twilio',
  meanings: new Map<string, Meaning>([
    ['20003', ['auth', 'account SID and token or API key do not belong together; copy them anew into the connection']],

    ['20429', ['rate_limited', 'too many calls at once']],
    ['30001', ['rate_limited', 'the sender’s queue is full; it sends more than the network takes']],
    ['30022', ['rate_limited', 'the sender sends faster than its registration allows']],
    ['30023', ['rate_limited', 'the daily number of messages of this sender’s registration is reached']],
    ['63018', ['rate_limited', 'the sender writes faster than the channel allows']],

    ['20500', ['unavailable', 'something went wrong on Twilio’s side']],
    ['20503', ['unavailable', 'the service is temporarily unavailable']],
    ['30008', ['unavailable', 'the network did not say why it failed to deliver']],

    ['21610', ['denied', 'the person opted out by a word such as STOP; only their START takes it back']],
    ['63016', ['window_closed', 'more than 24 hours since the person’s last message; send a template instead']],

    ['21211', ['invalid', 'this is no phone number that can be written to']],
    ['21214', ['not_found', 'this number cannot be reached']],
    ['21614', ['not_found', 'this is not a mobile number']],
    ['30003', ['not_found', 'the phone is switched off or out of reach']],
    ['30005', ['not_found', 'the number is unknown or no longer exists']],
    ['30006', ['not_found', 'this is a landline, or a network that takes no messages']],
    ['63003', ['not_found', 'the person cannot be found on this channel']],
    ['63024', ['not_found', 'the recipient is not valid on this channel']],
    ['63032', ['denied', 'the channel does not let us write to this person']],
    ['63033', ['denied', 'the person has blocked this sender']],

    ['30002', ['denied', 'the account is suspended; see the console']],
    ['30004', ['denied', 'the network or the person blocks messages of this sender']],
    ['30007', ['denied', 'the message was taken for spam; change its words or register the sender']],
    ['30034', ['denied', 'the sender is not registered for writing to the United States (A2P 10DLC)']],
    ['63013', ['denied', 'the message breaks a policy of the channel']],

    [
      '21408',
      ['denied', 'the account may not write to this country; allow it in Messaging → Settings → Geo permissions'],
    ],
    ['21606', ['denied', 'the sender of this connection cannot send to this number']],
    ['21608', ['denied', 'a trial account writes to verified numbers only']],
    ['21659', ['denied', 'the sender of this connection is not a number of this account']],
    ['63007', ['denied', 'the account has no such sender on this channel']],

    ['21602', ['invalid', 'the message has no text']],
    ['21617', ['invalid', 'the text is longer than 1600 characters']],
    ['21620', ['invalid', 'the address of the file is not valid']],
    ['63005', ['invalid', 'the channel does not accept this content']],
    ['63027', ['not_found', 'the template does not exist in this language']],
    ['63028', ['invalid', 'the number of values differs from the template’s']],
  ]),
};

/** The error that an answer of the API holds. */
export function errorIn(response: HttpResponse): ProviderError {
  const body = parseObject(response.text());
  return { code: textAt(body, 'code'), text: textAt(body, 'message') };
}

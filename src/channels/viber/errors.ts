import type { Dictionary, Meaning } from '../providers/refusal.ts';

/**
 * Viber answers HTTP 200 to everything and says in `status` what became of it. A bot that is blocked, unknown or has no
 * webhook counts as a broken connection: every message waits until a person has cured it.
 */
export const VIBER: Dictionary = {
  who: 'Viber',
  meanings: new Map<string, Meaning>([
    ['1', ['invalid', 'the address of the webhook cannot be used']],
    ['2', ['auth', 'the token is not accepted; copy it from partners.viber.com into the connection']],
    ['3', ['invalid', 'the request has a mistake']],
    ['4', ['invalid', 'the request lacks something']],
    ['5', ['not_found', 'the person has no Viber account']],
    ['6', ['denied', 'the person has not subscribed to the bot, or has left it']],
    ['7', ['auth', 'the bot is blocked; ask Viber why']],
    ['8', ['auth', 'there is no such bot any more']],
    ['9', ['auth', 'the bot is suspended; ask Viber why']],
    ['10', ['auth', 'no webhook is set; connect the connection again']],
    ['11', ['denied', 'the person has no device that can show messages of bots']],
    ['12', ['rate_limited', 'too much was sent; 100 messages per hour reach somebody who does not answer']],
    ['13', ['unsupported', 'the person’s Viber is too old for this message']],
    ['14', ['unsupported', 'the person’s Viber is too old for this message']],
    ['15', ['auth', 'the token may not be used for this bot']],
    ['16', ['invalid', 'a reply of this kind is not allowed']],
    ['17', ['denied', 'this kind of bot cannot do that']],
    ['18', ['denied', 'the bot has no public chat']],
    ['19', ['denied', 'the bot may not broadcast']],
    ['20', ['denied', 'the bot may not broadcast']],
    ['21', ['denied', 'the person’s country is not served']],
    ['22', ['invalid', 'payments are not possible there']],
    ['23', ['denied', 'the free messages are used up; look at the bot’s contract']],
    ['24', ['denied', 'the bot’s account has no money left; top it up']],
  ]),
};

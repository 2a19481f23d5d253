import type { Dictionary, Meaning } from '../providers/refusal.ts';

/** Codes that say that an access token holds no longer: a new one may help, once. */
export const TOKEN_CODES: ReadonlySet<string> = new Set(['40001', '40014', '42001', '41001']);

const NO_TOKEN = 'the access token is not accepted, nor was a new one; check AppID and AppSecret';
const NO_ACCOUNT = 'AppID and AppSecret do not belong together; copy both again from Basic Configuration';
const NOT_ALLOWED = 'the person does not follow the account any more, or refuses its messages';

/** What WeChat’s codes mean. They come with HTTP status 200. */
export const WECHAT: Dictionary = {
  who: 'WeChat',
  meanings: new Map<string, Meaning>([
    ['-1', ['unavailable', 'the system is busy; the message was not taken']],
    ...[...TOKEN_CODES].map((code): [string, Meaning] => [code, ['auth', NO_TOKEN]]),
    ['40013', ['auth', NO_ACCOUNT]],
    ['40125', ['auth', NO_ACCOUNT]],
    ['40164', ['auth', 'the address of this server is not on the account’s IP allowlist (Basic Configuration)']],
    ['48001', ['denied', 'the account has no permission for this call; a verified service account is needed']],
    ['45015', ['window_closed', 'the person has not written for 48 hours, or only followed or tapped a minute ago']],
    ['45047', ['window_closed', 'all messages that the person’s last one allows were sent; they have to write first']],
    ['45009', ['rate_limited', 'the calls of today are used up']],
    ['45011', ['rate_limited', 'too many calls in a short time']],
    ['43004', ['denied', NOT_ALLOWED]],
    ['43019', ['denied', 'the account has put this person on its blacklist']],
    ['48002', ['denied', NOT_ALLOWED]],
    ['50005', ['denied', NOT_ALLOWED]],
    ['40003', ['not_found', 'nobody known to this account has this openid']],
    ['40007', ['invalid', 'there is no file with this id, or it is older than three days']],
    ['40008', ['invalid', 'there is no such kind of message']],
    ['40037', ['invalid', 'the account has no template with this id']],
    ['44002', ['invalid', 'the request has no body']],
    ['45002', ['invalid', 'the text is too long']],
    ['47001', ['invalid', 'the request cannot be read']],
    ['47003', ['invalid', 'the values of the template do not fit it']],
  ]),
};

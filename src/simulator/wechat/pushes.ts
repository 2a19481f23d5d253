import type { Deed } from '../phone/deed.ts';
import type { Arrival, Heard, News, StatusNews } from '../phone/provider.ts';

/** What customers do on WeChat beyond the common deeds. */
export type WechatDeed = Deed & {
  /** The key of a button of the account's menu. */
  click?: string;
  /** What the scanned code carries, of somebody who follows already. */
  scan?: string;
};

/** A message opens the chat for two days, following and tapping for a minute. */
const TWO_DAYS_MS = 48 * 3_600_000;
const MINUTE_MS = 60_000;

/** How a deed looks on the screen, and for how long the account may answer. */
export function hear({ deed }: Arrival, usual: () => Heard): Heard {
  const { click, scan } = deed as WechatDeed;
  if (click !== undefined) return { type: 'click', content: { click }, text: `[${click}]`, windowMs: MINUTE_MS };
  if (scan !== undefined) return { type: 'scan', content: { scan }, text: '[scan]', windowMs: MINUTE_MS };
  if (deed.opened) return { ...usual(), windowMs: MINUTE_MS };
  return deed.block === undefined ? { ...usual(), windowMs: TWO_DAYS_MS } : usual();
}

/** One XML push for each deed. */
export function pushOf(account: string, news: News): string {
  const { deed, customer, at, message } = news;
  const event = eventOf(deed);
  const rest = event === undefined ? messageOf(news) : `<MsgType>event</MsgType>${event}`;
  return envelope(
    { account, customer: customer.key, at },
    event === undefined ? `${rest}${tag('MsgId', message.id)}` : rest,
  );
}

/** News of a template; of other messages WeChat tells nothing. */
export function templatePush(account: string, { message, customer, tick }: StatusNews): string | undefined {
  if (message.type !== 'template' || (tick.status !== 'delivered' && tick.status !== 'failed')) return undefined;
  const status = tick.status === 'delivered' ? 'success' : String(tick.code ?? 'failed: system failed');
  const told = tag('Event', 'TEMPLATESENDJOBFINISH') + tag('MsgID', message.id) + tag('Status', status);
  return envelope({ account, customer: customer.key, at: tick.at }, `<MsgType>event</MsgType>${told}`);
}

function envelope({ account, customer, at }: { account: string; customer: string; at: number }, rest: string): string {
  const seconds = Math.floor(at / 1000);
  return `<xml>${tag('ToUserName', account)}${tag('FromUserName', customer)}<CreateTime>${seconds}</CreateTime>${rest}</xml>`;
}

function tag(name: string, value: string): string {
  return `<${name}><![CDATA[${value.replaceAll(']]>', ']]&gt;')}]]></${name}>`;
}

function eventOf({ click, scan, opened, block }: WechatDeed): string | undefined {
  if (click !== undefined) return tag('Event', 'CLICK') + tag('EventKey', click);
  if (scan !== undefined) return tag('Event', 'SCAN') + tag('EventKey', scan) + tag('Ticket', 'TICKET');
  if (block !== undefined) return tag('Event', block ? 'unsubscribe' : 'subscribe');
  if (!opened) return undefined;
  const { payload } = opened;
  const scene = payload === undefined ? '' : tag('EventKey', `qrscene_${payload}`) + tag('Ticket', 'TICKET');
  return tag('Event', 'subscribe') + scene;
}

const TYPES = { image: 'image', video: 'video', audio: 'voice', document: 'file', sticker: 'image' } as const;

function messageOf({ deed, heard }: News): string {
  if (deed.choice) {
    return tag('MsgType', 'text') + tag('Content', deed.choice.title) + tag('bizmsgmenuid', deed.choice.id);
  }
  if (deed.location) {
    const { latitude, longitude, name = '' } = deed.location;
    const place = `<Location_X>${latitude}</Location_X><Location_Y>${longitude}</Location_Y><Scale>20</Scale>`;
    return tag('MsgType', 'location') + place + tag('Label', name);
  }
  if (!heard.media || !heard.file) return tag('MsgType', 'text') + tag('Content', heard.text);
  const format = heard.media.kind === 'audio' ? tag('Format', 'amr') : '';
  return tag('MsgType', TYPES[heard.media.kind]) + tag('MediaId', heard.file.id) + format;
}

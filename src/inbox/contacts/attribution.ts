import type { ConnectionId } from '../../base/ids.ts';
import type { JsonObject } from '../../base/json.ts';
import type { Attribution, ContactRecord } from '../../store/records.ts';

/** Longest text kept of what a provider or a link says. */
const MAX_TEXT = 500;
const MAX_URL = 2000;

/** Where providers put one and the same thing; the first that is a text counts. */
const MEMBERS = {
  source: ['source_id', 'ad_id', 'sourceId'],
  clickId: ['ctwa_clid', 'click_id', 'clickId'],
  headline: ['headline', 'ad_title'],
  url: ['source_url', 'referer_uri', 'url'],
  payload: ['ref', 'payload', 'start'],
} as const;

/** Query parameters by which ad networks name a click. */
const CLICK_PARAMETERS = ['gclid', 'fbclid', 'msclkid', 'ttclid'];
const UTM = ['source', 'medium', 'campaign', 'term', 'content'] as const;

/** What a message came by: on which connection, when, and what the provider tells of an ad or a link. */
export type Arrival = { connection: ConnectionId; at: number; referral?: JsonObject };

/** What brought a message; undefined where the provider says nothing that tells an ad or a link. */
export function attributionOf({ connection, at, referral = {} }: Arrival): Attribution | undefined {
  const { source, headline, url, payload, clickId: given } = membersOf(referral);
  const query = url === undefined ? undefined : URL.parse(url)?.searchParams;
  const clickId = given ?? CLICK_PARAMETERS.map((name) => cut(query?.get(name), MAX_TEXT)).find(Boolean);
  const utm = query && utmOf(query);
  const found = { source, clickId, headline, url, payload, utm };
  const facts = Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
  if (Object.keys(facts).length === 0) return undefined;
  return { at, connection, kind: isAd(referral, clickId) ? 'ad' : 'link', ...facts };
}

/**
 * A person's attribution after a message: what brought them first stays for ever, what brought them last is the last
 * ad or link. Somebody whose first message nothing brought came directly. The same object when nothing is new.
 */
export function attribute(
  known: ContactRecord['attribution'],
  arrival: Arrival,
  first: boolean,
): ContactRecord['attribution'] {
  const touch = attributionOf(arrival);
  if (known) return touch ? { first: known.first, last: touch } : known;
  const { at, connection } = arrival;
  const start: Attribution | undefined = touch ?? (first ? { at, connection, kind: 'direct' } : undefined);
  return start && { first: start, last: start };
}

function membersOf(referral: JsonObject): { [Name in keyof typeof MEMBERS]?: string | undefined } {
  const text = (name: keyof typeof MEMBERS): string | undefined => {
    const value = MEMBERS[name].map((each) => referral[each]).find((each) => typeof each === 'string' && each !== '');
    return cut(value as string | undefined, name === 'url' ? MAX_URL : MAX_TEXT);
  };
  return {
    source: text('source'),
    clickId: text('clickId'),
    headline: text('headline'),
    url: text('url'),
    payload: text('payload'),
  };
}

function isAd(referral: JsonObject, clickId: string | undefined): boolean {
  const said = [referral['source_type'], referral['source']].filter((each) => typeof each === 'string');
  return clickId !== undefined || said.some((each) => /^ads?$/i.test(each));
}

function utmOf(query: URLSearchParams): Attribution['utm'] {
  const found = UTM.map((name) => [name, cut(query.get(`utm_${name}`), MAX_TEXT)] as const).filter(
    ([, value]) => value !== undefined,
  );
  return found.length > 0 ? Object.fromEntries(found) : undefined;
}

function cut(text: string | null | undefined, length: number): string | undefined {
  return text ? text.slice(0, length) : undefined;
}

import { isIP } from 'node:net';
import { Failure } from '../../../base/failure.ts';

/** Where to sign in: an origin, and a word where it is not what was written. */
export type LoginHost = { url: string; note?: string };

/** Where one signs in who has no My Domain at hand. */
export const DEFAULT_LOGIN_URL = 'https://login.salesforce.com';

/** Hosts that show pages of an org; its API and its sign-in are on My Domain. The suffix gives way to that. */
const PAGES = ['.lightning.force.com', '.my.salesforce-setup.com', '.lightning.com'];
const MY_DOMAIN = '.my.salesforce.com';
/** Hosts that belong to Salesforce and let nobody sign in to the API. */
const NO_LOGIN = /(^|\.)(force\.com|site\.com|salesforce-sites\.com)$|^(www\.)?salesforce\.com$/;

/**
 * Reads what somebody gave as the address of an org: what is plainly meant is put right and told. Throws `auth` for an
 * address at which no org can be signed in to.
 */
export function readLoginHost(given: string): LoginHost {
  const text = given.trim();
  if (text === '') return { url: DEFAULT_LOGIN_URL };
  const scheme = isLoopbackUrl(`http://${text}`) ? 'http:' : 'https:';
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `${scheme}//${text}`);
  if (!url?.hostname || !/^https?:$/.test(url.protocol) || url.username !== '') throw unusable(given);
  const host = myDomainOf(url.host);
  if (NO_LOGIN.test(url.hostname) && host === url.host) throw unusable(given);
  const used = `${schemeFor(url, host, given)}//${host}`;
  return used === text.replace(/\/+$/, '')
    ? { url: used }
    : { url: used, note: `You gave ${shown(text)}, I use ${used}.` };
}

/** True for an address of this machine. */
export function isLoopbackUrl(text: string): boolean {
  const { hostname } = URL.parse(text) ?? { hostname: '' };
  if (hostname === 'localhost' || hostname === '[::1]') return true;
  return isIP(hostname) === 4 && hostname.startsWith('127.');
}

/** True for the two hosts that serve every org: some sign-ins work on My Domain only. */
export function isSharedHost(loginUrl: string): boolean {
  return /^https:\/\/(login|test)\.salesforce\.com$/.test(loginUrl);
}

function myDomainOf(host: string): string {
  const pages = PAGES.find((suffix) => host.endsWith(suffix));
  return pages ? host.slice(0, -pages.length) + MY_DOMAIN : host;
}

/** Secrets never travel in the clear: beyond this machine it is https. */
function schemeFor(url: URL, host: string, given: string): string {
  if (url.protocol === 'https:') return 'https:';
  if (isLoopbackUrl(url.href)) return 'http:';
  if (host.endsWith('.salesforce.com')) return 'https:';
  throw new Failure({
    code: 'auth',
    message: `The login URL ${shown(given)} is not encrypted: http:// is for this machine only. Give it with https://.`,
  });
}

function unusable(given: string): Failure {
  return new Failure({
    code: 'auth',
    message: `Nobody can sign in at ${shown(given)}. Give My Domain of the org (Setup > My Domain shows it, https://<domain>.my.salesforce.com), https://login.salesforce.com, or https://test.salesforce.com for a sandbox.`,
  });
}

/** What somebody typed, without what might be a secret in it. */
function shown(given: string): string {
  return given
    .trim()
    .replace(/\/\/[^/@]*@/, '//')
    .replace(/[?#].*$/s, '')
    .slice(0, 200);
}

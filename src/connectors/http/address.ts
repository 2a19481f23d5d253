import { Failure } from '../../base/failure.ts';
import type { HttpConfig } from './config.ts';
import type { RequestInput } from './input.ts';

/**
 * The address of a request. With a base URL, a path stands below it, and a whole address has to: the connection's
 * credentials go to no other place, and no value that a template puts into a path climbs out of it.
 * Throws `invalid` or `denied`, naming what is wrong.
 */
export function addressOf(config: HttpConfig, { url, query = {} }: Pick<RequestInput, 'url' | 'query'>): URL {
  const address = config.baseUrl ? below(config.baseUrl, url) : absolute(url);
  for (const [name, value] of Object.entries(query)) {
    for (const each of Array.isArray(value) ? value : [value]) {
      if (each !== null && each !== undefined) address.searchParams.append(name, String(each));
    }
  }
  if (config.apiKey && config.apiKeyQuery) address.searchParams.set(config.apiKeyQuery, config.apiKey);
  address.hash = '';
  return address;
}

function below(baseUrl: string, url: string): URL {
  const base = baseOf(baseUrl);
  const folder = base.pathname.replace(/\/+$/, '');
  const address = isWhole(url) ? absolute(url) : parse(join(base.origin + folder, url));
  const inside = address.pathname === folder || address.pathname.startsWith(`${folder}/`);
  if (address.origin === base.origin && inside) return address;
  throw denied(
    address,
    `this connection reaches only ${base.origin}${folder || '/'}. Give a path below it, or use another connection.`,
  );
}

/** The base URL of a connection, read; throws `auth` because only its owner can correct it. */
export function baseOf(baseUrl: string): URL {
  const base = URL.parse(baseUrl);
  if (base) return base;
  throw new Failure({ code: 'auth', message: 'The base URL of this connection is no web address. Correct it.' });
}

/** Whatever begins like a path is one, two slashes included: it cannot name another host. */
function join(folder: string, path: string): string {
  return /^[?#]/.test(path) ? folder + path : `${folder}/${path.replace(/^[/\\]+/, '')}`;
}

function absolute(url: string): URL {
  if (!isWhole(url)) {
    throw new Failure({
      code: 'invalid',
      message:
        'The URL does not begin with https://. Write a whole address, or give the connection a base URL to which the path belongs.',
      fields: ['url'],
    });
  }
  const address = parse(url);
  if (address.protocol !== 'https:' && address.protocol !== 'http:') {
    throw denied(address, `${address.protocol}// is not for the web. Use https:// or http://.`);
  }
  if (address.username || address.password) {
    throw denied(address, 'it holds a user name or password. Enter them in the connection.');
  }
  return address;
}

function isWhole(url: string): boolean {
  return /^\s*[a-z][a-z0-9+.-]*:\/\//i.test(url);
}

function parse(url: string): URL {
  const address = URL.parse(url);
  if (address) return address;
  throw new Failure({ code: 'invalid', message: 'The URL cannot be read as a web address.', fields: ['url'] });
}

function denied({ host }: URL, reason: string): Failure {
  return new Failure({
    code: 'denied',
    message: `Nothing was sent to ${host || 'this address'}: ${reason}`,
    fields: ['url'],
    details: { host },
  });
}

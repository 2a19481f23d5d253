const MOST_PAGES = 10;

/**
 * Opens a page as somebody in a browser does who signs in under this name and allows what is asked: fills in the forms,
 * follows redirects. Gives the address where that ends, or the callback if that comes first: nobody may listen there.
 */
export async function visit(url: string, username: string, callback?: string): Promise<URL> {
  let address = new URL(url);
  let form: URLSearchParams | undefined;
  for (let number = 0; number < MOST_PAGES; number++) {
    if (callback !== undefined && address.href.startsWith(callback)) return address;
    const init = form ? { method: 'POST', body: form } : {};
    const answer = await fetch(address, { redirect: 'manual', ...init });
    const page = await answer.text();
    const location = answer.headers.get('location');
    const action = /<form\b[^>]*\baction="([^"]*)"/.exec(page)?.[1];
    if (location === null && action === undefined) return address;
    form = location === null ? fill(page, username) : undefined;
    address = new URL(location ?? action ?? '', address);
  }
  throw new Error(`${url} leads on and on, at last to ${address.href}.`);
}

/** The form of a page as this person sends it: what is hidden in it, the own name, and the button that allows. */
function fill(page: string, username: string): URLSearchParams {
  const fields = new URLSearchParams();
  for (const [tag] of page.matchAll(/<input\b[^>]*>/g)) fields.set(attribute(tag, 'name'), attribute(tag, 'value'));
  fields.set('username', username);
  if (/\bname="decision"/.test(page)) fields.set('decision', 'allow');
  return fields;
}

function attribute(tag: string, name: string): string {
  const written = new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? '';
  const characters: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
  return written.replace(/&(amp|lt|gt|quot|#39);/g, (_whole, code: string) => characters[code] ?? '');
}

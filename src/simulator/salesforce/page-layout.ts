import { createHash } from 'node:crypto';
import type { Answer } from './answer.ts';

/** Languages of the org's pages. */
export type PageLanguage = 'en' | 'it';

/** Text that is HTML already; everything else is escaped where it is put into a page. */
export type Html = { html: string };

/** Writes HTML: values are escaped, unless they are HTML or lists of it. */
export function html(
  parts: TemplateStringsArray,
  ...values: readonly (string | number | Html | readonly Html[])[]
): Html {
  return { html: parts.reduce((text, part, index) => text + write(values[index - 1] ?? '') + part) };
}

/** Nothing at all. */
export const EMPTY: Html = { html: '' };

function write(value: string | number | Html | readonly Html[]): string {
  if (typeof value === 'string' || typeof value === 'number') return escape(String(value));
  if ('html' in value) return value.html;
  return value.map((item) => item.html).join('');
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}

const STYLE = `
:root { color-scheme: light dark; --ink: #16263b; --soft: #5b6b7f; --line: #d8dfe8; --page: #eef3f8; --card: #fff;
  --brand: #0b5cab; --good: #1c7c4a; --bad: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf5; --soft: #9db0c4; --line: #2c3c50; --page: #101923;
  --card: #182432; --brand: #6db3f5; --good: #66c894; --bad: #ff8a80; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
a { color: var(--brand); }
h1 { font-size: 1.3rem; margin: 0 0 .25rem; } h2 { font-size: 1rem; margin: 0 0 .5rem; }
p { margin: .25rem 0 .75rem; } .soft { color: var(--soft); }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 1.25rem; }
.gate { max-width: 26rem; margin: 8vh auto; } .popup .gate, .touch .gate { margin: 1rem auto; }
.wide { max-width: 76rem; margin: 0 auto; padding: 1.25rem; display: grid; gap: 1rem; }
#live { display: grid; gap: 1rem; }
.bar { display: flex; flex-wrap: wrap; gap: .5rem 1.25rem; align-items: baseline; justify-content: space-between; }
label { display: block; font-weight: 600; margin-top: .75rem; }
input[type=text] { width: 100%; padding: .55rem .7rem; font: inherit; color: inherit; background: var(--page);
  border: 1px solid var(--line); border-radius: 6px; }
.buttons { display: flex; gap: .75rem; margin-top: 1.25rem; }
button { flex: 1; padding: .55rem 1rem; font: inherit; font-weight: 600; border-radius: 6px; cursor: pointer;
  border: 1px solid var(--brand); background: var(--card); color: var(--brand); }
button.main { background: var(--brand); color: var(--card); }
:focus-visible { outline: 3px solid var(--brand); outline-offset: 2px; }
ul { padding-left: 1.2rem; margin: .5rem 0; } code { font-family: ui-monospace, monospace; font-size: .88em; }
.error { border-left: 4px solid var(--bad); padding: .5rem .75rem; color: var(--bad); margin: .75rem 0; }
.scroll { overflow: auto; max-height: 22rem; } table { border-collapse: collapse; width: 100%; font-size: .88rem; }
th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid var(--line); white-space: nowrap; }
td.cut { max-width: 26rem; overflow: hidden; text-overflow: ellipsis; }
th { position: sticky; top: 0; background: var(--card); color: var(--soft); font-weight: 600; }
.good { color: var(--good); } .bad { color: var(--bad); }
`;

const STYLE_HASH = hashOf(STYLE);

/** A page of the org; `script` runs in it, nothing else does. */
export type Page = {
  language: PageLanguage;
  title: string;
  body: Html;
  status?: number;
  headers?: Record<string, string>;
  /** Class of the body, for pages in a popup. */
  shape?: string;
  script?: string;
};

/** An answer with a page that loads nothing from anywhere and runs only what stands in it. */
export function pageAnswer(page: Page): Answer {
  const script = page.script === undefined ? EMPTY : { html: `<script>${page.script}</script>` };
  const style = { html: `<style>${STYLE}</style>` };
  const whole = html`<!doctype html>
    <html lang="${page.language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${page.title}</title>
        <link rel="icon" href="data:," />
        ${style}
      </head>
      <body class="${page.shape ?? ''}">
        ${page.body}${script}
      </body>
    </html>`;
  const scripts = page.script === undefined ? '' : `; script-src '${hashOf(page.script)}'; connect-src 'self'`;
  // No form-action: browsers would hold the redirect to the callback, which is elsewhere, against it.
  const policy = `default-src 'none'; style-src '${STYLE_HASH}'; img-src data:; base-uri 'none'; frame-ancestors 'none'`;
  const headers = {
    'Content-Type': 'text/html;charset=UTF-8',
    'Content-Security-Policy': policy + scripts,
    'Cache-Control': 'no-store',
    ...page.headers,
  };
  return { status: page.status ?? 200, body: whole.html, headers };
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

import { createHash } from 'node:crypto';
/** How a sign-in ended, and the words of who knows why; `unknown`: it is none of ours, or was used before. */
export type ConnectOutcome = {
  kind: 'connected' | 'declined' | 'unknown' | 'refused' | 'later' | 'failed';
  message: string;
};

type Words = Record<ConnectOutcome['kind'], readonly [title: string, what: string]>;

const WORDS: Record<'en' | 'it', Words> = {
  en: {
    connected: ['Connected', 'You can close this window and go back to Rondine.'],
    declined: ['Access was declined', 'Nothing was changed. Begin again when you want to allow it.'],
    unknown: ['This link is not good', 'It is too old, was used already, or was not made here. Nothing was changed.'],
    refused: ['The connection failed', 'Nothing was changed. What to do:'],
    later: ['Not just now', 'The other side gave no answer. Reload this page in a moment.'],
    failed: ['Something went wrong here', 'Nothing was changed.'],
  },
  it: {
    connected: ['Collegamento riuscito', 'Puoi chiudere questa finestra e tornare a Rondine.'],
    declined: ['Accesso rifiutato', 'Non è cambiato nulla. Ricomincia quando vuoi consentirlo.'],
    unknown: ['Questo link non è valido', 'È scaduto, è già stato usato o non è nato qui. Non è cambiato nulla.'],
    refused: ['Collegamento non riuscito', 'Non è cambiato nulla. Che cosa fare:'],
    later: ['Non adesso', 'L’altro sistema non ha risposto. Ricarica questa pagina tra poco.'],
    failed: ['Qualcosa è andato storto qui', 'Non è cambiato nulla.'],
  },
};

const STYLE =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:36rem;margin:15vh auto;padding:0 1.5rem;color:#1d2433;background:#fff}h1{font-size:1.4rem}small{color:#5a6478}@media(prefers-color-scheme:dark){body{color:#e8ebf2;background:#14171f}small{color:#a0a8b8}}';

/** What lets this very style in, and no other: for the policy of the page. */
export const STYLE_HASH = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`;

/** For whom a page is: the languages that the browser asks for, and who says in them what a system said in English. */
export type ConnectReader = {
  accepts: string | undefined;
  say?: ((english: string, language: string) => string | undefined) | undefined;
};

/** The page that a person sees after a sign-in, in Italian for whoever prefers that, else in English. */
export function connectPage(
  connection: string,
  { kind, message }: ConnectOutcome,
  { accepts, say }: ConnectReader,
): string {
  const language = prefersItalian(accepts) ? 'it' : 'en';
  const [title, what] = WORDS[language][kind];
  const said = say?.(message, language);
  const told = message === '' ? '' : `<p${said === undefined ? ' lang="en"' : ''}>${escape(said ?? message)}</p>`;
  return `<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title} · Rondine</title>
<style>${STYLE}</style>
<main>
<h1>${title}</h1>
<p>${what}</p>
${told}
<p><small>${escape(connection)} · Rondine</small></p>
</main>
</html>
`;
}

/** The first of our languages in the order that the browser sends. */
function prefersItalian(accepts = ''): boolean {
  const ranked = accepts
    .split(',')
    .map((part) => {
      const [tag = '', quality] = part
        .trim()
        .toLowerCase()
        .split(/;\s*q=/);
      return { tag: tag.slice(0, 2), quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ tag, quality }) => (tag === 'it' || tag === 'en') && quality > 0)
    .sort((left, right) => right.quality - left.quality);
  return ranked[0]?.tag === 'it';
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? '');
}

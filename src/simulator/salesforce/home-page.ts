import type { JsonValue } from '../../base/json.ts';
import type { Answer } from './answer.ts';
import type { CallEntry } from './call-log.ts';
import type { Org } from './org.ts';
import { EMPTY, html, pageAnswer, type Html, type PageLanguage } from './page-layout.ts';
import type { Row } from './store.ts';

const WORDS = {
  en: {
    simulated: 'Simulated Salesforce org',
    records: 'Records',
    none: 'No records yet. What is written through the API appears here at once.',
    calls: 'Calls',
    quiet: 'No calls yet.',
    time: 'Time',
    call: 'Call',
    operation: 'Operation',
    answer: 'Answer',
    fault: 'Fault',
    record: 'Record',
    usage: 'API calls today',
    other: 'Italiano',
    back: 'All records',
    gone: 'This org has no such record.',
    deleted: 'deleted',
    newest: 'the newest',
  },
  it: {
    simulated: 'Organizzazione Salesforce simulata',
    records: 'Record',
    none: 'Ancora nessun record. Ciò che viene scritto tramite l’API appare qui subito.',
    calls: 'Chiamate',
    quiet: 'Ancora nessuna chiamata.',
    time: 'Ora',
    call: 'Chiamata',
    operation: 'Operazione',
    answer: 'Risposta',
    fault: 'Guasto',
    record: 'Record',
    usage: 'Chiamate API di oggi',
    other: 'English',
    back: 'Tutti i record',
    gone: 'Questa organizzazione non ha un record così.',
    deleted: 'eliminato',
    newest: 'i più recenti',
  },
} as const;

const SHOWN_ROWS = 25;
const SHOWN_CALLS = 50;
const SHOWN_FIELDS = 7;

/** What every org is born with: shown by the API, not here. */
const FURNITURE = ['User', 'Group', 'GroupMember', 'QueueSobject', 'RecordType', 'Organization', 'Profile'];
/** Fields that tell nothing of a record's content. */
const SYSTEM = /^(Id|IsDeleted|SystemModstamp|LastModified.*|Created.*|OwnerId|Last(Viewed|Referenced)Date)$/;

/** Fetches the middle of the page anew when something happened, a few times a second at most. */
const SCRIPT = `
const live = document.getElementById('live');
let waits = false;
const refresh = async () => {
  waits = false;
  const answer = await fetch(location.search ? location.search + '&part=live' : '?part=live');
  if (answer.ok) live.innerHTML = await answer.text();
};
const soon = () => { if (!waits) { waits = true; setTimeout(refresh, 200); } };
const events = new EventSource('/_control/events');
for (const name of ['record', 'call', 'open']) events.addEventListener(name, soon);
`;

/** Answers `GET /`: records by object and the newest calls; with `part=live` only the middle of the page. */
export function homePage(org: Org, query: URLSearchParams): Answer {
  const language = languageOf(org, query);
  const middle = html`${recordSections(org, language)}${callSection(org, language)}`;
  if (query.get('part') === 'live') {
    const headers = { 'Content-Type': 'text/html;charset=UTF-8', 'Cache-Control': 'no-store' };
    return { status: 200, body: html`${usageLine(org, language)}${middle}`.html, headers };
  }
  const other = language === 'it' ? 'en' : 'it';
  const body = html`<main class="wide">
    ${header(org, language)}
    <p><a href="/?language=${other}" lang="${other}">${WORDS[language].other}</a></p>
    <div id="live">${usageLine(org, language)}${middle}</div>
  </main>`;
  return pageAnswer({ language, title: nameOf(org), body, script: SCRIPT });
}

/** Answers `GET /lightning/r/<object>/<id>/view`, the page that people open a record on. */
export function recordPage(org: Org, id: string, query: URLSearchParams): Answer {
  const language = languageOf(org, query);
  const words = WORDS[language];
  const row = org.store.find(id);
  const title = row ? `${labelOf(org, row.object, language)} ${titleOf(row)}` : words.gone;
  const fields = Object.entries(row?.fields ?? {}).filter(([, value]) => value !== null && value !== '');
  const rows = fields.map(
    ([name, value]) =>
      html`<tr>
        <th scope="row">${name}</th>
        <td>${showValue(value)}</td>
      </tr>`,
  );
  const body = html`<main class="wide">
    ${header(org, language)}
    <p><a href="/?language=${language}">${words.back}</a></p>
    <section class="card">
      <h2>${title}${row?.deleted ? ` (${words.deleted})` : ''}</h2>
      <table>
        ${rows}
      </table>
    </section>
  </main>`;
  return pageAnswer({ language, title, body, status: row ? 200 : 404 });
}

function languageOf(org: Org, query: URLSearchParams): PageLanguage {
  const asked = query.get('language');
  return asked === 'it' || asked === 'en' ? asked : org.language;
}

function header(org: Org, language: PageLanguage): Html {
  const kind = organizationField(org, 'OrganizationType');
  const place = organizationField(org, 'IsSandbox') === 'true' ? 'Sandbox' : kind;
  return html`<header>
    <h1>${nameOf(org)}</h1>
    <p class="soft">${WORDS[language].simulated} · ${place} · <code>${org.organizationId}</code></p>
  </header>`;
}

function usageLine(org: Org, language: PageLanguage): Html {
  const number = new Intl.NumberFormat(language);
  const { used, max } = org.usage;
  return html`<p class="soft">${WORDS[language].usage}: ${number.format(used)} / ${number.format(max)}</p>`;
}

function recordSections(org: Org, language: PageLanguage): Html[] {
  const words = WORDS[language];
  const kept = Object.entries(org.store.counts()).filter(
    ([name, { records }]) => records > 0 && !FURNITURE.includes(name),
  );
  if (kept.length === 0)
    return [
      html`<section class="card">
        <h2>${words.records}</h2>
        <p>${words.none}</p>
      </section>`,
    ];
  return kept.map(([name, { records }]) => {
    const rows = [...org.store.list(name)].slice(-SHOWN_ROWS).toReversed();
    const more = records > rows.length ? html` <span class="soft">(${words.newest} ${rows.length})</span>` : EMPTY;
    return html`<section class="card">
      <h2>${labelOf(org, name, language)}: ${records}${more}</h2>
      <div class="scroll" tabindex="0">${recordTable(rows)}</div>
    </section>`;
  });
}

function recordTable(rows: readonly Row[]): Html {
  const columns = columnsOf(rows);
  const head = columns.map((name) => html`<th scope="col">${name}</th>`);
  const lines = rows.map((row) => {
    const cells = columns.map((name) => html`<td class="cut">${showValue(row.fields[name] ?? null)}</td>`);
    const link = html`<a href="/lightning/r/${row.object}/${row.id}/view"><code>${row.id}</code></a>`;
    return html`<tr>
      <td>${link}</td>
      ${cells}
    </tr>`;
  });
  return html`<table>
    <thead>
      <tr>
        <th scope="col">Id</th>
        ${head}
      </tr>
    </thead>
    <tbody>
      ${lines}
    </tbody>
  </table>`;
}

/** The fields that most of the rows have something in, in the order of the rows. */
function columnsOf(rows: readonly Row[]): string[] {
  const filled = new Map<string, number>();
  for (const row of rows) {
    for (const [name, value] of Object.entries(row.fields)) {
      const tells = value !== null && value !== '' && value !== false && !SYSTEM.test(name);
      if (tells) filled.set(name, (filled.get(name) ?? 0) + 1);
    }
  }
  const ranked = [...filled].sort(([, left], [, right]) => right - left).slice(0, SHOWN_FIELDS);
  const chosen = new Set(ranked.map(([name]) => name));
  return [...filled.keys()].filter((name) => chosen.has(name));
}

function callSection(org: Org, language: PageLanguage): Html {
  const words = WORDS[language];
  const { total } = org.calls.counts();
  const calls = org.calls.since(Math.max(0, total - SHOWN_CALLS)).toReversed();
  if (calls.length === 0)
    return html`<section class="card">
      <h2>${words.calls}</h2>
      <p>${words.quiet}</p>
    </section>`;
  const titles = [words.time, words.call, words.operation, words.answer, words.fault, words.record];
  const head = titles.map((title) => html`<th scope="col">${title}</th>`);
  return html`<section class="card">
    <h2>${words.calls}: ${total}</h2>
    <div class="scroll" tabindex="0">
      <table>
        <thead>
          <tr>
            ${head}
          </tr>
        </thead>
        <tbody>
          ${calls.map((call) => callLine(call, language))}
        </tbody>
      </table>
    </div>
  </section>`;
}

function callLine(call: CallEntry, language: PageLanguage): Html {
  const time = new Intl.DateTimeFormat(language, { timeStyle: 'medium', timeZone: 'Europe/Rome' }).format(call.at);
  const mood = call.status !== null && call.status < 400 ? 'good' : 'bad';
  const link =
    call.object !== null && call.recordId?.length === 18
      ? html`<a href="/lightning/r/${call.object}/${call.recordId}/view"><code>${call.recordId}</code></a>`
      : EMPTY;
  return html`<tr>
    <td>${time}</td>
    <td class="cut"><code>${call.method} ${call.path}</code></td>
    <td>${call.operation}</td>
    <td class="${mood}">${call.status ?? '—'}</td>
    <td>${call.fault ?? ''}</td>
    <td>${link}</td>
  </tr>`;
}

function nameOf(org: Org): string {
  return organizationField(org, 'Name');
}

function organizationField(org: Org, field: string): string {
  return String(org.store.find(org.organizationId)?.fields[field] ?? '');
}

function labelOf(org: Org, object: string, language: PageLanguage): string {
  const type = org.setup.schema.full(object);
  return (language === 'it' ? type?.labelIt : type?.label) ?? object;
}

function titleOf(row: Row): string {
  return showValue(row.fields['Name'] ?? row.fields['CaseNumber'] ?? row.fields['Subject'] ?? row.id);
}

function showValue(value: JsonValue): string {
  if (value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

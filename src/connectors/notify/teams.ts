import { Failure } from '../../base/failure.ts';
import type { JsonObject } from '../../base/json.ts';
import type { HttpResponse } from '../../net/http.ts';
import { statusFailure } from '../../net/status.ts';
import type { NotifyIo } from './config.ts';
import { cut, factsOf, headline, type Notice, type Severity } from './notice.ts';
import { isPage, post, strayAnswer } from './post.ts';

/** Teams takes some 28 KB, and reports a larger card only after it has answered: stay well below. */
const MAX_BYTES = 24_000;

/** How much of a notice is tried, from all of it to what always fits. */
const SIZES = [
  { text: 10_000, value: 1000 },
  { text: 4000, value: 400 },
  { text: 1500, value: 100 },
  { text: 500, value: 50 },
];

const STYLES: Readonly<Record<Severity, string>> = { info: 'default', warning: 'warning', alarm: 'attention' };

/** The address carries its own key: an answer of one of these means that it is not valid, or no longer. */
const REFUSES_ADDRESS = new Set([401, 403, 404, 410]);

/** Posts a notice as an adaptive card to a workflow of Teams. */
export async function sendToTeams(notice: Notice, io: NotifyIo): Promise<void> {
  take(await post(io, teamsMessage(notice)), io.now());
}

/** Posts a message without a card: the workflow runs and has nothing to show. */
export async function probeTeams(io: NotifyIo): Promise<void> {
  take(await post(io, JSON.stringify({ type: 'message', attachments: [] })), io.now());
}

/** A notice as the JSON text that a workflow takes, cut until it is small enough. */
export function teamsMessage(notice: Notice): string {
  const texts = SIZES.map((size) => () => JSON.stringify(message(card(notice, size))));
  const whole = texts.find((text) => Buffer.byteLength(text()) <= MAX_BYTES) ?? texts.at(-1);
  return whole?.() ?? '';
}

function message(content: JsonObject): JsonObject {
  const contentType = 'application/vnd.microsoft.card.adaptive';
  return { type: 'message', attachments: [{ contentType, contentUrl: null, content }] };
}

function card(notice: Notice, size: { text: number; value: number }): JsonObject {
  const { text, link, severity = 'info' } = notice;
  const facts = factsOf(notice).map(([label, value]) => [run(`${label}: `, 'bolder'), run(cut(value, size.value))]);
  return {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    msteams: { width: 'Full' },
    body: [
      {
        type: 'Container',
        style: STYLES[severity],
        bleed: true,
        items: [{ ...paragraph([{ ...run(cut(headline(notice), 200), 'bolder'), size: 'medium' }]) }],
      },
      ...(text.trim() === '' ? [] : [paragraph([run(cut(text.trim(), size.text))])]),
      ...facts.map((runs) => ({ ...paragraph(runs), spacing: 'small' })),
    ],
    ...(link === undefined ? {} : { actions: [{ type: 'Action.OpenUrl', title: cut(hostOf(link), 60), url: link }] }),
  };
}

// Runs, because a TextBlock and a Fact read Markdown: what a customer wrote could become a link with another face.
function paragraph(inlines: JsonObject[]): JsonObject {
  return { type: 'RichTextBlock', inlines };
}

function run(text: string, weight = 'default'): JsonObject {
  return { type: 'TextRun', text, weight };
}

function hostOf(link: string): string {
  return URL.parse(link)?.host ?? link;
}

/** Takes an answer that says yes, throws what every other one means. */
function take(response: HttpResponse, now: number): void {
  const { status } = response;
  if (REFUSES_ADDRESS.has(status)) {
    throw new Failure({
      code: 'auth',
      message: `Teams does not accept the address (status ${status}). Check that the workflow is there, is on and lets anyone post, and put its URL into the connection.`,
      details: { status },
    });
  }
  if (status === 413) throw tooLarge();
  if (status < 200 || status >= 300) throw statusFailure(response, { who: 'Teams', write: true, now });
  if (isPage(response)) throw strayAnswer('Teams', response);
  throwHidden(response, now);
}

/** The older webhooks of Teams answer 200 and name the real status in the text. */
function throwHidden(response: HttpResponse, now: number): void {
  const hidden = Number(/Microsoft Teams endpoint returned HTTP error (\d{3})/.exec(response.text())?.[1] ?? 0);
  if (hidden === 0) return;
  if (hidden === 413) throw tooLarge();
  throw statusFailure({ status: hidden, headers: {} }, { who: 'Teams', write: true, now });
}

function tooLarge(): Failure {
  return new Failure({
    code: 'invalid',
    message: 'Teams refused the notice as too large. Shorten its text or give it fewer fields.',
    details: { status: 413 },
  });
}

import { Failure, type FailureCode } from '../../base/failure.ts';
import type { JsonObject } from '../../base/json.ts';
import type { HttpResponse } from '../../net/http.ts';
import { statusFailure } from '../../net/status.ts';
import type { NotifyIo } from './config.ts';
import { cut, factsOf, headline, type Notice } from './notice.ts';
import { post, strayAnswer } from './post.ts';

// Limits of Block Kit: https://docs.slack.dev/reference/block-kit/blocks/section-block
const HEADER_CHARACTERS = 150;
const TEXT_CHARACTERS = 3000;
const FIELD_CHARACTERS = 2000;
const FIELDS_OF_A_SECTION = 10;

type Meaning = { code: FailureCode; cure: string };

const GONE: Meaning = {
  code: 'auth',
  cure: 'Create a new incoming webhook in Slack and put its URL into the connection.',
};
const FORBIDDEN: Meaning = { code: 'denied', cure: 'Let an admin of the workspace allow the webhook to post there.' };
const NO_CHANNEL: Meaning = {
  code: 'not_found',
  cure: 'Restore the channel, or create a webhook for another one.',
};
const UNREADABLE: Meaning = { code: 'invalid', cure: 'Change the notice.' };

/** Meaning of the words that an incoming webhook answers with. */
const MEANINGS: ReadonlyMap<string, Meaning> = new Map([
  ['no_service', GONE],
  ['no_active_hooks', GONE],
  ['no_team', GONE],
  ['team_disabled', GONE],
  ['invalid_token', GONE],
  ['action_prohibited', FORBIDDEN],
  ['posting_to_general_channel_denied', FORBIDDEN],
  ['channel_not_found', NO_CHANNEL],
  ['channel_is_archived', NO_CHANNEL],
  ['invalid_payload', UNREADABLE],
  ['invalid_blocks', UNREADABLE],
  ['invalid_blocks_format', UNREADABLE],
  ['no_text', UNREADABLE],
  ['missing_text_or_fallback_or_attachments', UNREADABLE],
  ['too_many_attachments', UNREADABLE],
  ['user_not_found', UNREADABLE],
]);

/** What a living webhook answers to a message without content. */
const ALIVE = new Set(['no_text', 'missing_text_or_fallback_or_attachments', 'invalid_payload']);

/** Posts a notice through an incoming webhook of Slack. */
export async function sendToSlack(notice: Notice, io: NotifyIo): Promise<void> {
  const response = await post(io, JSON.stringify(slackMessage(notice)));
  if (response.status !== 200) throw refusal(response, io.now());
  if (response.text().trim() !== 'ok') throw strayAnswer('Slack', response);
}

/** Asks the webhook for nothing: it refuses an empty message, so that nobody is disturbed, but tells that it lives. */
export async function probeSlack(io: NotifyIo): Promise<void> {
  const response = await post(io, '{}');
  if (ALIVE.has(wordOf(response))) return;
  if (response.status !== 200) throw refusal(response, io.now());
  throw strayAnswer('Slack', response);
}

/** A notice as blocks. Nothing in it is read as a link or a mention; what is too long is cut. */
export function slackMessage(notice: Notice): JsonObject {
  const title = headline(notice);
  const sections: JsonObject[] = [];
  if (notice.text.trim() !== '')
    sections.push({ type: 'section', text: mrkdwn(escaped(notice.text, TEXT_CHARACTERS)) });
  const facts = factsOf(notice).map(([label, value]) => {
    const name = escaped(label, 200);
    return mrkdwn(`*${name}*\n${escaped(value, FIELD_CHARACTERS - name.length - 3)}`);
  });
  for (let at = 0; at < facts.length; at += FIELDS_OF_A_SECTION) {
    sections.push({ type: 'section', fields: facts.slice(at, at + FIELDS_OF_A_SECTION) });
  }
  if (notice.link) sections.push({ type: 'section', text: mrkdwn(`<${escaped(notice.link, TEXT_CHARACTERS - 2)}>`) });
  return {
    // Shown where there is no room for blocks, such as on a locked phone.
    text: escaped(title, TEXT_CHARACTERS),
    unfurl_links: false,
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: cut(title, HEADER_CHARACTERS), emoji: false } },
      ...sections,
    ],
  };
}

function mrkdwn(text: string): JsonObject {
  return { type: 'mrkdwn', text, verbatim: true };
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Escapes a text for mrkdwn, cut so that it fits when it is escaped and no entity is cut in two. */
function escaped(text: string, units: number): string {
  let out = '';
  for (const character of text.trim()) {
    const next = ENTITIES[character] ?? character;
    if (out.length + next.length > units - 1) return `${out}…`;
    out += next;
  }
  return out;
}

function wordOf(response: HttpResponse): string {
  return /^[a-z_]{1,60}$/.exec(response.text().trim())?.[0] ?? '';
}

function refusal(response: HttpResponse, now: number): Failure {
  const word = wordOf(response);
  const meaning = MEANINGS.get(word);
  if (!meaning || response.status === 429) return statusFailure(response, { who: 'Slack', write: true, now });
  return new Failure({
    code: meaning.code,
    message: `Slack refused the notice: ${word}. ${meaning.cure}`,
    providerCode: word,
    details: { status: response.status },
  });
}

import type { JsonObject } from '../../base/json.ts';
import type { ChannelIo, TemplateFacts } from '../channel.ts';
import { objectAt, objectsAt, textAt } from '../providers/reading.ts';
import { askTwilio, contentUrl } from '../providers/twilio/api.ts';
import { unreadable } from '../providers/refusal.ts';
import { TWILIO } from '../providers/twilio/errors.ts';
import type { WhatsAppTwilioConfig } from './config.ts';

type Io = ChannelIo<WhatsAppTwilioConfig>;

const PAGE = 500;
/** An account has at most some thousands; beyond this the pages go in a circle. */
const MOST_PAGES = 50;

/** A button of prepared content; `variables` are those in what it opens or gives back. */
type Button = { kind: 'url' | 'reply' | 'code' | 'other'; title: string; variables: readonly string[] };

/** Content that was prepared with Twilio, and what WhatsApp says of it. */
export type Prepared = {
  sid: string;
  name: string;
  language: string;
  status: TemplateFacts['status'];
  category?: string;
  body?: string;
  /** The variables of the words, of the file in the head, and of the buttons. */
  values: readonly string[];
  header?: { kind: NonNullable<TemplateFacts['header']>; variables: readonly string[] };
  buttons: readonly Button[];
};

/** All content of the account, newest first as Twilio lists it. */
export async function preparedContents(io: Io): Promise<readonly Prepared[]> {
  const found: Prepared[] = [];
  let query: string | undefined = `?PageSize=${PAGE}`;
  for (let page = 0; query !== undefined && page < MOST_PAGES; page++) {
    const url: string = contentUrl(io.config, `/v1/ContentAndApprovals${query}`);
    const answer = await askTwilio(io, { url });
    if (!Array.isArray(answer['contents'])) throw unreadable(TWILIO.who, { status: 200 }, false);
    found.push(...objectsAt(answer, 'contents').flatMap((each) => readPrepared(each) ?? []));
    // Only the query is taken over: credentials go to no other place than the one that is configured.
    const next: string = URL.parse(textAt(objectAt(answer, 'meta'), 'next_page_url') ?? '')?.search ?? '';
    query = next === '' || next === query ? undefined : next;
  }
  return found;
}

const STATUSES: ReadonlyMap<string, TemplateFacts['status']> = new Map<string, TemplateFacts['status']>([
  ['approved', 'approved'],
  ['received', 'pending'],
  ['pending', 'pending'],
  ['rejected', 'rejected'],
  ['paused', 'paused'],
]);

/** What was never handed in, or is in a state that we do not know, counts as disabled: nothing should rely on it. */
function readPrepared(content: JsonObject): Prepared | undefined {
  const sid = textAt(content, 'sid');
  const name = textAt(content, 'friendly_name');
  const language = textAt(content, 'language');
  if (sid === undefined || name === undefined || language === undefined) return undefined;
  const approval = objectAt(content, 'approval_requests');
  // Either the approval itself, or one for each channel.
  const judged = objectAt(approval, 'whatsapp') ?? approval;
  const category = textAt(judged, 'category')?.toLowerCase();
  const status = STATUSES.get(textAt(judged, 'status')?.toLowerCase() ?? '') ?? 'disabled';
  return { sid, name, language, status, ...(category && { category }), ...partsOf(content) };
}

function partsOf(content: JsonObject): Pick<Prepared, 'body' | 'values' | 'header' | 'buttons'> {
  const types = objectAt(content, 'types') ?? {};
  const form = Object.keys(types).map((type) => objectAt(types, type))[0];
  const body = textAt(form, 'body') ?? textAt(form, 'title');
  const header = headerOf(form);
  return {
    ...(body !== undefined && { body }),
    // A login code has no words of its own and one value.
    values: body === undefined ? Object.keys(objectAt(content, 'variables') ?? {}) : variablesIn(body),
    ...(header && { header }),
    buttons: objectsAt(form, 'actions').map(buttonOf),
  };
}

/** What stands between double braces, each once, in the order in which it comes first; numbers by their size. */
function variablesIn(text: string): string[] {
  const found = new Set(Array.from(text.matchAll(/\{\{\s*(\w+)\s*\}\}/g), ([, name = '']) => name));
  return [...found].sort((left, right) => (/^\d+$/.test(left + right) ? Number(left) - Number(right) : 0));
}

const FILM = /\.(mp4|3gpp?)$/i;
const DOCUMENT = /\.(pdf|docx?|xlsx?|pptx?|txt)$/i;

/** The file of a head, where a part of its address has to be given; the end of the address tells what it is. */
function headerOf(form: JsonObject | undefined): Prepared['header'] {
  const list = form?.['media'];
  const link = Array.isArray(list) ? (list as readonly unknown[])[0] : list;
  if (typeof link === 'string' && variablesIn(link).length > 0) {
    return {
      kind: FILM.test(link) ? 'video' : DOCUMENT.test(link) ? 'document' : 'image',
      variables: variablesIn(link),
    };
  }
  const text = textAt(form, 'header_text');
  return text !== undefined && variablesIn(text).length > 0
    ? { kind: 'text', variables: variablesIn(text) }
    : undefined;
}

function buttonOf(action: JsonObject): Button {
  const title = textAt(action, 'title') ?? '';
  const type = textAt(action, 'type')?.toUpperCase();
  if (type === 'URL') return { kind: 'url', title, variables: variablesIn(textAt(action, 'url') ?? '') };
  if (type === 'COPY_CODE') return { kind: 'code', title, variables: variablesIn(textAt(action, 'code') ?? '') };
  if (type === 'PHONE_NUMBER') return { kind: 'other', title, variables: [] };
  // Buttons without a type are those that answer.
  return { kind: 'reply', title, variables: variablesIn(textAt(action, 'id') ?? '') };
}

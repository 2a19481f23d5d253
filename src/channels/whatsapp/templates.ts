import { Failure } from '../../base/failure.ts';
import type { JsonObject } from '../../base/json.ts';
import type { ChannelIo, TemplateFacts } from '../channel.ts';
import { graphUrl, type WhatsAppConfig } from './config.ts';
import { objectAt, objectsAt, textAt } from './fields.ts';
import { callGraph } from './graph.ts';

const FIELDS = 'name,language,status,category,quality_score,parameter_format,components';
const PAGE = 100;
/** An account has at most some thousands; beyond this the pages go in a circle. */
const MOST_PAGES = 200;

const STATUSES: ReadonlyMap<string, TemplateFacts['status']> = new Map<string, TemplateFacts['status']>([
  ['APPROVED', 'approved'],
  ['PENDING', 'pending'],
  ['IN_APPEAL', 'pending'],
  ['REJECTED', 'rejected'],
  ['LIMIT_EXCEEDED', 'rejected'],
  ['PAUSED', 'paused'],
]);

/**
 * Every template of the account, one for each language, as it stands with Meta now. What is being deleted, archived or in
 * a state that we do not know counts as disabled: nothing should rely on it.
 */
export async function templates(io: ChannelIo<WhatsAppConfig>): Promise<readonly TemplateFacts[]> {
  const account = io.config.wabaId;
  if (account === undefined) throw noAccount();
  const found: TemplateFacts[] = [];
  let after: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const query = new URLSearchParams({ fields: FIELDS, limit: String(PAGE), ...(after && { after }) });
    const url = graphUrl(io.config, `${encodeURIComponent(account)}/message_templates?${query.toString()}`);
    const answer = await callGraph(io, { method: 'GET', url });
    if (!Array.isArray(answer['data'])) throw unreadable();
    found.push(...objectsAt(answer, 'data').flatMap((each) => readTemplate(each) ?? []));
    const paging = objectAt(answer, 'paging');
    const next = textAt(objectAt(paging, 'cursors'), 'after');
    if (textAt(paging, 'next') === undefined || next === undefined || next === after) return found;
    after = next;
  }
  return found;
}

function readTemplate(template: JsonObject): TemplateFacts | undefined {
  const name = textAt(template, 'name');
  const language = textAt(template, 'language');
  if (name === undefined || language === undefined) return undefined;
  const category = textAt(template, 'category')?.toLowerCase();
  const quality = textAt(objectAt(template, 'quality_score'), 'score')?.toLowerCase();
  const components = objectsAt(template, 'components');
  const body = textAt(componentOf(components, 'BODY'), 'text');
  const values = placeholdersOf(body);
  const named = textAt(template, 'parameter_format') === 'NAMED';
  const buttons = buttonsOf(components);
  return {
    name,
    language,
    status: STATUSES.get(textAt(template, 'status') ?? '') ?? 'disabled',
    ...(category && { category }),
    ...(quality && { quality }),
    parameters: values.length,
    ...(named && values.length > 0 && { names: values }),
    ...headerOf(componentOf(components, 'HEADER')),
    ...(buttons.length > 0 && { buttons }),
    ...(body && { body }),
  };
}

function componentOf(components: readonly JsonObject[], type: string): JsonObject | undefined {
  return components.find((component) => textAt(component, 'type')?.toUpperCase() === type);
}

/** What stands between double braces, each once, in the order in which it comes first; numbers by their size. */
function placeholdersOf(text: string | undefined): string[] {
  const found = new Set(Array.from((text ?? '').matchAll(/\{\{\s*(\w+)\s*\}\}/g), ([, name = '']) => name));
  return [...found].sort((left, right) => (/^\d+$/.test(left + right) ? Number(left) - Number(right) : 0));
}

const HEADERS: ReadonlyMap<string, NonNullable<TemplateFacts['header']>> = new Map([
  ['IMAGE', 'image'],
  ['VIDEO', 'video'],
  ['DOCUMENT', 'document'],
  ['LOCATION', 'location'],
]);

function headerOf(header: JsonObject | undefined): Pick<TemplateFacts, 'header'> {
  const format = textAt(header, 'format')?.toUpperCase() ?? '';
  if (format === 'TEXT') return placeholdersOf(textAt(header, 'text')).length > 0 ? { header: 'text' } : {};
  const kind = HEADERS.get(format);
  return kind ? { header: kind } : {};
}

function buttonsOf(components: readonly JsonObject[]): NonNullable<TemplateFacts['buttons']> {
  return objectsAt(componentOf(components, 'BUTTONS'), 'buttons').map((button) => {
    const type = textAt(button, 'type')?.toUpperCase();
    const title = textAt(button, 'text') ?? '';
    if (type === 'URL') return { kind: 'url', title, needed: placeholdersOf(textAt(button, 'url')).length > 0 };
    if (type === 'QUICK_REPLY') return { kind: 'reply', title, needed: false };
    if (type === 'COPY_CODE') return { kind: 'code', title, needed: true };
    // The button of a login code takes the code like the end of an address.
    return type === 'OTP' ? { kind: 'url', title, needed: true } : { kind: 'other', title, needed: false };
  });
}

function noAccount(): Failure {
  return new Failure({
    code: 'invalid',
    message: 'Templates belong to the WhatsApp Business Account: put its ID into the connection.',
    fields: ['wabaId'],
  });
}

function unreadable(): Failure {
  return new Failure({ code: 'unavailable', message: 'WhatsApp answered the question for templates with no list.' });
}

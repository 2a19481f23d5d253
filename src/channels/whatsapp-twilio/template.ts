import { Failure } from '../../base/failure.ts';
import type { TemplateContent, TemplateHeader } from '../../message/content.ts';
import type { ChannelIo, TemplateFacts } from '../channel.ts';
import type { WhatsAppTwilioConfig } from './config.ts';
import { preparedContents, type Prepared } from './contents.ts';

type Io = ChannelIo<WhatsAppTwilioConfig>;

/** For how long the list of contents is taken as it was read. */
const FRESH_MS = 600_000;
const LIST = 'prepared contents';

/** Every prepared content of the account with its approval for WhatsApp, as it stands with Twilio now. */
export async function templates(io: Io): Promise<readonly TemplateFacts[]> {
  const contents = await preparedContents(io);
  remember(io, contents);
  return contents.map(factsOf);
}

function factsOf({ name, language, status, category, body, values, header, buttons }: Prepared): TemplateFacts {
  const named = values.some((value) => !/^\d+$/.test(value));
  return {
    name,
    language,
    status,
    ...(category && { category }),
    parameters: values.length,
    ...(named && { names: values }),
    ...(header && { header: header.kind }),
    ...(buttons.length > 0 && {
      buttons: buttons.map(({ kind, title, variables }) => ({ kind, title, needed: variables.length > 0 })),
    }),
    ...(body && { body }),
  };
}

/** The members of a send for prepared content, named as it is in the console or by its SID. */
export async function templatePairs(content: TemplateContent, io: Io): Promise<[string, string][]> {
  const prepared = await find(content, io);
  if (!prepared) throw unknown(content);
  const variables = variablesOf(content, prepared);
  return [
    ['ContentSid', prepared.sid],
    ...(Object.keys(variables).length > 0 ? [['ContentVariables', JSON.stringify(variables)] as [string, string]] : []),
  ];
}

type Remembered = { until: number; contents: readonly Prepared[] };

/** What is missing in a list that was remembered may be new, so the list is read again. */
async function find(content: TemplateContent, io: Io): Promise<Prepared | undefined> {
  const known = io.local.get(LIST) as Remembered | undefined;
  const found = known && known.until > io.now() ? pick(content, known.contents) : undefined;
  return found ?? pick(content, remember(io, await preparedContents(io)));
}

/** The approved one where several have the name. */
function pick({ name, language }: TemplateContent, contents: readonly Prepared[]): Prepared | undefined {
  const meant = contents.filter((each) => each.sid === name || (each.name === name && each.language === language));
  return meant.find(({ status }) => status === 'approved') ?? meant[0];
}

function remember(io: Io, contents: readonly Prepared[]): readonly Prepared[] {
  io.local.set(LIST, { until: io.now() + FRESH_MS, contents } satisfies Remembered);
  return contents;
}

/** Twilio has one row of variables for all parts of a content: each value goes to those of its part. */
function variablesOf({ parameters, names, header, buttons = [] }: TemplateContent, prepared: Prepared) {
  const pairs: [string, string][] = parameters.map((value, index) => [
    names?.[index] ?? prepared.values[index] ?? String(index + 1),
    value,
  ]);
  if (header) for (const variable of prepared.header?.variables ?? []) pairs.push([variable, valueOf(header)]);
  for (const { at, value } of buttons) {
    for (const variable of prepared.buttons[at]?.variables ?? []) pairs.push([variable, value]);
  }
  return Object.fromEntries(pairs);
}

function valueOf(header: TemplateHeader): string {
  if (header.kind === 'text') return header.text;
  const link = header.kind === 'location' ? undefined : (header.url ?? header.file?.id);
  if (link) return link;
  throw new Failure({ code: 'invalid', message: `The template’s head is a ${header.kind} without a link.` });
}

function unknown({ name, language }: TemplateContent): Failure {
  return new Failure({
    code: 'not_found',
    message: `The Twilio account has no content “${name}” in ${language}. Look under Messaging → Content Template Builder.`,
  });
}

import { isObject, type JsonObject } from '../../base/json.ts';
import { checkText, checkTexts, malformed, missing, objectAt, objectsAt, unusable, type Check } from './check.ts';
import type { Refusal } from './graph-error.ts';

/** Limits of interactive messages, in characters and items. */
const LIMITS = {
  body: 1024,
  listBody: 4096,
  header: 60,
  footer: 60,
  buttons: 3,
  buttonId: 256,
  buttonTitle: 20,
  rows: 10,
  sectionTitle: 24,
  rowId: 200,
  rowTitle: 24,
  rowDescription: 72,
} as const;

const AT = 'interactive';

/** Checks the `interactive` part of a send. */
export function checkInteractive(part: JsonObject): Refusal | undefined {
  const check = typeof part['type'] === 'string' ? KINDS.get(part['type']) : undefined;
  if (part['type'] === undefined) return missing(`${AT}.type`);
  if (!check) return malformed(`${AT}.type`, `must be one of ${[...KINDS.keys()].join(', ')}`);
  const max = part['type'] === 'list' ? LIMITS.listBody : LIMITS.body;
  const body = objectAt(part['body'], `${AT}.body`);
  const action = objectAt(part['action'], `${AT}.action`);
  return (
    body.refusal ??
    checkText(body.value['text'], { path: `${AT}.body.text`, max }) ??
    checkHeader(part) ??
    checkFooter(part) ??
    action.refusal ??
    check(action.value)
  );
}

const KINDS = new Map<string, Check>(
  Object.entries({
    button: checkButtons,
    list: checkList,
    cta_url: checkLinkButton,
    location_request_message: (action) =>
      action['name'] === 'send_location' ? undefined : malformed(`${AT}.action.name`, 'must be send_location'),
    flow: (action) => {
      if (action['name'] !== 'flow') return malformed(`${AT}.action.name`, 'must be flow');
      return objectAt(action['parameters'], `${AT}.action.parameters`).refusal;
    },
  } satisfies Record<string, Check>),
);

function checkHeader(part: JsonObject): Refusal | undefined {
  if (part['header'] === undefined) return undefined;
  const { value: header, refusal } = objectAt(part['header'], `${AT}.header`);
  if (refusal) return refusal;
  const type = header['type'];
  if (type === 'text') return checkText(header['text'], { path: `${AT}.header.text`, max: LIMITS.header });
  if (type !== 'image' && type !== 'video' && type !== 'document')
    return malformed(`${AT}.header.type`, 'must be text, image, video or document');
  if (part['type'] === 'list') return malformed(`${AT}.header.type`, 'must be text in a list');
  return objectAt(header[type], `${AT}.header.${type}`).refusal;
}

function checkFooter(part: JsonObject): Refusal | undefined {
  if (part['footer'] === undefined) return undefined;
  const { value: footer, refusal } = objectAt(part['footer'], `${AT}.footer`);
  return refusal ?? checkText(footer['text'], { path: `${AT}.footer.text`, max: LIMITS.footer });
}

function checkButtons(action: JsonObject): Refusal | undefined {
  const path = `${AT}.action.buttons`;
  const { items, refusal } = objectsAt(action['buttons'], { path, min: 1, max: LIMITS.buttons });
  if (refusal) return refusal;
  for (const [index, button] of items.entries()) {
    const at = `${path}[${index}]`;
    if (button['type'] !== 'reply') return malformed(`${at}.type`, 'must be reply');
    const reply = objectAt(button['reply'], `${at}.reply`);
    const wrong =
      reply.refusal ??
      checkTexts(reply.value, `${at}.reply`, [
        { path: 'id', max: LIMITS.buttonId },
        { path: 'title', max: LIMITS.buttonTitle },
      ]);
    if (wrong) return wrong;
  }
  const replies = items.flatMap((button) => (isObject(button['reply']) ? [button['reply']] : []));
  return checkDistinct(replies, 'id', path) ?? checkDistinct(replies, 'title', path);
}

function checkList(action: JsonObject): Refusal | undefined {
  const path = `${AT}.action.sections`;
  const button = checkText(action['button'], { path: `${AT}.action.button`, max: LIMITS.buttonTitle });
  const { items: sections, refusal } = objectsAt(action['sections'], { path, min: 1, max: LIMITS.rows });
  if (button ?? refusal) return button ?? refusal;
  const rows: JsonObject[] = [];
  for (const [index, section] of (sections ?? []).entries()) {
    const at = `${path}[${index}]`;
    const title = { path: `${at}.title`, max: LIMITS.sectionTitle, optional: sections?.length === 1 };
    const list = objectsAt(section['rows'], { path: `${at}.rows`, min: 1, max: LIMITS.rows });
    const wrong = checkText(section['title'], title) ?? list.refusal ?? checkRows(list.items, `${at}.rows`);
    if (wrong) return wrong;
    rows.push(...(list.items ?? []));
  }
  if (rows.length > LIMITS.rows)
    return malformed(path, `must have at most ${LIMITS.rows} rows in all but has ${rows.length}`);
  return checkDistinct(rows, 'id', path);
}

function checkRows(rows: readonly JsonObject[], path: string): Refusal | undefined {
  for (const [index, row] of rows.entries()) {
    const wrong = checkTexts(row, `${path}[${index}]`, [
      { path: 'id', max: LIMITS.rowId },
      { path: 'title', max: LIMITS.rowTitle },
      { path: 'description', max: LIMITS.rowDescription, optional: true },
    ]);
    if (wrong) return wrong;
  }
  return undefined;
}

function checkLinkButton(action: JsonObject): Refusal | undefined {
  if (action['name'] !== 'cta_url') return malformed(`${AT}.action.name`, 'must be cta_url');
  const { value: parameters, refusal } = objectAt(action['parameters'], `${AT}.action.parameters`);
  if (refusal) return refusal;
  const wrong = checkTexts(parameters, `${AT}.action.parameters`, [
    { path: 'display_text', max: LIMITS.buttonTitle },
    { path: 'url' },
  ]);
  if (wrong) return wrong;
  return URL.canParse(String(parameters['url']))
    ? undefined
    : unusable(`${AT}.action.parameters.url`, 'must be an absolute URL');
}

function checkDistinct(items: readonly JsonObject[], member: string, path: string): Refusal | undefined {
  const values = items.map((item) => item[member]);
  return new Set(values).size === values.length ? undefined : unusable(path, `must not use the same ${member} twice`);
}

import { isObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import type { Bubble } from '../phone/model.ts';

/** Content as it is prepared with Twilio: words with variables, perhaps with buttons that answer. */
type Content = {
  sid: string;
  name: string;
  language: string;
  category: string;
  body: string;
  buttons?: readonly { id: string; title: string }[];
};

/** The contents that the account has, all of them approved. */
const CONTENTS: readonly Content[] = [
  {
    sid: `HX${'1'.repeat(32)}`,
    name: 'promemoria',
    language: 'it',
    category: 'UTILITY',
    body: 'Ciao {{1}}, ti ricordiamo il {{2}}.',
  },
  {
    sid: `HX${'2'.repeat(32)}`,
    name: 'conferma',
    language: 'it',
    category: 'UTILITY',
    body: 'Ciao {{1}}, confermi l’appuntamento?',
    buttons: [
      { id: 'confirm', title: 'Confermo' },
      { id: 'cancel', title: 'Annulla' },
    ],
  },
];

/** The list as the API gives it. */
export function listContents(): JsonObject {
  const contents = CONTENTS.map(({ sid, name, language, category, body, buttons }) => ({
    sid,
    friendly_name: name,
    language,
    variables: {},
    types: buttons ? { 'twilio/quick-reply': { body, actions: buttons } } : { 'twilio/text': { body } },
    approval_requests: { name, category, status: 'approved', rejection_reason: '' },
  }));
  return { meta: { key: 'contents', next_page_url: null }, contents };
}

/** What a person sees of a content, or Twilio's code for what is wrong with it. */
export function showContent(sid: string, variables: string): Bubble | number {
  const content = CONTENTS.find((each) => each.sid === sid);
  if (!content) return 21_655;
  const values = parse(variables);
  const names = [...new Set(Array.from(content.body.matchAll(/\{\{(\w+)\}\}/g), ([, name = '']) => name))];
  if (!isObject(values) || names.some((name) => typeof values[name] !== 'string')) return 63_028;
  const text = content.body.replace(/\{\{(\w+)\}\}/g, (_whole, name: string) => String(values[name]));
  const choices = content.buttons?.map((button) => ({ via: 'content', ...button }));
  return { type: 'template', content: { sid, variables: values }, text, ...(choices && { choices }) };
}

function parse(json: string): JsonValue | undefined {
  try {
    return JSON.parse(json) as JsonValue;
  } catch {
    return undefined;
  }
}

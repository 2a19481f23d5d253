import { Type } from 'typebox';
import { MAIL_ADDRESS } from './config.ts';

/** What the staff is told. */
export type Notice = {
  to?: readonly string[];
  subject: string;
  text: string;
  fields?: Readonly<Record<string, string | number | boolean>>;
  link?: string;
  severity?: Severity;
};

/** How much it matters. */
export type Severity = 'info' | 'warning' | 'alarm';

/** The form of a notice. */
export const noticeSchema = Type.Object(
  {
    to: Type.Optional(
      Type.Array(Type.String({ pattern: MAIL_ADDRESS, maxLength: 254 }), {
        title: 'To',
        description: 'Mail only: addresses. Unset: those of the connection.',
        minItems: 1,
        maxItems: 50,
      }),
    ),
    subject: Type.String({ title: 'Subject', minLength: 1, maxLength: 500 }),
    text: Type.String({ title: 'Text', description: 'Plain text.', maxLength: 20_000 }),
    fields: Type.Optional(
      Type.Record(Type.String({ maxLength: 100 }), Type.Union([Type.String(), Type.Number(), Type.Boolean()]), {
        title: 'Fields',
        description: 'Facts by their label, such as { "Phone": "{{ contact.phone }}" }.',
        maxProperties: 20,
      }),
    ),
    link: Type.Optional(
      Type.String({
        title: 'Link',
        description: 'Address to open.',
        pattern: '^https?://[^\\s<>"|]+$',
        maxLength: 2000,
      }),
    ),
    severity: Type.Optional(
      Type.Enum(['info', 'warning', 'alarm'], {
        title: 'Severity',
        description: 'How much it matters.',
        default: 'info',
      }),
    ),
  },
  { additionalProperties: false },
);

const SIGNS: Readonly<Record<Severity, string>> = { info: '', warning: '⚠️ ', alarm: '🚨 ' };

/** The subject on one line, with a sign in front that needs no language. */
export function headline({ subject, severity = 'info' }: Notice): string {
  return SIGNS[severity] + oneLine(subject);
}

/** The facts of a notice as pairs of texts, empty ones left out. */
export function factsOf({ fields = {} }: Notice): [label: string, value: string][] {
  const facts = Object.entries(fields).map(([label, value]): [string, string] => [
    oneLine(label),
    String(value).trim(),
  ]);
  return facts.filter(([, value]) => value !== '');
}

/** A text without line breaks and other control characters. */
export function oneLine(text: string): string {
  // oxlint-disable-next-line no-control-regex -- they are what must go
  return text.replace(/[\u0000-\u001f\u007f\u2028\u2029]+/g, ' ').trim();
}

/** A text of at most so many UTF-16 units, with an ellipsis where something was cut off; never half a character. */
export function cut(text: string, units: number): string {
  if (text.length <= units) return text;
  const end = text.slice(0, units - 1);
  return `${end.isWellFormed() ? end : end.slice(0, -1)}…`;
}

import { isObject, type JsonObject, type JsonValue } from '../../../../src/base/json.ts';
import type { Draft } from '../../../../src/flow/edit/draft.ts';
import { variablesOf } from '../../../../src/flow/edit/variables-of.ts';
import { fieldsOf } from '../../../../src/flow/step-fields.ts';
import type { Catalog } from '../../../../src/flow/validate/catalog.ts';
import { sampleOfSchema } from './sample-output.ts';
import { own } from '../../../../src/flow/flow.ts';
import type { Samples } from './scope.ts';
import { said } from '../../../ui/form/said.ts';

/** A moment to show times of: noon of a working day. */
const SAMPLE_AT = 1_795_003_200_000;

/** A person, a message and the rest, as they could be, in the flow's language. */
function pretended(language: string): JsonObject {
  const isItalian = language.toLowerCase().startsWith('it');
  const text = isItalian ? 'Buongiorno, vorrei un preventivo' : 'Hello, I would like a quote';
  return {
    contact: {
      id: 'contact-1',
      name: isItalian ? 'Maria Rossi' : 'Mary Smith',
      phone: isItalian ? '+393331234567' : '+447700900123',
      email: isItalian ? 'maria.rossi@example.it' : 'mary.smith@example.com',
      language,
      tags: ['vip'],
      groups: [],
      fields: {},
    },
    message: { id: 'message-1', text, at: SAMPLE_AT, content: { kind: 'text', text } },
    conversation: { id: 'conversation-1', lastInboundAt: SAMPLE_AT },
    event: { at: SAMPLE_AT },
    run: { id: 'run-1' },
    flow: { language },
    failure: { code: 'unavailable', message: isItalian ? 'Il sistema non risponde.' : 'The system does not answer.' },
    input: {},
    settings: {},
  };
}

/**
 * What templates are shown with: what a real run has where there is one, pinned outputs where there are, and else samples
 * made up from the names and types of the variables.
 */
export function samplesOf(draft: Draft, catalog: Catalog, real: Samples = {}): Samples {
  const { flow } = draft;
  const base = pretended(flow.language);
  const made = Object.fromEntries(
    variablesOf(draft, catalog.types).map(({ name, types: [type] }) => [name, sampleOf(name, type, flow.language)]),
  );
  const vars = { ...made, ...outputs(draft, catalog), ...(isObject(real['vars']) ? real['vars'] : {}) };
  const known = Object.entries(real).map(([root, value]) => [root, merged(base[root], value)] as const);
  const itself = { id: flow.id, name: flow.name, version: 1, language: flow.language };
  return { ...base, flow: itself, ...Object.fromEntries(known), vars };
}

/** What steps get from elsewhere, by the variable that they keep it in: as it is pinned, else as its schema says. */
function outputs({ flow, layout }: Draft, { types, connections, operations }: Catalog): JsonObject {
  const kept = Object.entries(flow.steps).flatMap(([id, { type, params }]) => {
    const known = own(types.steps, type);
    const fields = known ? fieldsOf(known.params, params) : [];
    const named = (kind: string): string => said(fields.find((field) => field.kind === kind)?.value);
    const connector = own(connections, named('connection'))?.connector ?? '';
    const operation = own(own(operations, connector) ?? {}, named('operation'));
    const pin = own(layout.pins as Readonly<Record<string, JsonObject>>, id);
    const output = pin ?? (operation && sampleOfSchema(operation.output));
    const variables = fields.filter(({ kind }) => kind === 'variable');
    return output === undefined ? [] : variables.map(({ value }) => [said(value), output] as const);
  });
  return Object.fromEntries(kept);
}

function merged(base: JsonValue | undefined, real: JsonValue | undefined): JsonValue {
  return isObject(base) && isObject(real) ? { ...base, ...real } : (real ?? base ?? null);
}

function sampleOf(name: string, type: string | undefined, language: string): JsonValue {
  const isItalian = language.toLowerCase().startsWith('it');
  switch (type) {
    case 'number':
      return 3;
    case 'boolean':
      return true;
    case 'array':
      return [];
    case 'object':
      return {};
    default:
      return WORDS.find(([pattern]) => pattern.test(name))?.[isItalian ? 2 : 1] ?? name;
  }
}

/** What a variable of such a name likely holds: in English, in Italian. */
const WORDS: readonly [pattern: RegExp, english: string, italian: string][] = [
  [/mail/i, 'mary.smith@example.com', 'maria.rossi@example.it'],
  [/phone|telefono|cell/i, '+447700900123', '+393331234567'],
  [/company|azienda|ditta/i, 'Acme', 'Acme S.p.A.'],
  [/date|day|data|giorno/i, '2026-12-24', '2026-12-24'],
  [/name|nome/i, 'Mary Smith', 'Maria Rossi'],
  [/city|citta/i, 'London', 'Roma'],
];

/** The clock of what is shown with samples. */
export function sampleClock({ flow }: Draft, language?: string) {
  const { timeZone, country } = flow.settings;
  return { timeZone, country, at: SAMPLE_AT, language: language ?? flow.language };
}

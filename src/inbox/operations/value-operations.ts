import { Type } from 'typebox';
import { parseDuration } from '../../base/duration.ts';
import { Failure } from '../../base/failure.ts';
import type { JsonValue } from '../../base/json.ts';
import type { ValueRecord } from '../../store/records.ts';
import { defineOperation } from './define.ts';
import { durationField, textField } from './fields.ts';
import type { OperationScene, OwnOperation } from './operation.ts';

/** Most characters of a value as JSON. */
const MAX_VALUE = 256 * 1024;

const place = {
  store: Type.Optional(
    Type.String({
      title: 'Store',
      description: 'Name of the store; absent = "default".',
      default: 'default',
      pattern: '^[A-Za-z0-9_-]{1,64}$',
      examples: ['offers'],
    }),
  ),
  name: textField('Name', 'Under which name it is kept.', 'coupon', 500),
};
const ttl = Type.Optional(durationField('Kept for', 'For how long it is kept; absent = for ever.', 'P30D'));
const value = Type.Unknown({ title: 'Value', description: 'Any text, number or JSON.', examples: [{ left: 10 }] });
const number = { title: 'Value', description: 'What the counter stands at.', examples: [1] };

const storeValue = defineOperation({
  title: 'Store value',
  description: 'Keeps a value under a name, for every flow; what was kept there is written over.',
  input: Type.Object({ ...place, value, ttl }, { additionalProperties: false }),
  output: Type.Object({ value }),
  examples: [
    { input: { store: 'offers', name: 'coupon', value: { left: 10 }, ttl: 'P30D' }, output: { value: { left: 10 } } },
  ],
  async run({ value: given, ttl: keep, ...where }, scene) {
    // Read first, so that two who write at once write one after the other.
    await read(where, scene);
    const kept = given as JsonValue;
    write(where, { value: kept, ...endOf(keep, scene) }, scene);
    return { value: kept };
  },
});

const retrieveValue = defineOperation({
  title: 'Retrieve value',
  description: 'Reads the value that is kept under a name.',
  input: Type.Object(
    {
      ...place,
      default: Type.Optional(
        Type.Unknown({ title: 'Default', description: 'Given where there is none.', examples: [0] }),
      ),
    },
    { additionalProperties: false },
  ),
  output: Type.Object({
    outcome: Type.Enum(['found', 'missing'], { title: 'Outcome', description: 'Whether there is one.' }),
    value,
  }),
  outcomes: ['found', 'missing'],
  examples: [
    { input: { store: 'offers', name: 'coupon' }, output: { outcome: 'found', value: { left: 10 } } },
    { input: { store: 'offers', name: 'gift', default: 'none' }, output: { outcome: 'missing', value: 'none' } },
  ],
  async run({ default: otherwise = null, ...where }, scene) {
    const known = await read(where, scene);
    if (known) return { outcome: 'found', value: known.value };
    return { outcome: 'missing', value: otherwise as JsonValue };
  },
});

const deleteValue = defineOperation({
  title: 'Delete value',
  description: 'Forgets the value that is kept under a name.',
  input: Type.Object(place, { additionalProperties: false }),
  output: Type.Object({
    outcome: Type.Enum(['deleted', 'missing'], { title: 'Outcome', description: 'Whether there was one.' }),
  }),
  outcomes: ['deleted', 'missing'],
  examples: [
    { input: { store: 'offers', name: 'coupon' }, output: { outcome: 'deleted' } },
    { input: { store: 'offers', name: 'coupon' }, output: { outcome: 'missing' } },
  ],
  async run(where, scene) {
    const known = await read(where, scene);
    scene.draft.delete('value', keyOf(where));
    return { outcome: known ? 'deleted' : 'missing' };
  },
});

const countValue = defineOperation({
  title: 'Count',
  description: 'Adds to a counter and gives what it stands at; no count is lost, however many flows count at once.',
  input: Type.Object(
    {
      ...place,
      by: Type.Optional(
        Type.Integer({ title: 'By', description: 'How much to add; 1 unless told.', default: 1, examples: [1] }),
      ),
      ttl: Type.Optional(durationField('Counts for', 'The counter begins anew so long after it began.', 'P1D')),
    },
    { additionalProperties: false },
  ),
  output: Type.Object({ value: Type.Integer(number) }),
  examples: [
    { input: { store: 'offers', name: 'asked' }, output: { value: 1 } },
    { input: { store: 'offers', name: 'asked', by: 5 }, output: { value: 6 } },
  ],
  async run({ by = 1, ttl: keep, ...where }, scene) {
    const known = await read(where, scene);
    if (known && typeof known.value !== 'number')
      throw new Failure({
        code: 'invalid',
        message: `The value "${where.name}" is no number. Count under another name.`,
      });
    const total = ((known?.value as number | undefined) ?? 0) + by;
    if (!Number.isSafeInteger(total))
      throw new Failure({ code: 'invalid', message: `The counter "${where.name}" cannot grow further.` });
    const until = known ? pick(known) : endOf(keep, scene);
    write(where, { value: total, ...until }, scene);
    return { value: total };
  },
});

const claimValue = defineOperation({
  title: 'Claim',
  description: 'Keeps a value under a name if there is none yet: of many who claim, one gets it.',
  input: Type.Object({ ...place, value: Type.Optional(value), ttl }, { additionalProperties: false }),
  output: Type.Object({
    outcome: Type.Enum(['claimed', 'taken'], { title: 'Outcome', description: 'Whether it was free.' }),
    value,
  }),
  outcomes: ['claimed', 'taken'],
  examples: [
    { input: { store: 'slots', name: 'monday-9', value: 'Ada' }, output: { outcome: 'claimed', value: 'Ada' } },
    { input: { store: 'slots', name: 'monday-9', value: 'Eva' }, output: { outcome: 'taken', value: 'Ada' } },
  ],
  async run({ value: given = true, ttl: keep, ...where }, scene) {
    const known = await read(where, scene);
    if (known) return { outcome: 'taken', value: known.value };
    const claimed = given as JsonValue;
    write(where, { value: claimed, ...endOf(keep, scene) }, scene);
    return { outcome: 'claimed', value: claimed };
  },
});

/** What flows keep for one another. */
export const valueOperations: Readonly<Record<string, OwnOperation>> = {
  storeValue,
  retrieveValue,
  countValue,
  claimValue,
  deleteValue,
};

type Place = { store?: string; name: string };

const keyOf = ({ store = 'default', name }: Place): string => `${store}/${name}`;

/** The value of a name; undefined where its time is over. */
async function read(where: Place, { draft, at }: OperationScene): Promise<ValueRecord | undefined> {
  const known = await draft.get('value', keyOf(where));
  return known && (known.until === undefined || known.until > at) ? known : undefined;
}

function write(where: Place, facts: Pick<ValueRecord, 'value' | 'until'>, { draft, at }: OperationScene): void {
  if ((JSON.stringify(facts.value) ?? '').length > MAX_VALUE)
    throw new Failure({
      code: 'invalid',
      message: `The value "${where.name}" is longer than ${MAX_VALUE} characters.`,
    });
  draft.put('value', { key: keyOf(where), ...facts, at });
}

function endOf(duration: string | undefined, { at }: OperationScene): Pick<ValueRecord, 'until'> {
  if (duration === undefined) return {};
  const ms = parseDuration(duration);
  if (ms !== undefined) return { until: at + ms };
  throw new Failure({ code: 'invalid', message: `"${duration}" is no duration. Write it like PT10M or P1D.` });
}

function pick({ until }: ValueRecord): Pick<ValueRecord, 'until'> {
  return until === undefined ? {} : { until };
}

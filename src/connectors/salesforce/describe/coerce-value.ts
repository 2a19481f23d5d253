import type { JsonValue } from '../../../base/json.ts';
import { coerceChoice, coerceChoices } from './coerce-choice.ts';
import { coerceText } from './coerce-text.ts';
import { nameOf, wrong, type Coerced, type Reading } from './coerced.ts';
import type { FieldDescribe } from './object-describe.ts';
import { readDay, readMoment, readTime } from './read-moment.ts';
import { readNumber } from './read-number.ts';

/** Brings one value, which is not blank, into the form that its field takes. Never throws. */
export function coerceValue(field: FieldDescribe, value: JsonValue, reading: Reading): Coerced {
  switch (field.type) {
    case 'boolean':
      return coerceBoolean(field, value);
    case 'int':
    case 'long':
    case 'double':
    case 'currency':
    case 'percent':
      return coerceNumber(field, value);
    case 'date':
      return coerceTime(field, value, { read: (given) => readDay(given, reading.timeZone), example: '2026-11-22' });
    case 'datetime':
      return coerceTime(field, value, {
        read: (given) => readMoment(given, reading.timeZone),
        example: '2026-11-22T15:00',
      });
    case 'time':
      return coerceTime(field, value, { read: (given) => readTime(String(given)), example: '15:30' });
    case 'picklist':
    case 'combobox':
      return coerceChoice(field, value);
    case 'multipicklist':
      return coerceChoices(field, value);
    case 'string':
    case 'textarea':
    case 'email':
    case 'phone':
    case 'url':
    case 'encryptedstring':
      return coerceText(field, value, reading);
    case 'id':
    case 'reference':
      return typeof value === 'string'
        ? { value: value.trim() }
        : wrong(field, value, 'the id of a record, or a reference');
    default:
      return { value };
  }
}

const YES = new Set(['true', 'vero', 'sì', 'si', "si'", 'yes', 'y', 's', '1', 'on', 'ok']);
const NO = new Set(['false', 'falso', 'no', 'n', '0', 'off']);

function coerceBoolean(field: FieldDescribe, value: JsonValue): Coerced {
  if (typeof value === 'boolean') return { value };
  const word =
    typeof value === 'string' || typeof value === 'number' ? String(value).trim().toLowerCase().normalize('NFC') : '';
  if (YES.has(word)) return { value: true };
  if (NO.has(word)) return { value: false };
  return wrong(field, value, 'yes or no');
}

function coerceNumber(field: FieldDescribe, value: JsonValue): Coerced {
  const number = typeof value === 'string' || typeof value === 'number' ? readNumber(value) : undefined;
  if (number === undefined) return wrong(field, value, 'a number');
  const { precision = 0, scale = 0, digits = 0 } = field;
  const whole = field.type === 'int' || field.type === 'long';
  if (whole && !Number.isInteger(number)) return wrong(field, value, 'a whole number');
  // The org rounds as well; done here, a trial shows what will be stored.
  const rounded = whole || precision === 0 ? number : round(number, scale);
  const places = whole ? digits : precision - scale;
  if (places > 0 && Math.abs(rounded) >= 10 ** places)
    return {
      problem: {
        code: 'out-of-range',
        message: `${nameOf(field)} takes at most ${places} digits before the decimal point, and ${rounded} has more.`,
        fix: 'Give a smaller number, or let the administrator widen the field.',
      },
    };
  return { value: rounded };
}

function round(number: number, places: number): number {
  const rounded = Number(number.toFixed(places));
  return Object.is(rounded, -0) ? 0 : rounded;
}

type Moments = { read(given: string | number): string | undefined; example: string };

function coerceTime(field: FieldDescribe, value: JsonValue, { read, example }: Moments): Coerced {
  const known = typeof value === 'string' || typeof value === 'number' ? read(value) : undefined;
  const words = { date: 'a date', datetime: 'a date with a time', time: 'a time of day' }[field.type];
  return known === undefined ? wrong(field, value, `${words}, for example ${example}`) : { value: known };
}

/** What may stand around a number: currency signs and codes, a percent sign, spaces of any kind. */
const AROUND = /[\s\u00a0\u202f'’]|€|\$|£|%|EUR|USD|GBP|CHF/giu;

/**
 * Reads a number as Italians or English write it: `1.234,56`, `1,234.56`, `€ 1.000`, `-3,5`, `12 %`. Of two kinds of
 * separators the last is the decimal one; one that comes several times, or once before exactly three digits, groups
 * thousands, but not behind a lone zero (`0.125`). Undefined for everything else.
 */
export function readNumber(value: string | number): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  const text = value.replace(AROUND, '').replace('−', '-');
  if (!/^[+-]?[\d.,]*\d[\d.,]*$/.test(text)) return plain(text);
  const [comma, dot] = [text.lastIndexOf(','), text.lastIndexOf('.')];
  if (comma !== -1 && dot !== -1) return mixed(text, comma > dot ? ',' : '.');
  if (comma === -1 && dot === -1) return plain(text);
  return oneKind(text, comma === -1 ? '.' : ',');
}

function mixed(text: string, decimal: ',' | '.'): number | undefined {
  const [whole = '', fraction = '', ...more] = text.split(decimal);
  const groups = decimal === ',' ? '.' : ',';
  return more.length === 0 && isGrouped(whole, groups)
    ? plain(`${whole.replaceAll(groups, '')}.${fraction}`)
    : undefined;
}

function oneKind(text: string, sign: ',' | '.'): number | undefined {
  const several = text.indexOf(sign) !== text.lastIndexOf(sign);
  if (isGrouped(text, sign) && (several || !/^[+-]?0/.test(text))) return plain(text.replaceAll(sign, ''));
  return several ? undefined : plain(text.replace(sign, '.'));
}

function isGrouped(text: string, sign: ',' | '.'): boolean {
  const [first = '', ...rest] = text.replace(/^[+-]/, '').split(sign);
  return /^\d{1,3}$/.test(first) && rest.length > 0 && rest.every((group) => /^\d{3}$/.test(group));
}

function plain(text: string): number | undefined {
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i.test(text)) return undefined;
  const number = Number(text);
  return Number.isFinite(number) ? number : undefined;
}

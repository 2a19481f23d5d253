import type { JsonValue } from '../../../../src/base/json.ts';
import { FILTERS } from '../../../../src/flow/expression/filters.ts';
import type { Variable } from '../variables/scope.ts';

/** One thing that can stand at the cursor. */
export type Offer = {
  readonly label: string;
  /** What is put in its place, where that is more than the label. */
  readonly apply?: string;
  /** Its type, or what a filter is called. */
  readonly detail: string;
  /** A sample, or what a filter does. */
  readonly info: string;
  readonly kind: 'variable' | 'filter';
  /** Higher ones stand first. */
  readonly boost: number;
};

/** What can stand at the cursor: from where on it takes the place of what is written. */
export type Offers = { readonly from: number; readonly offers: readonly Offer[] };

/** Longest sample that is shown beside a name. */
const LONGEST = 40;

/**
 * What can stand at a place of a text: inside `{{ }}` and `{% %}` the variables, after a bar the filters. Right behind
 * `{{` an offer brings the closing marks with it where they are missing. Undefined outside of templates.
 */
export function offersAt(text: string, at: number, variables: readonly Variable[]): Offers | undefined {
  const before = text.slice(0, at);
  const open = Math.max(before.lastIndexOf('{{'), before.lastIndexOf('{%'));
  if (open === -1) return undefined;
  const inside = before.slice(open + 2);
  if (/\}\}|%\}/.test(inside)) return undefined;
  const quotes = inside.match(/["']/g)?.length ?? 0;
  if (quotes % 2 === 1) return undefined;
  const filter = /\|\s*(\w*)$/.exec(inside);
  if (filter) return { from: at - (filter[1]?.length ?? 0), offers: FILTER_OFFERS };
  const word = /[A-Za-z_][\w.-]*$/.exec(inside)?.[0] ?? '';
  // After a complete path only a bar or an operator makes sense; a blank behind it closes it.
  if (
    word === '' &&
    /[\w\])"']\s+$/.test(inside) &&
    !/(?:^|\s)(?:if|elsif|unless|and|or|in|case|when|contains|==|!=|[<>]=?|assign\s+\w+\s*=)\s+$/.test(inside)
  )
    return undefined;
  const isOutput = before.startsWith('{{', open);
  const isClosed = /^\s*(?:[\w.|:'" -]*)-?\}\}/.test(text.slice(at));
  const end = isOutput && !isClosed ? ' }}' : '';
  const start = isOutput && inside === '' ? ' ' : '';
  return {
    from: at - word.length,
    offers: variables.map((variable, place) => offerOf(variable, { start, end, boost: variables.length - place })),
  };
}

type Shape = { start: string; end: string; boost: number };

function offerOf({ path, type, sample, isBefore }: Variable, { start, end, boost }: Shape): Offer {
  return {
    label: path,
    ...(start === '' && end === '' ? {} : { apply: `${start}${path}${end}` }),
    detail: type ?? '',
    info: shortSample(sample),
    kind: 'variable',
    boost: isBefore ? boost : boost - 1000,
  };
}

const FILTER_OFFERS: readonly Offer[] = FILTERS.map(({ name, title, description }) => ({
  label: name,
  detail: title,
  info: description,
  kind: 'filter',
  boost: 0,
}));

/** A sample in few characters. */
export function shortSample(sample: JsonValue | undefined): string {
  if (sample === undefined || sample === null) return '';
  const text = typeof sample === 'string' ? sample : JSON.stringify(sample);
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

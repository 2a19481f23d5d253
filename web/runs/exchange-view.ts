import type { Exchange } from './api-types.ts';

/** A piece of a text: `isMasked` where a secret stood. */
export type Piece = { text: string; isMasked: boolean };

/** A body as people read it. `form` says what it is: JSON set out in lines, or the text as it came. */
export type BodyView = { form: 'json' | 'text'; pieces: Piece[]; isCut: boolean };

/** One request with its answer, ready to be shown. */
export type ExchangeView = {
  method: string;
  host: string;
  path: Piece[];
  at: number;
  ms: number;
  /** 0 where no answer came. */
  status: number;
  outcome: 'good' | 'refused' | 'none';
  request?: BodyView;
  response?: BodyView;
};

/** Bodies that were kept in part end like this. */
const CUT = /(?:…|\.\.\.)(?: ?\[[^\]]*\])?$/;
/** What stands where a secret was. */
const MASK = /\[redacted\]|%5Bredacted%5D|\*{3,}/gi;

/** Makes an exchange ready to be shown: the address in its parts, bodies set out, masked places marked. */
export function viewExchange({ method, url, request, response, status, at, ms }: Exchange): ExchangeView {
  const parts = /^(https?:\/\/[^/?#]+)(.*)$/.exec(url);
  return {
    method,
    host: parts?.[1] ?? '',
    path: piecesOf(parts ? parts[2] || '/' : url),
    at,
    ms,
    status,
    outcome: status === 0 ? 'none' : status < 400 ? 'good' : 'refused',
    ...(request === undefined || request === '' ? {} : { request: viewBody(request) }),
    ...(response === undefined || response === '' ? {} : { response: viewBody(response) }),
  };
}

/** Sets JSON out in lines; leaves everything else as it is. */
export function viewBody(text: string): BodyView {
  const isCut = CUT.test(text);
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null)
      return { form: 'json', pieces: piecesOf(JSON.stringify(value, undefined, 2)), isCut: false };
  } catch {
    // Forms, pages and bodies that were cut are shown as they came.
  }
  return { form: 'text', pieces: piecesOf(text), isCut };
}

/** A text cut at its masked places. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const found of text.matchAll(MASK)) {
    if (found.index > end) pieces.push({ text: text.slice(end, found.index), isMasked: false });
    pieces.push({ text: found[0], isMasked: true });
    end = found.index + found[0].length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end), isMasked: false });
  return pieces;
}

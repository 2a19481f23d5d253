import { Failure } from '../../base/failure.ts';

/** What a request is filled with. */
export type Values = Readonly<Record<string, string>>;

/** Where a value stands, which decides how it is escaped. */
export type Place = 'url' | 'header' | 'json' | 'form' | 'xml' | 'text';

const XML: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/**
 * Puts values in place of their names in braces, each escaped for its place; in JSON a placeholder stands inside quotes.
 * What is filled in is never looked at again, and braces that hold no known name stay. Throws a `Failure` with code
 * `invalid` where a value cannot stand in a header.
 */
export function fill(template: string, values: Values, place: Place): string {
  return template.replaceAll(/\{([a-zA-Z]+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? escape(values[name] ?? '', place) : whole,
  );
}

function escape(value: string, place: Place): string {
  switch (place) {
    case 'url':
    case 'form':
      return encodeURIComponent(value.toWellFormed());
    case 'json':
      return JSON.stringify(value).slice(1, -1);
    case 'xml':
      // Control characters have no place in XML, not even escaped.
      return value.replaceAll(/[^\P{Cc}\t\n\r]/gu, '').replaceAll(/[&<>"']/g, (each) => XML[each] ?? each);
    case 'header':
      if (/[^\t\x20-\x7e\x80-\xff]/.test(value)) {
        throw new Failure({ code: 'invalid', message: 'A value cannot stand in a header; put it into the body.' });
      }
      return value;
    case 'text':
      return value;
  }
}

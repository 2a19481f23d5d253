import type { OutlineRow } from './tree.ts';

/** Lines that PageUp and PageDown pass. */
const PAGE = 12;

/** What a key does in a tree: goes to a line, or opens or closes one. */
export type Walked = { readonly to: string } | { readonly expand: string } | { readonly collapse: string };

/** What an arrow, Home, End or a page key does, as trees are walked; undefined for other keys. */
export function walkRows(rows: readonly OutlineRow[], at: number, key: string): Walked | undefined {
  const row = rows[at];
  if (!row) return undefined;
  const to = (place: number): Walked | undefined => {
    const found = rows[Math.max(0, Math.min(rows.length - 1, place))];
    return found && { to: found.key };
  };
  switch (key) {
    case 'ArrowDown':
      return to(at + 1);
    case 'ArrowUp':
      return to(at - 1);
    case 'Home':
      return to(0);
    case 'End':
      return to(rows.length - 1);
    case 'PageDown':
      return to(at + PAGE);
    case 'PageUp':
      return to(at - PAGE);
    case 'ArrowRight':
      if (row.isExpanded === false) return { expand: row.key };
      return row.isExpanded ? to(at + 1) : undefined;
    case 'ArrowLeft':
      if (row.isExpanded) return { collapse: row.key };
      return row.parent === undefined ? undefined : { to: row.parent };
    default:
      return undefined;
  }
}

/** The next line, after one and round, whose words begin with what was typed. */
export function rowByTyping(names: readonly string[], at: number, typed: string): number | undefined {
  const wanted = typed.toLocaleLowerCase('en');
  const from = typed.length > 1 ? at : at + 1;
  for (let step = 0; step < names.length; step += 1) {
    const place = (from + step) % names.length;
    if (names[place]?.toLocaleLowerCase('en').startsWith(wanted)) return place;
  }
  return undefined;
}

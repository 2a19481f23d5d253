import { own } from '../flow.ts';
import type { Note } from '../layout.ts';
import { change, without, type Draft } from './draft.ts';
import { EditError } from './edit-error.ts';
import { freshName } from './new-name.ts';

/** Adds a note to the canvas; gives its id, too. */
export function addNote(draft: Draft, { note }: { note: Note }): { draft: Draft; note: string } {
  const { notes } = draft.layout;
  const name = freshName('note', new Set(Object.keys(notes)));
  return { draft: change(draft, { layout: { notes: { ...notes, [name]: note } } }), note: name };
}

/** Changes a note: its place, its size, its words, its colour. Throws `EditError` for an unknown note. */
export function changeNote(
  draft: Draft,
  { note: name, change: other }: { note: string; change: Partial<Note> },
): Draft {
  const note = { ...noteOf(draft, name), ...other };
  return change(draft, { layout: { notes: { ...draft.layout.notes, [name]: note } } });
}

/** Removes notes. Throws `EditError` for an unknown one. */
export function removeNotes(draft: Draft, { notes }: { notes: readonly string[] }): Draft {
  for (const name of notes) noteOf(draft, name);
  return change(draft, { layout: { notes: without(draft.layout.notes, notes) } });
}

function noteOf({ layout }: Draft, name: string): Note {
  const note = own(layout.notes, name);
  if (note) return note;
  throw new EditError('unknown_place', `There is no note "${name}".`, { note: name });
}

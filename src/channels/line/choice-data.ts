import type { Choice } from '../../message/content.ts';

/** Longest data of a postback, in characters. */
const MAX = 300;

/** What a button carries back: the id of its choice, and its title where both fit; an id that is too long stays behind. */
export function choiceData({ id, title }: Choice): string {
  const candidates = [{ choice: id, title }, { choice: id }, { title }].map((each) =>
    new URLSearchParams(each as Record<string, string>).toString(),
  );
  return candidates.find((data) => data.length <= MAX) ?? title;
}

/** A tap as id and words. Data that another made (a menu of the account) are both, but for the time that a person picked. */
export function readChoice(data: string, picked: string | undefined): { id: string; title: string } {
  const read = new URLSearchParams(data);
  const names = [...read.keys()];
  const ours = names.length > 0 && names.every((name) => name === 'choice' || name === 'title');
  if (!ours) return { id: data, title: picked ?? data };
  const title = read.get('title') ?? read.get('choice') ?? data;
  return { id: read.get('choice') ?? title, title: picked ?? title };
}

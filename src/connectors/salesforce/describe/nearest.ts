/** At most so many of the words that are nearest to a text, the nearest first; words that are far from it are left out. */
export function nearest(text: string, words: readonly string[], most = 3): string[] {
  const wanted = text.toLowerCase();
  return words
    .map((word) => ({ word, far: distance(wanted, word.toLowerCase()) }))
    .filter(({ word, far }) => far <= Math.max(2, Math.ceil(word.length / 3)) || isPart(wanted, word.toLowerCase()))
    .sort((left, right) => left.far - right.far)
    .slice(0, most)
    .map(({ word }) => word);
}

function isPart(text: string, word: string): boolean {
  return text.length >= 3 && (word.includes(text) || (word.length >= 3 && text.includes(word)));
}

/** How many letters have to be added, taken away or changed; texts are compared by their first 40. */
function distance(left: string, right: string): number {
  const [a, b] = [left.slice(0, 40), right.slice(0, 40)];
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

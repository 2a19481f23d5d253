/** Gives names that nobody else has: the wanted one, or one with a number behind it. */
export type Namer = (wanted: string) => string;

/** Makes a namer; `shape` turns any text into a sound name, `separator` stands before the number. */
export function createNamer(shape: (text: string) => string, separator = '-'): Namer {
  const taken = new Set<string>();
  const counts = new Map<string, number>();
  return (wanted) => {
    const base = shape(wanted);
    let name = base;
    // The count goes on where it stood, so that many equal names cost no more than few.
    for (let number = counts.get(base) ?? 2; taken.has(name); number += 1) {
      name = `${base}${separator}${number}`;
      counts.set(base, number + 1);
    }
    taken.add(name);
    return name;
  };
}

/** A text as the id of a step or a flow: letters, digits, dashes. */
export function toId(text: string, fallback: string): string {
  const plain = text
    .slice(0, 200)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9_-]+/g, '-')
    .replace(/^[-_]+|-+$/g, '')
    .slice(0, 48);
  return plain === '' ? fallback : plain;
}

/** A text as the name of a variable. */
export function toVariable(text: string): string {
  const plain = text
    .slice(0, 200)
    .replace(/[^A-Za-z0-9_]+/g, '_')
    .slice(0, 48);
  return /^[A-Za-z_]/.test(plain) ? plain : `v_${plain}`;
}

/**
 * Names a message by its chat and its number there: numbers alone are unique only within a chat. Messages that we sent
 * are named the same way, so that replies and reactions find them.
 */
export function messageIdOf(chat: string, number: string): string {
  return `${chat}/${number}`;
}

/** The number of a message in its chat, as the API wants it; a text of another form is given as it is. */
export function messageNumberOf(id: string): number | string {
  const number = id.slice(id.indexOf('/') + 1);
  return /^\d{1,15}$/.test(number) ? Number(number) : number;
}

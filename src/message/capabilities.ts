/**
 * What a channel can carry, as data: shared code asks for a property here, never for a channel's name.
 * Lengths are in characters unless the name says otherwise; `undefined` means "cannot".
 */
export type Capabilities = {
  /** Where these figures come from, and the day they were checked (`YYYY-MM-DD`). */
  source: string;
  asOf: string;
  text: { max: number };
  buttons?: { max: number; title: number; body: number };
  list?: { max: number; title: number; description: number; body: number; button: number };
  media?: { kinds: readonly ('image' | 'video' | 'audio' | 'document' | 'sticker')[]; caption: number };
  location: boolean;
  contacts: boolean;
  templates: boolean;
  reactions: boolean;
  /** Free-form messages are allowed for so long after the person's last message; outside it only templates. */
  window?: { afterInboundMs: number };
  /** True where the provider itself drops a repeated send with the same key. */
  sendKey: boolean;
  /** True where delivery statuses give our effect id back, which proves that a send of unknown outcome happened. */
  proof: boolean;
};

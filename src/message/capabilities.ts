type MediaKind = 'image' | 'video' | 'audio' | 'document' | 'sticker';

/**
 * What a channel can carry, as data: shared code asks for a property here, never for a channel's name.
 * Lengths are in characters unless the name says otherwise; `undefined` means "cannot".
 */
export type Capabilities = {
  /** Where these figures come from, and the day they were checked (`YYYY-MM-DD`). */
  source: string;
  asOf: string;
  /** `bytes` counts in UTF-8; characters are UTF-16 units unless told. */
  text: { max: number; unit?: 'characters' | 'bytes' };
  buttons?: { max: number; title: number; body: number };
  list?: { max: number; title: number; description: number; body: number; button: number };
  media?: {
    kinds: readonly MediaKind[];
    caption: number;
    /** The kinds that are shown with words, where not all of them are; sound and stickers never count. */
    captioned?: readonly MediaKind[];
  };
  location: boolean;
  contacts: boolean;
  templates: boolean;
  reactions: boolean;
  /** Free-form messages are allowed for so long after the person's last message; outside it only templates. */
  window?: {
    afterInboundMs: number;
    /** True where opening the chat, too, allows free-form messages. */
    opened?: true;
  };
  /** What is told of a message that we sent; empty or absent where nothing is. */
  statuses?: readonly ('sent' | 'delivered' | 'read' | 'failed')[];
  /** True where people can be shown that somebody is writing. */
  typing?: boolean;
  /** Longest time in which the provider tries to deliver, where a message can say it. */
  lifetime?: { maxMs: number };
  /** Texts are paid and delivered in segments of 160 or 70 characters. */
  segments?: boolean;
  /**
   * Who answers words like STOP: the provider does and then refuses our messages, or we do. Absent where people block
   * a business with a button.
   */
  optOut?: 'provider' | 'ours';
  /** The day on which the provider ended the service (`YYYY-MM-DD`): it is kept for those who have its records. */
  retired?: string;
  /** True where the provider itself drops a repeated send with the same key. */
  sendKey: boolean;
  /**
   * True where delivery statuses give our effect id back, which proves that a send of unknown outcome happened.
   * `always`: every one does, so that a message need not be found by the provider's id.
   */
  proof: boolean | 'always';
};

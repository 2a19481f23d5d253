import { Type } from 'typebox';
import { isObject, type JsonObject } from '../base/json.ts';
import { own } from '../flow/flow.ts';
import type { Types } from '../flow/step-type.ts';
import type { Capabilities } from '../message/capabilities.ts';

const count = (description: string) => Type.Optional(Type.Integer({ minimum: 0, description }));
/** `null` says that the account cannot do it at all. */
const orNot = (members: Parameters<typeof Type.Object>[0], description: string) =>
  Type.Optional(Type.Union([Type.Null(), Type.Object(members, { additionalProperties: false })], { description }));
const can = (description: string) => Type.Optional(Type.Boolean({ description }));

/** What a connection may say of its own account where that differs from its channel's usual figures. */
export const OwnCapabilities = Type.Object(
  {
    text: Type.Optional(
      Type.Object(
        { max: count('Longest text.'), unit: Type.Optional(Type.Enum(['characters', 'bytes'])) },
        { additionalProperties: false },
      ),
    ),
    buttons: orNot(
      { max: count('Most buttons.'), title: count('Longest title.'), body: count('Longest text above them.') },
      'Buttons under a text; null = none.',
    ),
    list: orNot(
      {
        max: count('Most lines.'),
        title: count('Longest title.'),
        description: count('Longest description.'),
        body: count('Longest text above it.'),
        button: count('Longest text of the button that opens it.'),
      },
      'A list to choose from; null = none.',
    ),
    media: orNot(
      {
        kinds: Type.Optional(Type.Array(Type.Enum(['image', 'video', 'audio', 'document', 'sticker']))),
        caption: count('Longest caption.'),
      },
      'Files; null = none.',
    ),
    location: can('Places on a map.'),
    contacts: can('Contact cards.'),
    templates: can('Approved messages.'),
    reactions: can('Emoji on a message.'),
    window: orNot(
      { afterInboundMs: count('Milliseconds after the last message of the person.') },
      'How long free text may be sent; null = for ever.',
    ),
    optOut: Type.Optional(Type.Union([Type.Null(), Type.Enum(['provider', 'ours'])])),
  },
  { additionalProperties: false },
);

/** A connection as far as its figures go. */
type Seen = { key: string; type: string; capabilities?: JsonObject };

/** A channel's figures with what a connection says of its own account put over them, member by member. */
export function withOwn(usual: Capabilities, stated: JsonObject): Capabilities {
  const merged: Record<string, unknown> = { ...usual };
  for (const [name, value] of Object.entries(stated)) {
    const former = merged[name];
    if (value === null) delete merged[name];
    else merged[name] = isObject(value) && typeof former === 'object' ? { ...former, ...value } : value;
  }
  return merged as Capabilities;
}

/** The figures of connections that differ from their channel's, by name. */
export function ownCapabilities(
  connections: readonly Seen[],
  channels: Types['channels'],
): Record<string, Capabilities> {
  return Object.fromEntries(
    connections.flatMap(({ key, type, capabilities }) => {
      const usual = own(channels, type);
      return usual && capabilities ? [[key, withOwn(usual, capabilities)] as const] : [];
    }),
  );
}

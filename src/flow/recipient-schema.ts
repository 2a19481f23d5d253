import { Type } from 'typebox';
import { oneOf, text } from './plain-fields.ts';

/** The form of whom a flow talks to, by an address. */
export const recipientSchema = Type.Object(
  {
    connection: text({ title: 'Connection', description: 'Channel connection to write on.', examples: ['phone'] }),
    address: text({
      title: 'Address',
      description: 'Address of the person: a phone number where the channel has phones. Templates read "input".',
      examples: ['{{ input.phone }}'],
    }),
  },
  { title: 'To', description: 'Whom the flow talks to; absent = nobody.', additionalProperties: false },
);

const recordId = text({
  title: 'Record',
  description: 'Id of the record. Templates read "input".',
  examples: ['{{ input.record }}'],
});

const byRecord = Type.Object(
  {
    record: Type.Union([recordId, Type.Array(recordId, { title: 'Records', minItems: 1, maxItems: 10 })], {
      title: 'Record',
      description:
        'The person is the contact linked with this record of the connection; of several the first that somebody is linked with.',
      examples: ['{{ input.record }}'],
    }),
    connection: Type.Optional(
      text({
        title: 'Connection',
        description: 'Channel connection to write on; absent = the one on which the person wrote last.',
        examples: ['phone'],
      }),
    ),
    address: Type.Optional(
      text({
        title: 'Address',
        description: 'Their address where nobody is linked; needs a connection. Templates read "input".',
        examples: ['{{ input.fields.SuppliedPhone }}'],
      }),
    ),
    purpose: Type.Optional(
      oneOf(['service', 'marketing'], {
        title: 'Purpose',
        description: 'Service: unless they forbade it. Marketing: only where they agreed.',
        default: 'service',
      }),
    ),
    otherwise: Type.Optional(
      oneOf(['tell', 'skip', 'start'], {
        title: 'Otherwise',
        description:
          'Where nobody can be written to: the staff are told, nothing happens, or the flow starts without anybody.',
        default: 'tell',
      }),
    ),
  },
  { title: 'To the person of a record', description: 'Whom the flow talks to.', additionalProperties: false },
);
/** The form of whom a flow talks to, by an address or by a record. */
export const recordRecipientSchema = Type.Union([recipientSchema, byRecord], {
  title: 'To',
  description: 'Whom the flow talks to: by an address, or by a record that they are linked with; absent = nobody.',
});

import { Type } from 'typebox';
import { text } from './plain-fields.ts';

/** The form of how callers of a webhook prove who they are. */
export const webhookProofSchema = Type.Union(
  [
    Type.Object(
      {
        kind: Type.Literal('bearer'),
        secret: text({
          title: 'Secret',
          description: 'Name of the secret that callers send.',
          examples: ['shopToken'],
        }),
      },
      { title: 'Bearer', additionalProperties: false },
    ),
    Type.Object(
      {
        kind: Type.Literal('hmac'),
        secret: text({
          title: 'Secret',
          description: 'Name of the secret that callers sign with.',
          examples: ['shopKey'],
        }),
        header: Type.Optional(
          text({ title: 'Header', description: 'Header that carries the signature.', default: 'x-rondine-signature' }),
        ),
        timestampHeader: Type.Optional(
          text({
            title: 'Time header',
            description: 'Header that carries the time of signing, in epoch seconds.',
            default: 'x-rondine-timestamp',
          }),
        ),
        toleranceSeconds: Type.Optional(
          Type.Integer({
            title: 'Tolerance',
            description: 'Oldest signature taken, in seconds.',
            minimum: 10,
            maximum: 86_400,
            default: 300,
          }),
        ),
      },
      { title: 'HMAC-SHA256', additionalProperties: false },
    ),
  ],
  { title: 'Proof', description: 'How callers prove who they are; absent = they need not.' },
);

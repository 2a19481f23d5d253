import { Type, type TSchema } from 'typebox';

/** A text of bounded length, with what the form and the reference say of it. */
export function textField(title: string, description: string, example: string, maxLength = 1000) {
  return Type.String({ title, description, examples: [example], minLength: 1, maxLength });
}

/** A list of short words, such as tags. */
export function words(title: string, description: string, example: string) {
  const item = Type.String({ minLength: 1, maxLength: 100 });
  return Type.Array(item, { title, description, maxItems: 200, examples: [[example]] });
}

/** The field, or null. */
export function nullable<Field extends TSchema>(field: Field) {
  const { title, description, examples } = field as { title?: string; description?: string; examples?: unknown };
  return Type.Union([field, Type.Null()], {
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
    ...(examples === undefined ? {} : { examples }),
  });
}

/** Which contact is meant. */
export const contactField = Type.Optional(
  textField('Contact', 'Id of the contact; absent = the one talked to.', 'c-ada', 100),
);

/** A duration of fixed length. */
export function durationField(title: string, description: string, example: string) {
  return Type.String({ title, description, examples: [example], pattern: '^P', maxLength: 40 });
}

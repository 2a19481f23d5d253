import { Type } from 'typebox';
import { form } from '../api/forms.ts';

const Password = Type.String({ minLength: 1, maxLength: 1000 });
const Secret = Type.String({ minLength: 1, maxLength: 200 });
/** Longer than an address may be: the refusal says what is wrong, not this form. */
const Email = Type.String({ minLength: 1, maxLength: 1000 });

/** Bodies of the routes under `/api/auth`. */
export const SignInBody = form({ email: Email, password: Password });
export const PasswordBody = form({ currentPassword: Password, newPassword: Password });
export const LinkBody = form({ token: Secret });
export const UseLinkBody = form({
  token: Secret,
  password: Password,
  name: Type.Optional(Type.String({ maxLength: 100 })),
  email: Type.Optional(Email),
});

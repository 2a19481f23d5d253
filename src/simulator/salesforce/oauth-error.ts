import { jsonAnswer, Refusal } from './answer.ts';

/** Headers that keep tokens and errors about them out of caches. */
export const NO_STORE = { 'Cache-Control': 'no-cache, no-store', Pragma: 'no-cache' };

/** What an OAuth error says, in the words of the provider. */
export class OAuthRefusal extends Refusal {
  readonly error: string;
  readonly description: string;

  constructor(error: string, description: string, status: number) {
    super(jsonAnswer(status, { error, error_description: description }, NO_STORE));
    this.error = error;
    this.description = description;
  }
}

/** An OAuth error in the shape of the token endpoint; the authorize endpoint shows it on a page or redirects with it. */
export function oauthError(error: string, description: string, status = 400): OAuthRefusal {
  return new OAuthRefusal(error, description, status);
}

/** A parameter that the call must bring. */
export function needParameter(form: URLSearchParams, name: string): string {
  const value = form.get(name);
  if (value) return value;
  throw oauthError('invalid_request', `missing required parameter: ${name}`);
}

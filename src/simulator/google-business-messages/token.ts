import { createVerify, randomBytes } from 'node:crypto';
import { isObject, type JsonObject } from '../../base/json.ts';
import type { Answer } from '../phone/provider.ts';
import type { Agent } from './agent.ts';
import { answerOf } from './error.ts';

const LIFE_S = 3600;
const SCOPE = 'https://www.googleapis.com/auth/businessmessages';
const NOTE = 'token';

/** Where tokens are given out. */
export const TOKEN_PATH = '/token';

/** Gives an access token for a claim that the service account signed (RFC 7523). */
export function grantToken(agent: Agent, form: URLSearchParams): Answer {
  const { phone, serviceAccount } = agent;
  const isJwt = form.get('grant_type') === 'urn:ietf:params:oauth:grant-type:jwt-bearer';
  const claims = isJwt ? claimsIn(agent, form.get('assertion') ?? '') : undefined;
  const now = phone.now() / 1000;
  const isRight =
    claims?.['iss'] === serviceAccount &&
    claims['aud'] === `${phone.url}${TOKEN_PATH}` &&
    String(claims['scope']).split(' ').includes(SCOPE) &&
    Number(claims['exp']) > now &&
    Number(claims['exp']) - Number(claims['iat']) <= LIFE_S;
  if (!isRight) return answerOf(400, { error: 'invalid_grant', error_description: 'Invalid JWT.' });
  const value = `ya29.${randomBytes(16).toString('hex')}`;
  phone.note.put(`${NOTE}/${value}`, now + LIFE_S);
  return answerOf(200, { access_token: value, expires_in: LIFE_S - 1, token_type: 'Bearer' });
}

function claimsIn({ publicKey }: Agent, assertion: string): JsonObject | undefined {
  const [head = '', claims = '', signature = ''] = assertion.split('.');
  const isSigned = createVerify('RSA-SHA256').update(`${head}.${claims}`).verify(publicKey, signature, 'base64url');
  if (!isSigned) return undefined;
  const value: unknown = JSON.parse(Buffer.from(claims, 'base64url').toString());
  return isObject(value) ? value : undefined;
}

/** True for a token that was given out and is not over. */
export function isToken({ phone }: Agent, authorization: string | undefined): boolean {
  const value = /^Bearer (.+)$/.exec(authorization ?? '')?.[1];
  return value !== undefined && Number(phone.note.get(`${NOTE}/${value}`) ?? 0) * 1000 > phone.now();
}

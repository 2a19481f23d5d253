import { createHash, createSign, generateKeyPairSync } from 'node:crypto';
import type { OAuthClient } from './oauth-client.ts';
import type { Reply, TestOrg } from './test-org.ts';

/** An app as a self-hosted product has it in the org. */
export const APP: OAuthClient = { id: 'app', secret: 'secret', callbacks: ['https://rondine.example/callback'] };

/** Id and secret of that app, as the token endpoint wants them. */
export const CREDENTIALS = { client_id: 'app', client_secret: 'secret' };

/** A verifier and its S256 challenge. */
export const PKCE = {
  verifier: 'v'.repeat(64),
  challenge: createHash('sha256').update('v'.repeat(64)).digest('base64url'),
};

/** The person that signs in where a test names nobody. */
export const GIULIA = 'giulia.bianchi@rondine-demo.example';
/** The user that the product signs in as. */
export const INTEGRATION = 'integrazione@rondine-demo.example';

/** What a browser is sent to by the app. */
export const REQUEST = {
  response_type: 'code',
  client_id: 'app',
  redirect_uri: 'https://rondine.example/callback',
  scope: 'api refresh_token',
  state: 'st&te',
};

/** Opens the authorize endpoint as a browser does, without following where it is sent. */
export async function open(org: TestOrg, parameters: Record<string, string>, cookie = ''): Promise<Reply> {
  const query = new URLSearchParams(parameters).toString();
  const address = `${org.url}/services/oauth2/authorize?${query}`;
  return read(await fetch(address, { redirect: 'manual', headers: { Cookie: cookie } }));
}

/** Sends a form of the authorize endpoint's pages. */
export async function submit(org: TestOrg, parameters: Record<string, string>): Promise<Reply> {
  const body = new URLSearchParams(parameters);
  return read(await fetch(`${org.url}/services/oauth2/authorize`, { method: 'POST', body, redirect: 'manual' }));
}

/** What the callback was told. */
export function told(reply: Reply): Record<string, string> {
  const location = new URL(reply.headers.get('location') ?? 'https://nowhere.example');
  return Object.fromEntries(location.searchParams);
}

/** Signs in, consents and exchanges the code: the whole web server flow. */
export async function connect(org: TestOrg, request: Record<string, string> = {}, username = GIULIA): Promise<Reply> {
  const asked = { ...REQUEST, code_challenge: PKCE.challenge, ...request };
  const { code = '' } = told(await submit(org, { ...asked, username, decision: 'allow' }));
  const proof = { code_verifier: PKCE.verifier, redirect_uri: asked.redirect_uri };
  return org.token({ grant_type: 'authorization_code', code, ...proof, ...CREDENTIALS });
}

async function read(response: Response): Promise<Reply> {
  return { status: response.status, headers: response.headers, text: await response.text(), body: undefined };
}

/** A key pair for assertions; making one takes a tenth of a second. */
export function makeKeys(): { certificate: string; privateKey: string } {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = { type: 'spki', format: 'pem' } as const;
  return {
    certificate: publicKey.export(pem),
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }),
  };
}

/** Signs a JWT bearer assertion. */
export function assertionOf(claims: object, privateKey: string): string {
  const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${encode({ alg: 'RS256' })}.${encode(claims)}`;
  return `${signed}.${createSign('RSA-SHA256').update(signed).sign(privateKey, 'base64url')}`;
}

import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import type { JsonObject } from '../base/json.ts';

/** A secret cannot be sealed or opened; the message says whose, and what to do. */
export class VaultError extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'VaultError';
  }
}

/** A key and the name that sealed texts call it by. */
export type SecretKey = { readonly id: string; readonly bytes: Buffer };

/** Where a secret belongs: it can be opened there and nowhere else. */
export type SecretPlace = { connection: string; field: string };

/**
 * Seals texts with AES-256-GCM as `v1.<key id>.<nonce>.<data>` (base64url), bound to connection and field.
 * A sealed text that was moved, changed, or sealed with a key we lack does not open: `VaultError`.
 */
export type Vault = {
  seal(place: SecretPlace, text: string): string;
  open(place: SecretPlace, sealed: string): string;
};

const VERSION = 'v1';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Creates a vault. The first key seals; all of them open, so that keys can be changed one after the other. */
export function createVault(keys: readonly SecretKey[]): Vault {
  const byId = new Map(keys.map((key) => [key.id, key.bytes]));
  const [first] = keys;
  if (!first) throw new VaultError('A vault needs a key.');
  return {
    seal(place, text) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', first.bytes, nonce).setAAD(boundTo(place));
      const data = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return [VERSION, first.id, nonce.toString('base64url'), data.toString('base64url')].join('.');
    },
    open(place, sealed) {
      const [version, id = '', nonce = '', data = ''] = sealed.split('.');
      const key = byId.get(id);
      if (version !== VERSION || !key) throw new VaultError(foreign(place));
      const bytes = Buffer.from(data, 'base64url');
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64url')).setAAD(boundTo(place));
        decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
        return Buffer.concat([decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()]).toString('utf8');
      } catch (error) {
        throw new VaultError(changed(place), { cause: error });
      }
    },
  };
}

/** Seals the named fields of a configuration; others stay as they are. */
export function sealFields(
  vault: Vault,
  connection: string,
  config: JsonObject,
  fields: readonly string[],
): JsonObject {
  return mapFields(config, fields, (field, text) => vault.seal({ connection, field }, text));
}

/** Opens the named fields of a configuration. */
export function openFields(
  vault: Vault,
  connection: string,
  config: JsonObject,
  fields: readonly string[],
): JsonObject {
  return mapFields(config, fields, (field, text) => vault.open({ connection, field }, text));
}

/** Reads a key: 32 bytes in base64 or hex. `source` names where it came from, for the error. */
export function parseKey(text: string, source: string): SecretKey {
  const trimmed = text.trim();
  const bytes = Buffer.from(trimmed, /^[0-9a-f]{64}$/i.test(trimmed) ? 'hex' : 'base64');
  if (bytes.length === KEY_BYTES) return { id: createHash('sha256').update(bytes).digest('hex').slice(0, 8), bytes };
  throw new VaultError(
    `${source} is not a key of ${KEY_BYTES} bytes. Make one with: openssl rand -base64 ${KEY_BYTES}`,
  );
}

function mapFields(
  config: JsonObject,
  fields: readonly string[],
  change: (field: string, text: string) => string,
): JsonObject {
  const entries = Object.entries(config).map(([name, value]) => [
    name,
    fields.includes(name) && typeof value === 'string' ? change(name, value) : value,
  ]);
  return Object.fromEntries(entries) as JsonObject;
}

/** Length first, so that no two places share their text. */
function boundTo({ connection, field }: SecretPlace): Buffer {
  return Buffer.from(`${connection.length}:${connection}:${field}`);
}

function foreign({ connection, field }: SecretPlace): string {
  return `The ${field} of connection "${connection}" was sealed with another key. Start with the key file or RONDINE_KEY that it was sealed with, or enter the ${field} anew.`;
}

function changed({ connection, field }: SecretPlace): string {
  return `The ${field} of connection "${connection}" was changed or moved after it was sealed. Enter it anew.`;
}

import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '../base/json.ts';

/** A secret cannot be sealed or opened; the message says whose, and what to do. */
export class VaultError extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'VaultError';
  }
}

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
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Creates a vault. The first key seals; all of them open, so that keys can be changed one after the other. */
export function createVault(keys: readonly Buffer[]): Vault {
  const byId = new Map(keys.map((key) => [keyId(key), key]));
  const [first] = keys;
  if (!first) throw new VaultError('A vault needs a key.');
  return {
    seal(place, text) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', first, nonce).setAAD(boundTo(place));
      const data = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return [VERSION, keyId(first), nonce.toString('base64url'), data.toString('base64url')].join('.');
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

/**
 * The installation's key: from the text given (32 bytes in base64 or hex), else from the key file in the data folder,
 * which is made at the first start and readable by this user alone.
 */
export function readKey(folder: string, text: string | undefined): Buffer {
  if (text !== undefined && text !== '') return parseKey(text.trim(), 'RONDINE_KEY');
  const file = join(folder, 'key');
  const written = readIfThere(file);
  return written === undefined ? makeKey(file) : parseKey(written.trim(), file);
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

function keyId(key: Buffer): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 8);
}

/** Length first, so that no two places share their text. */
function boundTo({ connection, field }: SecretPlace): Buffer {
  return Buffer.from(`${connection.length}:${connection}:${field}`);
}

function parseKey(text: string, source: string): Buffer {
  const key = Buffer.from(text, /^[0-9a-f]{64}$/i.test(text) ? 'hex' : 'base64');
  if (key.length === 32) return key;
  throw new VaultError(`${source} holds no key of 32 bytes. Make one with: openssl rand -base64 32`);
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return undefined;
    throw new VaultError(`The key file ${file} cannot be read. Give this user read access to it.`, { cause: error });
  }
}

function makeKey(file: string): Buffer {
  const key = randomBytes(32);
  const handle = openSync(file, 'wx', 0o600);
  try {
    writeSync(handle, `${key.toString('base64')}\n`);
    // Secrets sealed with a key that a power cut took would be lost.
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  return key;
}

function foreign({ connection, field }: SecretPlace): string {
  return `The ${field} of connection "${connection}" was sealed with another key. Start with the key file or RONDINE_KEY that it was sealed with, or enter the ${field} anew.`;
}

function changed({ connection, field }: SecretPlace): string {
  return `The ${field} of connection "${connection}" was changed or moved after it was sealed. Enter it anew.`;
}

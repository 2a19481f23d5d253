import assert from 'node:assert/strict';
import type { BirdSignature } from '../../../src/channels/providers/bird/signature.ts';
import { isSignedByBird } from '../../../src/channels/providers/bird/signature.ts';
import type { SmsBirdConfig } from '../../../src/channels/sms-bird/config.ts';
import { smsBird } from '../../../src/channels/sms-bird/sms-bird.ts';
import { type Conformance, filesIn, type Recorded, toHook } from '../recorded.ts';

const files = filesIn('messagebird');
const vectors = files.filter((file) => file.startsWith('vector.'));
const REFERENCE = 'vectors.jwt-reference.json';

/** The recordings of MessageBird: vectors of the two older signatures. Nobody has published any of the new platform. */
export const conformance: Conformance<SmsBirdConfig> = {
  channel: smsBird,
  folder: 'messagebird',
  configFor: () => ({
    workspaceId: 'workspace-1',
    channelId: 'channel-1',
    accessKey: 'access-key',
    signingKey: 'signing-key',
  }),
  own: { ...Object.fromEntries(vectors.map((file) => [file, vectorOf(file)])), [REFERENCE]: tryReference },
  wrong: Object.fromEntries(
    files
      .filter((file) => !file.startsWith('vector'))
      .map((file) => [file, 'an object of the older API, which this channel does not speak']),
  ),
};

/** Signatures speak for the address and the body whatever the method, so vectors are tried on the signature itself. */
function vectorOf(file: string): (recorded: Recorded) => void {
  const signature: BirdSignature = file.startsWith('vector.jwt.') ? 'jwt' : 'legacy';
  return (recorded) => {
    const keys = [String(recorded.secret?.['signingKey'])];
    const good = isSignedByBird(toHook(recorded), { keys, signature, ageSeconds: 300 });
    assert.equal(good, recorded.expect?.valid);
  };
}

type Vector = {
  name: string;
  method: string;
  url: string;
  timestamp: string;
  token?: string;
  secret?: string;
  valid: boolean;
  payload?: string;
};

function tryReference(recorded: Recorded): void {
  const { vectors: all, header } = recorded as unknown as { vectors: readonly Vector[]; header: string };
  assert.ok(all.length > 40);
  for (const { name, method, url, timestamp, token = '', secret = '', payload = '', valid } of all) {
    const request = { method, url, headers: { [header]: token }, body: payload };
    const hook = toHook({ kind: name, request, clock: timestamp });
    // The set was made for a library that takes longer hashes as well; MessageBird itself signs with this one only.
    const expected = valid && algorithmOf(token) === 'HS256';
    assert.equal(isSignedByBird(hook, { keys: [secret], signature: 'jwt', ageSeconds: 300 }), expected, name);
  }
}

function algorithmOf(token: string): unknown {
  return (JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()) as { alg?: unknown }).alg;
}

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { describe, test } from 'node:test';
import { answerOf } from '../../src/channels/contract/suite.ts';
import { SAMPLES } from '../../src/channels/contract/samples.ts';
import { channelIo } from '../../src/channels/testing/channel-io.ts';
import type { Content } from '../../src/message/content.ts';
import { fit } from '../../src/message/fit.ts';
import type { HttpRequest } from '../../src/net/http.ts';
import { loadConformances } from './load.ts';
import type { Conformance, Outbound } from './recorded.ts';
import { SPECS } from './specs/spec.ts';

const skip = existsSync(SPECS) ? false : `no specifications at ${SPECS}`;

for (const conformance of await loadConformances()) {
  const { channel, outbound } = conformance;
  if (!outbound) continue;
  describe(`what ${channel.id} sends is what its provider specifies`, { skip }, () => {
    const check = skip ? () => [] : outbound.spec();
    for (const [name, content] of Object.entries(SAMPLES)) {
      test(name, async () => {
        const { messageId } = outbound;
        const real = content.kind === 'reaction' && messageId !== undefined ? { ...content, to: messageId } : content;
        for (const part of fit(real, channel.capabilities).parts) {
          const requests = await requestsOf(conformance, outbound, part);
          assert.ok(requests.length > 0);
          for (const request of requests) assert.deepEqual(check(request), [], String(request.body));
        }
      });
    }
  });
}

/** The requests by which one part is sent, but for those that the specification does not tell of. */
async function requestsOf(
  { channel }: Conformance,
  { config, to, answer, beside = () => false }: Outbound,
  content: Content,
): Promise<HttpRequest[]> {
  const requests: HttpRequest[] = [];
  const io = channelIo({
    config,
    http(request) {
      requests.push(request);
      return answerOf({ answer: answer(request) });
    },
  });
  await channel.send({ to, content, key: 'run-7#3' }, io);
  return requests.filter((request) => !beside(request));
}

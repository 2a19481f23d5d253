import type { Mutant } from './mutant.ts';

/** Bugs to plant in what touches the world: channels, connectors, the inbox. */
export const edges: readonly Mutant[] = [
  {
    file: 'src/net/guard.ts',
    test: 'src/net/guard.test.ts',
    bugs: [
      ['if (refused) throw refused;', ''],
      ['if (failure) throw failure;', ''],
      ['addresses.map(judge)', 'addresses.slice(0, 1).map(judge)'],
      ['if (reason === undefined || allowed(target)) return undefined;', 'if (reason === undefined) return undefined;'],
      ['/^(?:host|', '/^(?:'],
      ['if (name === undefined) return;', 'return;'],
      ["url.hostname.replace(/^\\[|\\]$/g, '')", 'url.hostname'],
    ],
  },
  {
    file: 'src/connectors/salesforce/batch/course.ts',
    test: 'src/connectors/salesforce/batch/chunks.test.ts',
    bugs: [
      ['limit = Math.floor(length / 2);', 'limit = 1;'],
      ['if (good > 0 && culprits <= CULPRITS) limit = whole;', ''],
      ['culprits === 0 && ', ''],
    ],
  },
  {
    file: 'src/connectors/salesforce/batch/send-writes.ts',
    test: 'src/connectors/salesforce/batch/chunks.test.ts',
    bugs: [
      ['if (ofOne && rows.length > 1)', 'if (false)'],
      ['if (chunk.length > 1 && isSharedFault(result)) back.push(row);', 'if (false) back.push(row);'],
      ["code: 'unavailable' }, { cause", "code: 'unknown_outcome' }, { cause"],
    ],
  },
  {
    file: 'src/connectors/salesforce/batch/rows.ts',
    test: 'src/connectors/salesforce/batch/together.test.ts',
    bugs: [
      ['at.value.toLowerCase()', 'at.value'],
      ['record: { ...former.record, ...fields }', 'record: { ...fields, ...former.record }'],
    ],
  },
  {
    file: 'src/connectors/salesforce/batch/parents.ts',
    test: 'src/connectors/salesforce/batch/together.test.ts',
    bugs: [['await Promise.all(former);', '']],
  },
  {
    file: 'src/connectors/salesforce/batch/budget.ts',
    test: 'src/connectors/salesforce/batch/budget.test.ts',
    bugs: [
      ['if (wait <= 0) return;', ''],
      ['(most * (100 - reserveOf(config))) / 100', 'most'],
    ],
  },
  {
    file: 'src/inbox/matching.ts',
    test: 'src/inbox/matching.test.ts',
    bugs: [
      ["if (trigger.connections && !trigger.connections.includes(connection)) return 'connection';", ''],
      ['if (trigger.keywords?.length && !holdsKeyword(words(), trigger.keywords))', ''],
      ['-(trigger.priority ?? 0)', '(trigger.priority ?? 0)'],
      ['isSelective(trigger) ? 0 : 1', 'isSelective(trigger) ? 1 : 0'],
      ['return left[2] < right[2] ? -1 : left[2] > right[2] ? 1 : 0;', 'return 0;'],
    ],
  },
  {
    file: 'src/inbox/matching.ts',
    test: 'src/inbox/policies.test.ts',
    bugs: [["if (trigger.first && !first) return 'not_first';", '']],
  },
  {
    file: 'src/flow/words-of.ts',
    test: 'src/flow/words-of.test.ts',
    bugs: [
      [".filter((each) => each.trim() !== '')", ''],
      [".replace(/\\p{M}/gu, '')", ''],
      ['(handler.keywords?.length ? hasKeyword(text, handler.keywords) : true) &&', ''],
    ],
  },
  {
    file: 'src/message/refusal.ts',
    test: 'src/message/refusal.test.ts',
    bugs: [
      ['(forbidden.byMessage ? 1 : 0)', '0'],
      [' && at - lastInboundAt < ANSWER_MS', ''],
      ['if (forbidden) return noConsent', 'if (false) return noConsent'],
    ],
  },
  {
    file: 'src/inbox/receive-message.ts',
    test: 'src/inbox/router.test.ts',
    bugs: [["|| conversation.state === 'people' ||", '||']],
  },
  {
    file: 'src/inbox/handoff.ts',
    test: 'src/inbox/router.test.ts',
    bugs: [['if (scene.lane.held.length > 0) changeLane(scene, { held: [] });', '']],
  },
  {
    file: 'src/inbox/start.ts',
    test: 'src/inbox/router.test.ts',
    bugs: [['return run && !isFinal(run) ? run : undefined;', 'return run ? run : undefined;']],
  },
  {
    file: 'src/inbox/receive-message.ts',
    test: 'src/inbox/policies.test.ts',
    bugs: [
      ['if (scene.lane.held.length > 0) changeLane(scene, { held: [] });', ''],
      ["if (policy !== 'ignore' || awaited) return undefined;", "if (policy !== 'ignore') return undefined;"],
      ['(!awaited || isSelective(match.trigger))', 'true'],
      ['trigger.interrupts && flow.id !== foreground?.flow.id', 'trigger.interrupts'],
    ],
  },
  {
    file: 'src/inbox/status.ts',
    test: 'src/inbox/router.test.ts',
    bugs: [
      ['RANK[news] > RANK[now] ? news : now', 'news'],
      ['message.providerId ?? status.id', 'status.id'],
    ],
  },
  {
    file: 'src/channels/whatsapp/verify.ts',
    test: 'src/channels/whatsapp/verify.test.ts',
    bugs: [
      ['if (!claimed) return false;', 'if (!claimed) return true;'],
      ["if (request.method !== 'POST') return false;", ''],
      ['[config.appSecret, config.previousAppSecret]', '[config.appSecret]'],
      ["request.query['hub.mode'] !== 'subscribe' ||", ''],
      ['/^sha256=([0-9a-f]{64})$/', '/sha256=([0-9a-f]{64})/'],
    ],
  },
];

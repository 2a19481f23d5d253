import type { Mutant } from './mutant.ts';

/** Bugs to plant in what makes runs durable: engine and store. */
export const engine: readonly Mutant[] = [
  {
    file: 'src/engine/retry.ts',
    test: 'src/engine/retry.test.ts',
    bugs: [
      ['Math.max(delay, backOff)', 'delay'],
      ['failure.retryAfterMs ?? backOff', 'backOff'],
      ["if (repeatable === 'unsafe') return { then: 'park' };\n      return", 'return'],
      ["repeatable === 'proof' ? attempt.proofWindowMs : delay", 'delay'],
      ["case 'auth':\n      return { then: 'hold' };", "case 'auth':\n      return { then: 'fail' };"],
      ["case 'defect':\n      return { then: 'park' };", "case 'defect':\n      return { then: 'fail' };"],
      ['full / 2 + (random * full) / 2', 'full'],
      ["if (repeatable === 'unsafe') return { then: 'park' };\n  return", 'return'],
      ["at: repeatable === 'proof' ? now + proofWindowMs : now", 'at: now'],
      ['attempts >= policy.attempts', 'attempts > policy.attempts'],
      ['at >= issuedAt + policy.deadlineMs', 'at > issuedAt + policy.deadlineMs'],
      ['if (inDoubt || (!spent && !late))', 'if (!spent && !late)'],
      ['return inDoubt || policy?.deadlineMs === undefined', 'return policy?.deadlineMs === undefined'],
      ['Math.max(first, policy.longestDelayMs ?? LONGEST_DELAY_MS)', 'policy.longestDelayMs ?? LONGEST_DELAY_MS'],
    ],
  },
  {
    file: 'src/engine/breaker.ts',
    test: 'src/engine/breaker.test.ts',
    bugs: [
      ['failures >= ENOUGH', 'failures > ENOUGH'],
      ['Math.min(LONGEST_PROBE_MS, FIRST_PROBE_MS * 2 ** Math.min(vain, 20))', 'FIRST_PROBE_MS * 2 ** vain'],
      ['Math.max(delay, failure.retryAfterMs ?? 0)', 'delay'],
      ['at: open?.at ?? now', 'at: now'],
      ['      allowed += 1;\n', ''],
      ['if (open && !probe) return;', ''],
      [' || allowed < Infinity', ''],
      ['        vain = 0;\n', ''],
      ['    open = undefined;\n    allowed = 1;', '    open = undefined;'],
      ['return !open.probing && now >= open.probeAt;', 'return now >= open.probeAt;'],
      ['else if (mine) probed.probing = false;', ''],
      ['  const answered = (): void => {\n    failures = 0;', '  const answered = (): void => {'],
    ],
  },
  {
    file: 'src/engine/embedded/lane-move.ts',
    test: 'src/engine/embedded/embedded-host.test.ts',
    bugs: [["if (key !== undefined) this.draft.insert('seen', { key, at: scene.at });", '']],
  },
  {
    file: 'src/engine/embedded/lane-move.ts',
    test: 'src/inbox/starts.test.ts',
    bugs: [
      ['if (result) return [{ run: run.id, event: result }, ...(inside ? [inside] : [])];', 'if (result) return [];'],
    ],
  },
  {
    file: 'src/engine/embedded/lanes.ts',
    test: 'src/engine/embedded/embedded-host.test.ts',
    bugs: [
      ["if (isRepeated(error)) return 'repeated';", ''],
      ['if (queue) return void queue.push(job);', ''],
    ],
  },
  {
    file: 'src/engine/embedded/recover.ts',
    test: 'src/engine/embedded/embedded-host.test.ts',
    bugs: [
      ["if (note === undefined) return '';", ''],
      ['effect.held !== true && (', '('],
      ['effect.attempts === 0 || effect.nextAt <= startedAt', 'effect.nextAt <= startedAt'],
      ['effect.attempts === 0 || effect.nextAt <= startedAt', 'true'],
      ["await store.commit([{ op: 'delete', kind: 'setting', key: CLOSED }]);", ''],
      ['unknownSince: effect.unknownSince ?? startedAt, ', ''],
      [', nextAt: verdict.at }', ' }'],
    ],
  },
  {
    file: 'src/engine/embedded/attempt.ts',
    test: 'src/inbox/router.test.ts',
    bugs: [
      ["return stored?.state === 'pending' ? stored : undefined;", 'return stored;'],
      ['if (effect.held || isSecondCopy) {', 'if (effect.held) {'],
    ],
  },
  {
    file: 'src/engine/embedded/attempt.ts',
    test: 'src/engine/embedded/embedded-host.test.ts',
    bugs: [['if (effect.held || isSecondCopy) {', 'if (isSecondCopy) {']],
  },
  {
    file: 'src/engine/embedded/gatherings.ts',
    test: 'src/engine/embedded/embedded-host.test.ts',
    bugs: [
      ['waiting < size && ', ''],
      [' && until > now()', ''],
      ['waiting > 0 && waiting < size', 'waiting > 1 && waiting < size'],
    ],
  },
  {
    file: 'src/engine/embedded/line.ts',
    test: 'src/engine/embedded/line.property.test.ts',
    bugs: [
      ['if (back) stock.again(back);', 'if (back) stock.forget(effect);'],
      ['(!inOrder && lanes.has(lane))', 'false'],
    ],
  },
  {
    file: 'src/engine/embedded/line.ts',
    test: 'src/engine/embedded/embedded-host.test.ts',
    bugs: [['group && !gate.outage() ? group.size : 1', 'group ? group.size : 1']],
  },
  {
    file: 'src/engine/embedded/stock.ts',
    test: 'src/inbox/router.test.ts',
    bugs: [['if (closed || known.has(effect.key)) return;', 'return;']],
  },
  {
    file: 'src/store/draft.ts',
    test: 'src/inbox/router.test.ts',
    bugs: [["new Set<Kind>(['contact', 'address', 'link', 'consent', 'value'])", 'new Set<Kind>([])']],
  },
];

// Plants one bug at a time in a copy of the sources and runs the test that should notice. A bug that no test notices
// fails the script: the tests would not notice it in earnest either. Arguments choose bugs by a part of their file's path.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './commands.ts';

/** One bug: the exact text, there only once, that is replaced, and the test file that notices. */
type Mutant = { file: string; test: string; bugs: readonly (readonly [text: string, replacement: string])[] };

const mutants: readonly Mutant[] = [
  {
    file: 'src/flow/advance.ts',
    test: 'src/flow/advance.test.ts',
    bugs: [
      ["return wait.for === 'start' && wait.until === undefined;", 'return true;'],
      ["return wait.for === 'reply' && wait.id === event.wait;", 'return wait.id === event.wait;'],
      ["return wait.for === 'reply' && wait.id === event.wait;", "return wait.for === 'reply';"],
      ['wait.id === event.wait && event.at >= wait.until', 'wait.id === event.wait && event.at > wait.until'],
      ['wait.id === event.wait && event.at >= wait.until', 'wait.id === event.wait'],
      ['wait.id === event.wait && event.at >= wait.until', 'event.at >= wait.until'],
      ["return wait.for === 'agent' && wait.id === event.wait;", 'return wait.id === event.wait;'],
      ['return wait.effects.includes(event.effect);', 'return wait.effects.length > 0;'],
    ],
  },
  {
    file: 'src/flow/advance.ts',
    test: 'src/flow/move.test.ts',
    bugs: [
      ["return wait.for === 'start' && wait.until === undefined;", "return wait.for === 'start';"],
      ["return wait.for === 'webhook' && wait.id === event.wait;", "return wait.for === 'webhook';"],
      ["return wait.for === 'turn' && wait.id === event.wait;", "return wait.for === 'turn';"],
      [' && event.effect.startsWith(`${run.id}#`);', ';'],
      ['return wait.receipts === true &&', 'return'],
      ["return wait.for !== 'start';", 'return true;'],
      ["return run.status === 'failed' && OF_FAILED.has(event.type);", "return run.status === 'failed';"],
      ["return run.status === 'failed' && OF_FAILED.has(event.type);", 'return OF_FAILED.has(event.type);'],
      ["if (event.type === 'edited' && !takesEdit(run, event.vars)) return false;", ''],
      ["(event.type === 'migrated' && !fitsVersion(flow, run))", 'false'],
      ["if (run.wait.for === 'start') move.follow(flow.start);\n      else ", ''],
    ],
  },
  {
    file: 'src/flow/move.ts',
    test: 'src/flow/advance.test.ts',
    bugs: [
      ['revision: run.revision + 1,', 'revision: run.revision,'],
      ['changedAt: event.at,', ''],
      ['issued: this.run.issued + 1', 'issued: this.run.issued'],
      ['this.effects.push(effect);', ''],
      ['at: stepId, memo: {}, wait,', 'at: stepId, wait,'],
      ['status, memo: {}, wait,', 'status, wait,'],
      ['const effects = [...this.run.wait.effects, ...issued', 'const effects = [...issued'],
      ['memo: memo ?? this.run.memo,', 'memo: {},'],
      ['if (count === LIMITS.stepsWithoutWait)', 'if (count === LIMITS.stepsWithoutWait - 1)'],
      ["thrown instanceof TemplateError ? 'invalid' : 'defect'", "'defect'"],
      ["thrown instanceof TemplateError ? 'invalid' : 'defect'", "'invalid'"],
      ['if (result.set) {', 'if (result.set && !result.set) {'],
      ['if (result.failure) this.run = { ...this.run, failure: result.failure };', ''],
    ],
  },
  {
    file: 'src/flow/move.ts',
    test: 'src/flow/move.test.ts',
    bugs: [
      ['since + 10 * quietMs', 'since + 100 * quietMs'],
      ['mergeMessages(before.message, this.run.message)', 'this.run.message'],
      ["handler?.on === 'message'", 'handler !== undefined'],
      ['const { marks: _left, ...rest } = this.run;', 'const rest = this.run;'],
      ['const issued = rest.entered ?? rest.issued;', 'const issued = rest.issued;'],
      ['if (type.asks && this.event.context.conversation?.busy) {', 'if (type.asks) {'],
      ['if (type.asks && this.event.context.conversation?.busy) {', 'if (this.event.context.conversation?.busy) {'],
      ['entered: this.run.issued };\n      const found', '};\n      const found'],
      ['outcome === undefined) {\n      const effect', 'outcome !== undefined) {\n      const effect'],
      ["if (given.then === 'leave') return given;", "if (given.then === 'finish') return given;"],
      ['if (highest !== undefined) this.run', 'if (highest === undefined) this.run'],
      [
        "if (!next) return void this.finish('failed', { ...failure, message: `${failure.message}${more}` });\n    this.leaveReplayed();",
        "if (!next) return void this.finish('failed', { ...failure, message: `${failure.message}${more}` });",
      ],
      ['  interrupt(position: number): void {\n    this.leaveReplayed();', '  interrupt(position: number): void {'],
      ['handled > LIMITS.handlers', 'handled >= LIMITS.handlers'],
      ["status === 'failed' && failure && !meant", "status === 'failed' && failure"],
      ["outcome === 'invalid' && !failure && invalid", 'invalid'],
      ['result.response && !this.run.response', 'result.response'],
      ['this.run = this.taken;\n    this.effects', 'this.effects'],
      ['    this.effects = [];\n    this.finish', '    this.finish'],
      ['filter(([step]) => !forget.includes(step))', ''],
      ['firstDelayMs: ms(firstDelay)', 'firstDelayMs: undefined'],
    ],
  },
  {
    file: 'src/flow/secrets.ts',
    test: 'src/flow/secrets.test.ts',
    bugs: [
      ["'input' in event && !run.parent", "'input' in event"],
      ["...('data' in event ? { data: event.data } : {}),", ''],
      ["...('message' in event ? { message: event.message } : {}),", ''],
      ['contact ? { contact } : {}', ''],
    ],
  },
  {
    file: 'src/flow/burst.ts',
    test: 'src/flow/burst.test.ts',
    bugs: [
      ['(first.merged ?? 1) + 1', '2'],
      ["each !== ''", 'true'],
    ],
  },
  {
    file: 'src/steps/loop/loop.ts',
    test: 'src/steps/loop/loop.test.ts',
    bugs: [
      ['if (taken >= items.length)', 'if (taken > items.length)'],
      ["outcome: 'done', mark: null, forget", "outcome: 'done', forget"],
      ['      forget,\n    };', '    };'],
      ['taken: 0, within: loopsUnderWay(run)', 'taken: 0, within: []'],
      ['items.length > limit', 'items.length >= limit'],
    ],
  },
  {
    file: 'src/steps/goto/goto.ts',
    test: 'src/steps/goto/goto.test.ts',
    bugs: [
      ['if (count >= limit)', 'if (count > limit)'],
      ['[loop, ...begunWithin(context.run, loop)]', '[loop]'],
      ['within.filter((loop) => !left.has(loop))', 'within'],
    ],
  },
  {
    file: 'src/steps/subflow/subflow.ts',
    test: 'src/steps/subflow/subflow.test.ts',
    bugs: [
      ['- (run.entered ?? 0)', '- 0'],
      ["together: mode === 'call'", 'together: true'],
      ["mode === 'start' ? { ...given, wait: false } : given", 'given'],
      ['items.length > MAX_RUNS', 'items.length >= MAX_RUNS'],
      ['waitOf([], context.run.wait.until)', 'waitOf([], undefined)'],
      ['!hasFailed(result));', 'true);'],
    ],
  },
  {
    file: 'src/flow/expression/condition.ts',
    test: 'src/flow/expression/condition.test.ts',
    bugs: [
      ['condition.all.every(', 'condition.all.some('],
      ['condition.any.some(', 'condition.any.every('],
      ['around.depth > MAX_CONDITION_DEPTH', 'around.depth >= MAX_CONDITION_DEPTH'],
      ['notEquals: (left, right) => !isEqual(left, right)', 'notEquals: (left, right) => isEqual(left, right)'],
      ['greaterThan: ordered((order) => order > 0)', 'greaterThan: ordered((order) => order >= 0)'],
      ['atMost: ordered((order) => order <= 0)', 'atMost: ordered((order) => order < 0)'],
      ['if (isEmpty(right)) return false;', ''],
      [".replace(/\\p{M}/gu, '')", ''],
      ['.toLowerCase().trim()', '.trim()'],
      ['if (leftNumber !== undefined && rightNumber !== undefined) return leftNumber === rightNumber;', ''],
      ['if (pattern.length > MAX_PATTERN_LENGTH)', 'if (pattern.length > 10 * MAX_PATTERN_LENGTH)'],
      ['own(OPERATIONS, operator)', 'OPERATIONS[operator]'],
    ],
  },
  {
    file: 'src/flow/expression/template.ts',
    test: 'src/flow/expression/template.test.ts',
    bugs: [
      ['.filter(([, member]) => member !== undefined),', ','],
      ['others.length === 0 ? only', 'others.length >= 0 ? only'],
      ['const trimmed = text.trim();', 'const trimmed = text;'],
    ],
  },
  {
    file: 'src/flow/expression/liquid.ts',
    test: 'src/flow/expression/template.test.ts',
    bugs: [
      ['ownPropertyOnly: true,', 'ownPropertyOnly: false,'],
      ['memoryLimit: MAX_WORK,', 'memoryLimit: MAX_WORK * 1000,'],
      ['void context.memoryLimit.use(cost)', 'void cost'],
      ['context.memoryLimit.use(sizeOf(left));', ''],
      ['context.memoryLimit.use(text.length);', ''],
      ['for (const name of Object.keys(made.tags)) delete made.tags[name];', ''],
      ['for (const name of Object.keys(made.filters)) delete made.filters[name];', ''],
    ],
  },
  {
    file: 'src/steps/ask/ask.ts',
    test: 'src/steps/ask/ask.test.ts',
    bugs: [
      ['tries > retries', 'tries >= retries'],
      ["Number(context.memo['tries'] ?? 0) + 1", '1'],
      ['fresh ? { since } : {}', '{}'],
      ["if (isRemark(message)) return { then: 'stay', wait: sameReplyWait(context) };", ''],
      ["if (event.type === 'elapsed') return { then: 'leave', outcome: 'timeout' };", ''],
      ['media && tries === 0', 'media'],
      ["const DEFAULT_TIMEOUT = 'PT24H';", "const DEFAULT_TIMEOUT = 'PT12H';"],
      [
        'invalidText === undefined ? standardText(reading.problem, languageOf(context)) : context.text(invalidText)',
        'standardText(reading.problem, languageOf(context))',
      ],
    ],
  },
  {
    file: 'src/steps/ask/answer.ts',
    test: 'src/steps/ask/answer.test.ts',
    bugs: [
      ['length < minLength ||', ''],
      ['value < Number(low)', 'value <= Number(low)'],
      ['value > Number(high)', 'value >= Number(high)'],
      ['number?.isValid() ?', 'number ?'],
      ['country ?? context.flow.settings.country', 'context.flow.settings.country'],
      ['&& others.length === 0', ''],
      ['min !== undefined && value < rendered(min, context)', 'min !== undefined && value <= rendered(min, context)'],
    ],
  },
  {
    file: 'src/flow/reading/date.ts',
    test: 'src/flow/reading/date.test.ts',
    bugs: [
      ['(weekday + 1 - today.dayOfWeek + 6) % 7) + 1', '(weekday + 1 - today.dayOfWeek + 7) % 7)'],
      ["language === 'en-US'", "language !== 'en-US'"],
      ['Temporal.PlainDate.compare(found, today) >= 0', 'Temporal.PlainDate.compare(found, today) > 0'],
      ['.toZonedDateTimeISO(clock.timeZone)', ".toZonedDateTimeISO('UTC')"],
      ['day > first.daysInMonth ? undefined :', ''],
    ],
  },
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
    file: 'src/engine/embedded/stock.ts',
    test: 'src/inbox/router.test.ts',
    bugs: [['if (closed || known.has(effect.key)) return;', 'return;']],
  },
  {
    file: 'src/store/draft.ts',
    test: 'src/inbox/router.test.ts',
    bugs: [["new Set<Kind>(['contact', 'address', 'link', 'consent', 'value'])", 'new Set<Kind>([])']],
  },
  {
    file: 'src/inbox/matching.ts',
    test: 'src/inbox/matching.test.ts',
    bugs: [
      ["if (trigger.connections && !trigger.connections.includes(connection)) return 'connection';", ''],
      ['if (trigger.keywords?.length && !holdsKeyword(words(), trigger.keywords))', ''],
      [".filter((each) => each.trim() !== '')", ''],
      [".replace(/\\p{M}/gu, '')", ''],
      ['-(trigger.priority ?? 0)', '(trigger.priority ?? 0)'],
      ['isSelective(trigger) ? 0 : 1', 'isSelective(trigger) ? 1 : 0'],
      ['return left[2] < right[2] ? -1 : left[2] > right[2] ? 1 : 0;', 'return 0;'],
    ],
  },
  {
    file: 'src/inbox/matching.ts',
    test: 'src/inbox/policies.test.ts',
    bugs: [
      ["if (trigger.first && !first) return 'not_first';", ''],
      ['(handler.keywords?.length ? hasKeyword(text, handler.keywords) : true) &&', ''],
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

type Outcome = { file: string; text: string; verdict: 'noticed' | 'SURVIVED' | 'STALE' };

/** A copy of the sources, so that nobody who works in the folder meanwhile runs into a planted bug. */
const copy = mkdtempSync(join(tmpdir(), 'rondine-mutants-'));
try {
  process.exitCode = main(process.argv.slice(2));
} finally {
  rmSync(copy, { recursive: true, force: true });
}

function main(wanted: readonly string[]): number {
  for (const name of ['src', 'package.json', 'tsconfig.json'])
    cpSync(join(root, name), join(copy, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  const chosen = mutants.filter(({ file }) => wanted.length === 0 || wanted.some((part) => file.includes(part)));
  const broken = [...new Set(chosen.map(({ test }) => test))].filter((test) => !passes(test));
  for (const test of broken) console.error(`${test} fails without any planted bug.`);
  if (broken.length > 0 || chosen.length === 0) return 1;
  const outcomes = chosen.flatMap((mutant) => mutant.bugs.map((bug) => plant(mutant, bug)));
  const missed = outcomes.filter(({ verdict }) => verdict !== 'noticed');
  console.log(`\n${outcomes.length} bugs planted, ${outcomes.length - missed.length} noticed`);
  return missed.length > 0 ? 1 : 0;
}

function plant({ file, test }: Mutant, [text, replacement]: readonly [string, string]): Outcome {
  const path = join(copy, file);
  const source = readFileSync(path, 'utf8');
  const parts = source.split(text);
  let verdict: Outcome['verdict'] = 'STALE';
  if (parts.length === 2) {
    writeFileSync(path, parts.join(replacement));
    verdict = passes(test) ? 'SURVIVED' : 'noticed';
    writeFileSync(path, source);
  }
  console.log(`${verdict.padEnd(8)}  ${file}  ${text}  →  ${replacement || '(nothing)'}`);
  return { file, text, verdict };
}

function passes(test: string): boolean {
  const env = { ...process.env, NODE_COMPILE_CACHE: join(copy, 'cache') };
  const args = ['--disable-warning=ExperimentalWarning', '--test', '--test-isolation=none', test];
  return spawnSync(process.execPath, args, { cwd: copy, stdio: 'ignore', timeout: 60_000, env }).status === 0;
}

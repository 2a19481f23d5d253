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
      ['if (isFinal(run)) return false;', ''],
      ["return run.wait.for === 'start';", 'return true;'],
      ["return run.wait.for === 'reply' && run.wait.id === event.wait;", 'return run.wait.id === event.wait;'],
      ["return run.wait.for === 'reply' && run.wait.id === event.wait;", "return run.wait.for === 'reply';"],
      [
        'run.wait.id === event.wait && event.at >= run.wait.until',
        'run.wait.id === event.wait && event.at > run.wait.until',
      ],
      ['run.wait.id === event.wait && event.at >= run.wait.until', 'run.wait.id === event.wait'],
      ['run.wait.id === event.wait && event.at >= run.wait.until', 'event.at >= run.wait.until'],
      ["return run.wait.for === 'agent' && run.wait.id === event.wait;", 'return run.wait.id === event.wait;'],
      ['return run.wait.effects.includes(event.effect);', 'return run.wait.effects.length > 0;'],
      ['revision: run.revision + 1,', 'revision: run.revision,'],
      ['changedAt: event.at,', ''],
      ['issued: this.run.issued + 1', 'issued: this.run.issued'],
      ['this.effects.push(effect);', ''],
      ['at: stepId, memo: {},', 'at: stepId,'],
      ['status, memo: {}, wait,', 'status, wait,'],
      ['const effects = [...this.run.wait.effects, ...issued', 'const effects = [...issued'],
      ['memo: memo ?? this.run.memo,', 'memo: {},'],
      ['if (count === MAX_STEPS_WITHOUT_WAIT)', 'if (count === MAX_STEPS_WITHOUT_WAIT - 1)'],
      ["thrown instanceof TemplateError ? 'invalid' : 'defect'", "'defect'"],
      ["thrown instanceof TemplateError ? 'invalid' : 'defect'", "'invalid'"],
      ['if (result.set) this.run =', 'if (result.set && !result.set) this.run ='],
      ['if (result.failure) this.run = { ...this.run, failure: result.failure };', ''],
      ['language: language ?? flow.language', 'language: flow.language'],
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
      ['const until = wait.until ?? at;', 'const until = at + 86_400_000;'],
      ['if (REMARKS.has(message.content.kind)) return waitOn(context);', ''],
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
    file: 'src/steps/ask/date-answer.ts',
    test: 'src/steps/ask/date-answer.test.ts',
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
    ],
  },
  {
    file: 'src/engine/embedded/lanes.ts',
    test: 'src/engine/embedded/embedded-host.test.ts',
    bugs: [
      ["this.draft.insert('seen', { key, at: scene.at });", ''],
      ["if (isRepeated(error)) return 'repeated';", ''],
      ['if (queue) return void queue.push(job);', ''],
      ['if (result) offers.push', 'if (!result) offers.push'],
    ],
  },
  {
    file: 'src/engine/embedded/recover.ts',
    test: 'src/engine/embedded/embedded-host.test.ts',
    bugs: [
      ['if (!crashed || wasWaiting(effect, now)) {', 'if (wasWaiting(effect, now)) {'],
      ['effect.held === true || ', ''],
      ['effect.attempts > 0 && ', ''],
      [' && effect.nextAt > now', ''],
      ["const writes: Write[] = [{ op: 'delete', kind: 'setting', key: CLOSED }];", 'const writes: Write[] = [];'],
      ['unknownSince: effect.unknownSince ?? options.now,', ''],
      ['nextAt: verdict.at,', ''],
    ],
  },
  {
    file: 'src/engine/embedded/dispatcher.ts',
    test: 'src/inbox/router.test.ts',
    bugs: [
      ['return effect.attempts === 0 || options.isPending(effect.key);', 'return true;'],
      ['if (effect.held || isSecondCopy) {', 'if (effect.held) {'],
      ['if (closed || taken.has(effect.key)) return;', 'return;'],
    ],
  },
  {
    file: 'src/engine/embedded/dispatcher.ts',
    test: 'src/engine/embedded/embedded-host.test.ts',
    bugs: [['if (effect.held || isSecondCopy) {', 'if (isSecondCopy) {']],
  },
  {
    file: 'src/store/draft.ts',
    test: 'src/inbox/router.test.ts',
    bugs: [["new Set<Kind>(['contact'])", 'new Set<Kind>([])']],
  },
  {
    file: 'src/inbox/router.ts',
    test: 'src/inbox/router.test.ts',
    bugs: [
      ['if (scene.lane.held.length > 0) changeLane(scene, { held: [] });', ''],
      ['if (!foreground || isFinal(foreground)) return', 'if (!foreground) return'],
      ["|| conversation.state === 'people' ||", '||'],
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

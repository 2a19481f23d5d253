import { FAILURE_CODES, type FailureCode } from '../../src/base/failure.ts';
import { decide, type FailedAttempt, type Repeatable } from '../../src/engine/retry.ts';
import { FAILURE_EXAMPLES } from './failure-examples.ts';
import { fence, page, table, word } from './markdown.ts';

const PROOF_MS = 60_000;

/** What repeating may do, in words: the columns of what follows an unknown outcome. */
const REPEATABLE: Readonly<Record<Repeatable, string>> = {
  safe: 'Repeating changes nothing, or it looks before it writes.',
  keyed: 'The other system recognises the key of the effect.',
  proof: 'The provider will tell whether it happened.',
  twice: 'It may happen twice, which is better than never.',
  unsafe: 'It must not happen twice.',
};

/** The page of failures: what each means and what follows from it. */
export function failuresPage(): string {
  return page('Failures', [
    `A failure is the world refusing something. Whoever talks to the other system puts it into one of these codes, by that
system's own code and never by its text. What follows is decided in one place. A run reads \`failure.code\`,
\`failure.message\`, and where they are known \`failure.providerCode\`, \`failure.providerMessage\`, \`failure.fields\` and
\`failure.details\`.`,
    table(
      ['Code', 'What it means', 'What follows'],
      FAILURE_CODES.map((code) => [
        word(code),
        FAILURE_EXAMPLES[code].means,
        code === 'unknown_outcome' ? '[See below](#unknown-outcome).' : followsFrom(code, 'safe'),
      ]),
    ),
    `An attempt that failed may leave its effect in doubt. Then no limit of the step ends it: to tell a flow that it failed
would be telling what nobody knows. Five failures in a row of one connection, of codes that are tried again, are an
outage: what waits then counts no attempts, and one probe asks whether it is over
([why](../decisions/0011-outages.md)).`,
    '## Unknown outcome',
    'What follows depends on what doing it once more would do:',
    table(
      ['It is', 'That means', 'What follows'],
      Object.entries(REPEATABLE).map(([repeatable, about]) => [
        word(repeatable),
        about,
        followsFrom('unknown_outcome', repeatable as Repeatable),
      ]),
    ),
    '[Operations](operations.md) say of themselves which of these they are.',
    '## In transcripts',
    'A transcript lets an operation or a message fail ([transcripts](transcripts.md)):',
    fence('yaml', FAILURE_CODES.map((code) => FAILURE_EXAMPLES[code].transcript).join('\n')),
  ]);
}

/** The decision of the engine in words. */
function followsFrom(code: FailureCode, repeatable: Repeatable): string {
  const first = decide(attempt(code, repeatable));
  const limited = decide({ ...attempt(code, repeatable), policy: { attempts: 1 } });
  switch (first.then) {
    case 'fail':
      return 'The step is left by its exit for trouble, at once.';
    case 'park':
      return 'It is parked: a person says what became of it, or has it done again (`rondine parked`).';
    case 'hold':
      return 'The connection is marked broken, once; what it is to do waits until somebody repairs it, and then goes on in order.';
    case 'again': {
      const when = `Tried again, for the first time after ${first.at / 1000} s`;
      if (repeatable === 'proof') return `${when} if no proof has come, and marked as possibly twice.`;
      const limit =
        limited.then === 'fail' ? ' unless [retry](steps.md#retry) sets one' : ', whatever limit the step has';
      return `${when} or after what the other system asks for; the delays grow to 5 minutes, without an end${limit}.`;
    }
  }
}

function attempt(code: FailureCode, repeatable: Repeatable): FailedAttempt {
  return {
    failure: { code, message: '' },
    attempts: 1,
    issuedAt: 0,
    inDoubt: false,
    repeatable,
    now: 0,
    random: 1,
    proofWindowMs: PROOF_MS,
  };
}

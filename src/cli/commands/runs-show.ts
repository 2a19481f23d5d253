import { defineCommand } from '../command.ts';
import { versionName } from '../../flow/draft-version.ts';
import type { HistoryEvent, Visit } from '../../control/run-history.ts';
import type { RungHistory } from '../../control/rung-history.ts';
import { effectTitle, type RunDetails } from '../../control/runs.ts';
import type { EffectRecord } from '../../store/records.ts';
import { REPAIRS } from '../../flow/run.ts';
import { factLines, heading, personName, shortJson, standing, stateSpan } from '../terminal/describe.ts';
import { moment, span, when } from '../terminal/time.ts';
import { styled, type Line } from '../terminal/text.ts';

/** What the lines of a history depend on. */
type View = { full: boolean; now: number; timeZone: string | undefined };

/** Shows the whole history of a run. */
export const runsShow = defineCommand({
  name: 'runs show',
  summary: 'Shows a run: each step with what it asked and got, times, attempts, HTTP exchanges, waits, and repairs.',
  takes: 'RUN',
  count: [1, 1],
  options: { full: { type: 'boolean', about: 'whole values and HTTP bodies, nothing cut' } },
  prints:
    '{ run, flowName, startedAt, contact?, links, visits: [{ step, type, title, version, enteredAt, leftAt?, waits, effects, rungs?, changed }], events }',
  examples: ['runs show r-0mfx2k1ab-…', 'runs show r-0mfx2k1ab-… --full', 'runs show r-0mfx2k1ab-… --json'],
  async run({ values, args: [key = ''], control, io }) {
    const details = await (await control()).call('runs.show', { run: key });
    const view: View = { full: values.full === true, now: io.now(), timeZone: io.timeZone };
    return { json: details, text: [...head(details, view), ...steps(details, view), ...repairs(details.events, view)] };
  },
});

function head({ run, flowName, startedAt, contact, links }: RunDetails, view: View): Line[] {
  const { input, vars } = run;
  return [
    [styled('bold', run.id), '  ', stateSpan(run.status), '  ', standing(run, view.now)],
    ...factLines([
      ['flow', `${flowName} (${run.flow.id}@${versionName(run.flow.version)})`],
      [
        'test',
        run.test && (run.test.dry ? 'of a test user; connected systems were left as they are' : 'of a test user'),
      ],
      ['with', contact && `${personName(contact)} (${contact.key})`],
      ['conversation', run.conversation ?? undefined],
      ['begun', when(startedAt, view.now, view.timeZone)],
      ['last change', when(run.changedAt, view.now, view.timeZone)],
      ['input', input && shortJson(input, view.full)],
      ['variables', Object.keys(vars).length > 0 ? shortJson(vars, view.full) : undefined],
      ...links.map(
        ({ connection, object, record, url }) =>
          ['record', [`${connection}: ${object} ${record}`, url].filter(Boolean).join(' ')] as const,
      ),
    ]),
  ];
}

function steps({ visits }: RunDetails, view: View): Line[] {
  if (visits.length === 0) return [...heading('Steps'), 'No step was entered yet.'];
  return [...heading('Steps'), ...visits.flatMap((visit, at) => visitLines(visit, at + 1, view))];
}

function visitLines(
  { title, type, step, enteredAt, leftAt, waits, effects, rungs = [], changed }: Visit,
  number: number,
  view: View,
): Line[] {
  const took = leftAt === undefined ? `for ${span(view.now - enteredAt)} so far` : span(leftAt - enteredAt);
  const name = title === step ? step : `${title} (${step})`;
  return [
    [
      styled('dim', `${String(number).padStart(3)}  ${moment(enteredAt, view.timeZone)}  `),
      styled('bold', name),
      `  ${type}  `,
      styled('dim', took),
    ],
    ...waits.map(
      ({ for: what, until }): Line =>
        `       waited for ${what}${until === undefined ? '' : `, at most until ${moment(until, view.timeZone)}`}`,
    ),
    ...rungs.map((rung) => rungLine(rung, view)),
    ...effects.flatMap((effect) => effectLines(effect, view)),
    ...Object.entries(changed).map(([variable, value]): Line => [
      styled('dim', '       set  '),
      `${variable} = ${shortJson(value, view.full)}`,
    ]),
  ];
}

/** A rung of a ladder: when it went out, what became of it, and why the next one followed. */
function rungLine({ rung, connection, at, status, reason, movedOn }: RungHistory, view: View): Line {
  const went = at === undefined ? '' : ` at ${moment(at, view.timeZone)}`;
  const why = movedOn && `${movedOn.why}, so the next at ${moment(movedOn.at, view.timeZone)}`;
  const more = [reason, why].filter((part) => part !== undefined).join('; ');
  const place = connection === undefined ? '' : ` on ${connection}`;
  return [
    styled('dim', `       rung ${rung}  `),
    `${status}${place}${went}`,
    styled('dim', more === '' ? '' : `  ${more}`),
  ];
}

function effectLines(effect: EffectRecord, view: View): Line[] {
  const { key, state, attempts, request, output, failure, exchanges = [], at, endedAt, possiblyTwice, late } = effect;
  const input = request.kind === 'call' ? request.input : request.kind === 'send' ? request.content : request;
  const took = endedAt === undefined ? '' : `, ${span(endedAt - at)}`;
  const times = `${attempts} ${attempts === 1 ? 'attempt' : 'attempts'}${took}`;
  return [
    [
      styled('dim', `       ${key.slice(key.lastIndexOf('#'))}  `),
      `${effectTitle(effect)}  `,
      stateSpan(state),
      styled('dim', `  ${times}${rungOf(request)}${possiblyTwice ? ', possibly twice' : ''}`),
      ...(late ? [styled('yellow', '  delivered late')] : []),
    ],
    [styled('dim', '           in   '), shortJson(input, view.full)],
    ...(output ? [[styled('dim', '           out  '), shortJson(output, view.full)]] : []),
    ...(failure ? [[styled('red', `           ${failure.code}  `), failure.message]] : []),
    ...exchanges.flatMap(({ method, url, status, ms, request: sent, response }): Line[] => [
      [
        styled('dim', '           http '),
        `${method} ${url}  ${status === 0 ? 'no answer' : status}`,
        styled('dim', `  ${span(ms)}`),
      ],
      ...(view.full && sent !== undefined ? [`             > ${sent}`] : []),
      ...(view.full && response !== undefined ? [`             < ${response}`] : []),
    ]),
  ];
}

/** Which message of a ladder it is, and where it goes if not where the run talks. */
function rungOf(request: EffectRecord['request']): string {
  if (request.kind !== 'send' || request.rung === undefined) return '';
  return `, rung ${request.rung + 1}${request.to ? ` on ${request.to.connection}` : ''}`;
}

/** What people did to it. */
function repairs(events: readonly HistoryEvent[], view: View): Line[] {
  const done = events.filter(({ type, by }) => (REPAIRS as readonly string[]).includes(type) || by !== undefined);
  if (done.length === 0) return [];
  return [
    ...heading('Done by people and flows'),
    ...done.map(({ at, type, by, about }): Line => {
      const { by: _by, ...rest } = about;
      const more = Object.keys(rest).length > 0 ? `  ${shortJson(rest, view.full)}` : '';
      return [styled('dim', `  ${moment(at, view.timeZone)}  `), `${type} by ${by ?? '?'}${more}`];
    }),
  ];
}

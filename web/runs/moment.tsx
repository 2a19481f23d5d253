import { Switch } from '@mantine/core';
import { keepPreviousData } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { JsonValue } from '../../src/base/json.ts';
import { useApi } from '../api/query.ts';
import { useMe } from '../app/sign-in/use-session.ts';
import { useText } from '../i18n/use-text.ts';
import { ErrorView } from '../ui/error-view.tsx';
import { StateBadge, type Tone } from '../ui/state-badge.tsx';
import { useFormat } from '../ui/use-format.ts';
import { useNow } from '../ui/when.tsx';
import { Asked } from './asked.tsx';
import { askedOf } from './asked-words.ts';
import { eventWords } from './event-words.ts';
import { ExchangeView } from './exchange.tsx';
import { FailureText } from './failure-text.tsx';
import { JsonView } from './json-view.tsx';
import { mayRepair } from './may-repair.ts';
import { effectAt, journalPageOf, variablesAt, visitsAt, type EffectMoment, type Variable } from './moments.ts';
import styles from './moment.module.css';
import { Rungs } from './rungs.tsx';
import type { RunView } from './run-view.ts';
import { Settle } from './settle.tsx';
import { waitOf } from './stand.ts';
import type { Effect } from './api-types.ts';

/** All that was known at the moment: the event, what it changed, what was asked and answered, what is awaited. */
export function MomentColumn({ view }: { view: RunView }): ReactNode {
  const t = useText('runs');
  const { details, place, effects } = view;
  const { event } = place;
  const number = event?.number ?? 0;
  const query = { params: { run: details.run.id }, query: journalPageOf(number) };
  const { data, error } = useApi('GET /runs/:run/journal', query, { placeholderData: keepPreviousData });
  if (!event) return <aside className={styles.column} aria-label={t('moment')} />;
  const now = data?.items.find((each) => each.number === number)?.after;
  const before = data?.items.find((each) => each.number === number - 1)?.after;
  const visit = visitsAt(details.visits, number).at(-1);
  return (
    <aside className={styles.column} aria-label={t('moment')} tabIndex={0}>
      <section className={styles.part}>
        <h2 className={styles.title}>{eventWords(event, effects, t)}</h2>
        <When at={event.at} />
        {event.by !== undefined && <p className={styles.by}>{t('moment.by', { by: event.by })}</p>}
        <Detail about={event.about} connection={effects.get(event.about['effect'] as string)?.connection} />
        {visit && (
          <p>
            {t('moment.step')} <strong>{visit.title}</strong>
          </p>
        )}
        {now?.status === 'active' && now.wait.for !== 'nothing' && (
          <Awaits wait={now.wait} step={visit?.title} then={place.isLast ? undefined : event.at} />
        )}
        {now?.failure && now.status === 'failed' && event.type !== 'failed' && (
          <p className={styles.failure}>
            <FailureText message={now.failure.message} connection={details.run.connection} />
          </p>
        )}
      </section>
      {error && <ErrorView error={error} />}
      {visit && (
        <Effects
          view={view}
          effects={visit.effects.filter((each) => effectAt(each, { events: details.events, place }) !== 'unborn')}
        />
      )}
      {visit?.rungs && <Rungs rungs={visit.rungs} />}
      {now && <Variables now={variablesAt(now.vars, before?.vars ?? {})} />}
    </aside>
  );
}

function When({ at }: { at: number }): ReactNode {
  const format = useFormat();
  return (
    <p className={styles.quiet}>
      <time dateTime={new Date(at).toISOString()} title={format.exact(at)}>
        {format.date(at)} {format.moment(at)}
      </time>
    </p>
  );
}

type Wait = RunView['details']['run']['wait'];

type AwaitsProps = { wait: Wait; step: string | undefined; then: number | undefined };

/** Why it waits, until when, and how long that is from now, or was at an earlier moment. */
function Awaits({ wait, step, then }: AwaitsProps): ReactNode {
  const t = useText('runs');
  const format = useFormat();
  const now = useNow();
  const said = waitOf(
    { wait, step: null, ...(step === undefined ? {} : { stepTitle: step }) },
    { t, duration: format.duration, now: then ?? now },
  );
  return (
    <p className={styles.waits}>
      <strong>{t('moment.then')}</strong> {said}
      {wait.until !== undefined && ` (${t('moment.until', { at: format.dateTime(wait.until) })})`}
    </p>
  );
}

type DetailProps = { about: Readonly<Record<string, JsonValue | undefined>>; connection: string | null | undefined };

/** What an event says of itself besides its words: a reason, a failure, what was brought. */
function Detail({ about, connection }: DetailProps): ReactNode {
  const t = useText('runs');
  const { reason, failure, data, vars } = about;
  const message =
    typeof failure === 'object' && failure !== null && 'message' in failure ? failure['message'] : undefined;
  return (
    <>
      {typeof reason === 'string' && <p>«{reason}»</p>}
      {typeof message === 'string' && (
        <p className={styles.failure}>
          <FailureText message={message} connection={connection} />
        </p>
      )}
      {data !== undefined && <JsonView label={t('moment.data')} value={data} />}
      {vars !== undefined && <JsonView label={t('moment.edited')} value={vars} />}
    </>
  );
}

const TONES: Record<EffectMoment, Tone> = {
  unborn: 'quiet',
  pending: 'busy',
  done: 'good',
  failed: 'bad',
  parked: 'waiting',
};

function Effects({ view, effects }: { view: RunView; effects: readonly Effect[] }): ReactNode {
  const t = useText('runs');
  const me = useMe();
  if (effects.length === 0) return null;
  const { details, place } = view;
  return (
    <section className={styles.part}>
      <h2 className={styles.heading}>{t('exchanges')}</h2>
      <ul className={styles.effects}>
        {effects.map((effect) => {
          const state = effectAt(effect, { events: details.events, place });
          const { attempts, exchanges = [], failure, output, held } = effect;
          return (
            <li key={effect.key} className={styles.effect}>
              <span className={styles.effectHead}>
                <strong>{askedOf(effect, t)}</strong>
                <StateBadge tone={TONES[state]}>{t(`effect.${state}`)}</StateBadge>
              </span>
              <span className={styles.quiet}>
                {t('attempts', { count: attempts })}
                {held === true && state === 'pending' && ` · ${t('effect.held')}`}
                {effect.shadow && ` · ${t('mark.shadow')}`}
                {effect.possiblyTwice && ` · ${t('mark.twice')}`}
              </span>
              {state === 'failed' && failure && place.event?.about['effect'] !== effect.key && (
                <p className={styles.failure}>
                  <FailureText message={failure.message} connection={effect.connection} />
                </p>
              )}
              <Asked request={effect.request} />
              {state !== 'pending' &&
                exchanges.map((exchange) => (
                  <ExchangeView key={`${exchange.at}/${exchange.url}`} exchange={exchange} />
                ))}
              {state === 'done' && output && Object.keys(output).length > 0 && (
                <JsonView label={t('effect.output')} value={output} />
              )}
              {state === 'parked' && mayRepair(me) && <Settle effect={effect.key} kind={effect.request.kind} />}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Variables({ now }: { now: readonly Variable[] }): ReactNode {
  const t = useText('runs');
  const [onlyChanged, setOnlyChanged] = useState(false);
  const shown = onlyChanged ? now.filter(({ change }) => change) : now;
  return (
    <section className={styles.part}>
      <div className={styles.effectHead}>
        <h2 className={styles.heading}>{t('variables')}</h2>
        <Switch
          size="xs"
          label={t('variables.changed')}
          checked={onlyChanged}
          onChange={({ currentTarget: { checked } }) => setOnlyChanged(checked)}
        />
      </div>
      {shown.length === 0 && <p className={styles.quiet}>{onlyChanged ? t('variables.same') : t('variables.none')}</p>}
      <dl className={styles.variables}>
        {shown.map(({ name, value, before, change }) => (
          <div key={name} className={styles.variable} data-change={change}>
            <dt>
              <code>{name}</code>
              {change && <span className={styles.change}>{t(`change.${change}`)}</span>}
            </dt>
            <dd>
              {value !== undefined && <Value value={value} />}
              {before !== undefined && (
                <span className={styles.before}>
                  {t('variables.before')} <Value value={before} />
                </span>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** Texts as they are, everything else as JSON. */
function Value({ value }: { value: JsonValue }): ReactNode {
  if (typeof value === 'string') return <span className={styles.value}>{value === '' ? '""' : value}</span>;
  return <code className={styles.value}>{JSON.stringify(value, undefined, typeof value === 'object' ? 1 : 0)}</code>;
}

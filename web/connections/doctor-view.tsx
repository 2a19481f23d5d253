import { Button, Loader } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useEffect, type ReactNode } from 'react';
import type { ProbeResult } from '../../src/base/probe.ts';
import { useText } from '../i18n/use-text.ts';
import { useAnnounce } from '../ui/announce.tsx';
import { ErrorView } from '../ui/error-view.tsx';
import { StateBadge } from '../ui/state-badge.tsx';
import styles from './connections.module.css';
import { useProbeWords, type Doctor } from './use-doctor.ts';
import { useWords } from './words-of.tsx';

/** What a look found, by what it belongs to: each trouble with its cure and its page, and a way to look again. */
export function DoctorView({ doctor }: { doctor: Doctor }): ReactNode {
  const t = useText('connections');
  const words = useProbeWords();
  const announce = useAnnounce();
  const { state, probes, error, look } = doctor;
  const bad = probes.filter(({ ok }) => !ok).length;
  useEffect(() => {
    if (state === 'done') announce(bad === 0 ? t('doctor.well') : t('doctor.troubles', { count: bad }));
  }, [state, bad, announce, t]);
  const topics = [...Map.groupBy(probes, (probe) => words(probe).topic ?? '')];
  return (
    <div className={styles.doctor}>
      <div className={styles.doctorHead}>
        {state === 'looking' ? (
          <span className={styles.looking}>
            <Loader size={16} aria-hidden />
            {t('doctor.looking')}
          </span>
        ) : (
          state === 'done' &&
          error === undefined && (
            <StateBadge tone={bad === 0 ? 'good' : 'bad'}>
              {bad === 0 ? t('doctor.well') : t('doctor.troubles', { count: bad })}
            </StateBadge>
          )
        )}
        <Button
          variant="default"
          size="xs"
          leftSection={<IconRefresh size={16} aria-hidden />}
          disabled={state === 'looking'}
          onClick={look}
        >
          {state === 'idle' ? t('doctor.look') : t('doctor.again')}
        </Button>
      </div>
      {error !== undefined && <ErrorView error={error} retry={look} />}
      {topics.map(([topic, found]) => (
        <section key={topic} className={styles.topic}>
          {topic !== '' && <h2>{topic}</h2>}
          <ul>
            {found.map((probe, at) => (
              <ProbeView key={`${probe.name} ${at}`} probe={probe} busy={state === 'looking'} look={look} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function ProbeView({ probe, busy, look }: { probe: ProbeResult; busy: boolean; look(): void }): ReactNode {
  const t = useText('connections');
  const { name, message, fix, place } = useProbeWords()(probe);
  const say = useWords();
  const { ok, known, call } = probe;
  const tone = ok ? (known === 'not knowable' ? 'quiet' : 'good') : probe.passesWithinMs ? 'waiting' : 'bad';
  const state = ok ? (known === 'not knowable' ? 'unknown' : 'ok') : 'bad';
  return (
    <li className={styles.probe} data-ok={ok}>
      <StateBadge tone={tone}>
        <span className={styles.probeName}>{name}</span>
        <span className={styles.hidden}>{t(`probe.${state}`)}</span>
      </StateBadge>
      <div className={styles.probeWords}>
        <p lang={say(probe.message) === undefined && !probe.translations ? 'en' : undefined}>{message}</p>
        {fix !== undefined && <p className={ok ? styles.quiet : styles.cure}>{ok ? fix : t('probe.cure', { fix })}</p>}
        {place !== undefined && !ok && <p className={styles.place}>{place}</p>}
        {!ok && (
          <div className={styles.probeFoot}>
            <Button variant="default" size="compact-sm" disabled={busy} onClick={look}>
              {t('probe.again')}
            </Button>
            {call !== undefined && <code>{call}</code>}
          </div>
        )}
      </div>
    </li>
  );
}

import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useText } from '../../i18n/use-text.ts';
import styles from './test-panel.module.css';
import type { Looking } from './trial-model.ts';

/** Back and forth in time: each event is a place on the slider. */
export function TimeLine({ moments, at, look, isLatest }: Looking): ReactNode {
  const t = useText('test');
  const moment = moments[at];
  if (!moment || moments.length < 2) return null;
  const said = t('moment.of', { at: at + 1, count: moments.length, event: t(`event.${moment.event}`) });
  return (
    <div>
      <input
        type="range"
        className={styles.slider}
        aria-label={t('moment.label')}
        aria-valuetext={said}
        min={0}
        max={moments.length - 1}
        value={at}
        onChange={(event) => look(Number(event.target.value))}
      />
      <div className={styles.acts}>
        <span className={styles.about}>{said}</span>
        {!isLatest && (
          <Button size="compact-sm" variant="default" onClick={() => look(undefined)}>
            {t('moment.latest')}
          </Button>
        )}
      </div>
    </div>
  );
}

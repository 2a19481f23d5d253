import { Button } from '@mantine/core';
import { useEffect, useRef, type ReactNode } from 'react';
import { useText } from '../i18n/use-text.ts';
import { PageBody, usePageTitle } from '../ui/page-header.tsx';
import styles from './wizard.module.css';

type WizardFrameProps = {
  /** What is being connected. */
  title: string;
  mark: ReactNode;
  /** This screen. */
  heading: string;
  about?: ReactNode;
  at: number;
  of: number;
  /** Right of the words: a drawing of where they go. */
  picture?: ReactNode;
  /** At the bottom: what we see happening. */
  seen?: ReactNode;
  back?: (() => void) | undefined;
  /** The way on; its button is the one to press. */
  next?: { label: string; run(): void; disabled?: boolean; busy?: boolean } | undefined;
  /** Another way on, beside it. */
  other?: { label: string; run(): void } | undefined;
  children: ReactNode;
};

/** One screen of a set-up: one thing to do, a picture of where, what happens, and the way on. */
export function WizardFrame(props: WizardFrameProps): ReactNode {
  const t = useText('connections');
  const { title, mark, heading, about, at, of, picture, seen, back, next, other, children } = props;
  usePageTitle(`${heading} · ${title}`);
  const head = useRef<HTMLHeadingElement>(null);
  // Who hears the page, or goes by keys, begins each screen at its head.
  useEffect(() => head.current?.focus({ preventScroll: false }), [heading]);
  return (
    <PageBody>
      <div className={styles.wizard}>
        <div className={styles.top}>
          {mark}
          <span className={styles.what}>{title}</span>
          <span className={styles.count}>{t('wizard.step', { at, of })}</span>
        </div>
        <div className={styles.bar} aria-hidden>
          <span style={{ width: `${(at / of) * 100}%` }} />
        </div>
        <div className={styles.screen} data-picture={picture !== undefined}>
          <div className={styles.words}>
            <h1 ref={head} tabIndex={-1} className={styles.heading}>
              {heading}
            </h1>
            {about !== undefined && <p className={styles.about}>{about}</p>}
            {children}
          </div>
          {picture !== undefined && <div className={styles.picture}>{picture}</div>}
        </div>
        {seen !== undefined && (
          <div className={styles.seen} role="status">
            {seen}
          </div>
        )}
        <div className={styles.foot}>
          {back && (
            <Button variant="default" onClick={back}>
              {t('wizard.back')}
            </Button>
          )}
          <span className={styles.space} />
          {other && (
            <Button variant="default" onClick={other.run}>
              {other.label}
            </Button>
          )}
          {next && (
            <Button onClick={next.run} disabled={next.disabled ?? false} loading={next.busy ?? false}>
              {next.label}
            </Button>
          )}
        </div>
      </div>
    </PageBody>
  );
}

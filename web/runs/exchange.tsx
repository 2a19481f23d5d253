import type { ReactNode } from 'react';
import { useText } from '../i18n/use-text.ts';
import { useFormat } from '../ui/use-format.ts';
import styles from './exchange.module.css';
import { viewExchange, type BodyView, type Piece } from './exchange-view.ts';
import type { Exchange } from './api-types.ts';

/** One request and its answer: the line tells how it went, opened it shows both. Secrets are masked by the server. */
export function ExchangeView({ exchange }: { exchange: Exchange }): ReactNode {
  const t = useText('runs');
  const format = useFormat();
  const view = viewExchange(exchange);
  return (
    <details className={styles.exchange}>
      <summary className={styles.line}>
        <code className={styles.method}>{view.method}</code>
        <code className={styles.path}>
          <Pieces pieces={view.path} />
        </code>
        <span className={styles.status} data-outcome={view.outcome}>
          {view.outcome === 'none' ? t('exchange.none') : view.status}
        </span>
        <span className={styles.took}>{format.duration(view.ms)}</span>
      </summary>
      <p className={styles.host}>{view.host}</p>
      <Body label={t('exchange.request')} body={view.request} />
      <Body label={t('exchange.response')} body={view.response} />
    </details>
  );
}

function Body({ label, body }: { label: string; body: BodyView | undefined }): ReactNode {
  const t = useText('runs');
  return (
    <>
      <p className={styles.label}>
        {label}
        {body?.isCut && ` · ${t('exchange.cut')}`}
      </p>
      {body ? (
        <pre className={styles.body} tabIndex={0} role="group" aria-label={label}>
          <Pieces pieces={body.pieces} />
        </pre>
      ) : (
        <p className={styles.nothing}>{t('exchange.empty')}</p>
      )}
    </>
  );
}

function Pieces({ pieces }: { pieces: readonly Piece[] }): ReactNode {
  const t = useText('runs');
  return pieces.map(({ text, isMasked }, index) =>
    isMasked ? (
      <span key={index} className={styles.mask} title={t('exchange.masked')}>
        {text}
      </span>
    ) : (
      text
    ),
  );
}

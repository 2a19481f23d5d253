import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Translator } from '../../../src/base/translate.ts';
import { useApi, useApiMutation } from '../../api/query.ts';
import { useText } from '../../i18n/use-text.ts';
import { CopyField } from '../../ui/copy-button.tsx';
import { ErrorView } from '../../ui/error-view.tsx';
import { StateBadge } from '../../ui/state-badge.tsx';
import styles from '../connections.module.css';
import { LiveStatus } from '../live-status.tsx';
import { SetupDrawing } from '../setup-drawing.tsx';
import { WizardFrame } from '../wizard-frame.tsx';
import { Spoken, useWords } from '../words-of.tsx';
import type { GuidedScreen } from './guided-set-up.tsx';

/** How the provider comes to call us: registered from here where it lets us, by hand where it does not. */
export function WebhookStep({ kind, name, pretend, frame, go, back }: GuidedScreen): ReactNode {
  const t = useText('connections');
  const say = useWords();
  const params = { connection: name };
  const way = useApi('GET /connections/:connection/webhook', { params });
  const attach = useApiMutation('POST /connections/:connection/webhook');
  const { data: connection } = useApi('GET /connections/:connection', { params });
  const shown = attach.data ?? way.data;
  const [first] = shown?.steps ?? [];
  const fetches = connection?.config['polling'] === true;
  return (
    <WizardFrame
      {...frame}
      heading={t(pretend ? 'webhook.pretend' : 'webhook.title', { kind: kind.title })}
      about={t(pretend ? 'webhook.pretend.about' : fetches ? 'webhook.fetches' : 'webhook.about')}
      back={back}
      next={{ label: t('wizard.next'), run: () => go() }}
      seen={<LiveStatus connection={connection} title={kind.title} />}
      {...(first && !pretend
        ? { picture: <SetupDrawing place={say(first.place) ?? first.place} rows={rowsOf(first.values, say)} /> }
        : {})}
    >
      {(way.error ?? attach.error) && <ErrorView error={way.error ?? attach.error} />}
      {!pretend &&
        shown?.warnings.map((warning) => (
          <p key={warning} className={styles.callout} data-tone="amber">
            <Spoken text={warning} />
          </p>
        ))}
      {shown && <CopyField label={t('webhook.url')} value={shown.url} />}
      {!pretend && kind.can.attaches && (
        <div className={styles.row}>
          <Button loading={attach.isPending} onClick={() => attach.mutate({ params })}>
            {t('webhook.attach', { kind: kind.title })}
          </Button>
        </div>
      )}
      {attach.data?.message !== undefined && (
        <StateBadge tone="good">
          <Spoken text={attach.data.message} />
        </StateBadge>
      )}
      {!pretend && shown && shown.steps.length > 0 && (
        <>
          <h2 className={styles.subTitle}>{t(kind.can.attaches ? 'webhook.byHandToo' : 'webhook.byHand')}</h2>
          <ol className={styles.numbered}>
            {shown.steps.map(({ title, place, values = {} }) => (
              <li key={title}>
                <strong>
                  <Spoken text={title} />
                </strong>
                <p className={styles.place}>
                  <Spoken text={place} />
                </p>
                {Object.entries(values).map(([label, value]) => (
                  <CopyField key={label} label={say(label) ?? label} value={say(value) ?? value} />
                ))}
              </li>
            ))}
          </ol>
        </>
      )}
    </WizardFrame>
  );
}

function rowsOf(values: Readonly<Record<string, string>> = {}, say: Translator): { label: string; value: string }[] {
  return Object.entries(values).map(([label, value]) => ({
    label: say(label) ?? label,
    value: shortened(say(value) ?? value),
  }));
}

function shortened(value: string): string {
  return value.length > 60 ? `${value.slice(0, 60)}…` : value;
}

import { ActionIcon, Button } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Reply } from '../../../api/client.ts';
import { useApi, useApiMutation } from '../../../api/query.ts';
import { useText } from '../../../i18n/use-text.ts';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { QrImage } from '../../../ui/qr-image.tsx';
import { useFormat } from '../../../ui/use-format.ts';
import { useNotify } from '../../../ui/use-notify.tsx';
import { useNow } from '../../../ui/when.tsx';
import panel from '../test-panel.module.css';
import styles from './testers.module.css';

/** A message that makes its sender a test user: no number need be typed. It goes when somebody has sent it. */
export function JoinCode({ flow, view }: { flow: string; view: Reply<'GET /flows/:flow/testers'> }): ReactNode {
  const t = useText('testers');
  const format = useFormat();
  const notify = useNotify();
  const now = useNow();
  const make = useApiMutation('POST /flows/:flow/test-codes');
  const withdraw = useApiMutation('DELETE /flows/:flow/test-codes/:code');
  const codes = view.codes.filter(({ until }) => until > now);
  return (
    <section className={panel.card} aria-label={t('code.title')}>
      <h3 className={panel.heading}>{t('code.title')}</h3>
      <p className={panel.about}>{t('code.about')}</p>
      {codes.map(({ code, text, until }) => (
        <div key={code}>
          <div className={styles.code}>
            <span className={styles.send}>
              {t('code.send')} <strong className={styles.word}>{text}</strong>
              <small>{t('code.until', { time: format.time(until) })}</small>
            </span>
            <CopyButton value={text} what={t('code.what')} />
            <ActionIcon
              aria-label={t('code.withdraw', { code: text })}
              onClick={() => withdraw.mutate({ params: { flow, code } }, { onError: notify.failed })}
            >
              <IconTrash size={15} />
            </ActionIcon>
          </div>
          <ChatLinks flow={flow} code={code} />
        </div>
      ))}
      <div>
        <Button
          size="xs"
          variant="default"
          loading={make.isPending}
          onClick={() => make.mutate({ params: { flow }, body: {} }, { onError: notify.failed })}
        >
          {t('code.make')}
        </Button>
      </div>
    </section>
  );
}

/** What a phone's camera opens a chat with, the code in it; nothing where no channel has such links. */
function ChatLinks({ flow, code }: { flow: string; code: string }): ReactNode {
  const t = useText('testers');
  const input = { params: { flow, code } };
  // A link does not change while its code holds.
  const { data } = useApi('GET /flows/:flow/test-codes/:code/links', input, { staleTime: Infinity });
  if (!data || data.items.length === 0) return null;
  return (
    <ul className={styles.links}>
      {data.items.map(({ connection, title, url }) => (
        <li key={connection}>
          <QrImage text={url} label={t('code.qr', { channel: title })} />
          <a href={url} target="_blank" rel="noreferrer">
            {t('code.open', { channel: title })}
          </a>
        </li>
      ))}
    </ul>
  );
}

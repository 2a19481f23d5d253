import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Reply } from '../../api/client.ts';
import { useApi, useApiMutation } from '../../api/query.ts';
import { useText } from '../../i18n/use-text.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorView } from '../../ui/error-view.tsx';
import { StateBadge, type Tone } from '../../ui/state-badge.tsx';
import styles from '../connections.module.css';

type Template = Reply<'GET /connections/:connection/templates'>['items'][number];

const TONES: Readonly<Record<Template['status'], Tone>> = {
  approved: 'good',
  pending: 'busy',
  rejected: 'bad',
  paused: 'waiting',
  disabled: 'bad',
};

/** The approved messages of an account, as its provider last told them. */
export function TemplatesTab({ name }: { name: string }): ReactNode {
  const t = useText('connections');
  const params = { connection: name };
  const { data, error, refetch } = useApi('GET /connections/:connection/templates', { params });
  const read = useApiMutation('POST /connections/:connection/templates');
  const button = (
    <Button
      variant="default"
      leftSection={<IconRefresh size={16} aria-hidden />}
      loading={read.isPending}
      onClick={() => read.mutate({ params })}
    >
      {t('templates.read')}
    </Button>
  );
  const failed = error ?? read.error;
  return (
    <div className={styles.sections}>
      {failed && <ErrorView error={failed} retry={() => void refetch()} />}
      {data?.items.length === 0 && (
        <EmptyState title={t('templates.none')} why={t('templates.none.why')} action={button} />
      )}
      {data && data.items.length > 0 && (
        <>
          <div className={styles.row}>{button}</div>
          <ul className={styles.effects}>
            {data.items.map((template) => (
              <li key={`${template.name} ${template.language}`} className={styles.effect}>
                <div className={styles.effectHead}>
                  <strong>{template.name}</strong>
                  <span className={styles.quiet}>
                    {[template.language, template.category, template.quality].filter(Boolean).join(' · ')}
                  </span>
                  <StateBadge tone={TONES[template.status]}>{t(`template.${template.status}`)}</StateBadge>
                </div>
                {template.body !== undefined && <p lang={template.language.replace('_', '-')}>{template.body}</p>}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

import { Button } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { isObject, type JsonObject } from '../../../../src/base/json.ts';
import { renderValue } from '../../../../src/flow/expression/template.ts';
import { api } from '../../../api/client.ts';
import { useText } from '../../../i18n/use-text.ts';
import { ErrorView } from '../../../ui/error-view.tsx';
import { useConnectionWords } from '../../session/use-connection-words.ts';
import { usePanel } from '../panel-world.tsx';
import type { MappingAsk } from './mapping-form.tsx';
import styles from './mapping.module.css';

/** Tries the input with sample values against the system, which keeps nothing of it. */
export function DryRunPart({ ask, input }: { ask: MappingAsk; input: JsonObject }): ReactNode {
  const t = useText('stepPanel');
  const { samples, clock } = usePanel();
  const say = useConnectionWords(ask.connection);
  const tried = useMutation({
    mutationFn: async () => {
      const given = renderValue(input, samples, clock);
      return api('POST /connections/:connection/dry-run', {
        params: { connection: ask.connection },
        body: { operation: ask.operation, input: isObject(given) ? given : {} },
      });
    },
  });
  return (
    <section className={styles.dry} aria-label={t('dry')}>
      <div>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlayerPlay size={14} aria-hidden />}
          loading={tried.isPending}
          onClick={() => tried.mutate()}
        >
          {t('dry')}
        </Button>
      </div>
      <p className={styles.quiet}>{t('dry.why')}</p>
      {tried.isError && <ErrorView error={tried.error} />}
      {tried.data && (
        <div role="status">
          {'failure' in tried.data.result ? (
            <p className={styles.trouble}>
              {t('dry.refused')} {say(tried.data.result.failure.message)}
            </p>
          ) : (
            <>
              <p className={styles.good}>{t('dry.taken')}</p>
              <pre className={styles.json}>{JSON.stringify(tried.data.result.output, null, 2)}</pre>
            </>
          )}
          <details>
            <summary>{t('dry.request')}</summary>
            <pre className={styles.json}>{JSON.stringify(tried.data.request, null, 2)}</pre>
          </details>
          {tried.data.blind.length > 0 && (
            <details>
              <summary>{t('dry.blind')}</summary>
              <ul className={styles.blind}>
                {tried.data.blind.map((each) => (
                  <li key={each}>{say(each)}</li>
                ))}
              </ul>
            </details>
          )}
        </div>
      )}
    </section>
  );
}

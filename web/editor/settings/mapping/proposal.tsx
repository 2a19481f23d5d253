import { Badge, Button } from '@mantine/core';
import { IconSparkles } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { JsonObject } from '../../../../src/base/json.ts';
import { api } from '../../../api/client.ts';
import { useText } from '../../../i18n/use-text.ts';
import { ErrorView } from '../../../ui/error-view.tsx';
import { useFormWorld } from '../../../ui/form/form-world.tsx';
import { useConnectionWords } from '../../session/use-connection-words.ts';
import type { MappingAsk } from './mapping-form.tsx';
import { proposedParts, referenceText, withValueAt, type MappingField } from './mapping-model.ts';
import { TakeButton } from './mapping-row.tsx';
import styles from './mapping.module.css';

type ProposalPartProps = {
  ask: MappingAsk;
  input: JsonObject;
  fields: readonly MappingField[];
  change(input: JsonObject): void;
};

/** A likely mapping with its reasons: taken over part by part, or as a whole. */
export function ProposalPart({ ask, input, fields, change }: ProposalPartProps): ReactNode {
  const t = useText('stepPanel');
  const { isReadOnly } = useFormWorld();
  const say = useConnectionWords(ask.connection);
  const asked = useMutation({
    mutationFn: () =>
      api('POST /connections/:connection/propose', {
        params: { connection: ask.connection },
        body: { operation: ask.operation, input },
      }),
  });
  const parts = asked.data ? proposedParts(input, asked.data) : [];
  const labelOf = (path: readonly (string | number)[]): string => {
    const name = String(path.at(-1) ?? '');
    return fields.find((field) => field.name === name)?.label ?? name;
  };
  if (isReadOnly) return null;
  return (
    <div className={styles.proposal}>
      <Button
        variant="light"
        size="xs"
        leftSection={<IconSparkles size={14} aria-hidden />}
        loading={asked.isPending}
        onClick={() => asked.mutate()}
      >
        {t('proposal')}
      </Button>
      {asked.isError && <ErrorView error={asked.error} retry={() => asked.mutate()} />}
      {asked.data && parts.length === 0 && <p className={styles.quiet}>{t('proposal.nothing')}</p>}
      {parts.length > 0 && (
        <>
          <ul className={styles.parts}>
            {parts.map(({ path, value, confidence, why }) => (
              <li key={path.join('.')}>
                <span className={styles.part}>
                  <strong>{labelOf(path)}</strong> <code>{referenceText(value)}</code>{' '}
                  <Badge size="xs" color={confidence === 'sure' ? 'green' : confidence === 'likely' ? 'blue' : 'amber'}>
                    {t.known(`confidence.${confidence}`) ?? confidence}
                  </Badge>
                  <br />
                  <span className={styles.quiet}>{say(why)}</span>
                </span>
                <TakeButton what={labelOf(path)} take={() => change(withValueAt(input, path, value))} />
              </li>
            ))}
          </ul>
          <Button
            size="xs"
            onClick={() => change(parts.reduce((next, { path, value }) => withValueAt(next, path, value), input))}
          >
            {t('proposal.takeAll', { count: parts.length })}
          </Button>
        </>
      )}
      {asked.data?.open.map(({ message }) => (
        <p key={message} className={styles.trouble} data-severity="warning">
          {say(message)}
        </p>
      ))}
    </div>
  );
}

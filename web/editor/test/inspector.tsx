import { Tabs, UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { variablesAt } from './moments.ts';
import styles from './test-panel.module.css';
import type { Looking, Moment } from './trial-model.ts';
import { useStepTitle } from './use-trial.ts';

/** What is known at the moment that is shown: the variables, and all that happened. */
export function Inspector({ moments, at, look }: Looking): ReactNode {
  const t = useText('test');
  return (
    <Tabs defaultValue="vars">
      <Tabs.List>
        <Tabs.Tab value="vars">{t('tab.vars')}</Tabs.Tab>
        <Tabs.Tab value="events">{t('tab.events')}</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="vars">
        <Variables moments={moments} at={at} />
      </Tabs.Panel>
      <Tabs.Panel value="events">
        <ol className={styles.events}>
          {moments.map((moment, place) => (
            // Moments are only ever added at the end.
            <li key={place}>
              <UnstyledButton
                className={styles.event}
                aria-current={place === at ? 'step' : undefined}
                onClick={() => look(place)}
              >
                <EventLine moment={moment} />
              </UnstyledButton>
            </li>
          ))}
        </ol>
      </Tabs.Panel>
    </Tabs>
  );
}

function EventLine({ moment }: { moment: Moment }): ReactNode {
  const t = useText('test');
  const titleOf = useStepTitle();
  const { event, went, call } = moment;
  const steps = went.entered.map(titleOf).join(' → ');
  const asked = call?.effect.kind === 'call' ? call.effect.operation : undefined;
  return (
    <>
      {t(`event.${event}`)}
      {steps !== '' && `: ${steps}`}
      {asked !== undefined && (
        <small>{t('events.asked', { operation: asked, output: JSON.stringify(call?.output ?? call?.failure) })}</small>
      )}
    </>
  );
}

function Variables({ moments, at }: { moments: readonly Moment[]; at: number }): ReactNode {
  const t = useText('test');
  const variables = variablesAt(moments, at);
  if (variables.length === 0) return <p className={styles.about}>{t('vars.none')}</p>;
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t('vars.name')}</th>
          <th scope="col">{t('vars.value')}</th>
        </tr>
      </thead>
      <tbody>
        {variables.map(({ name, value, isChanged }) => (
          <tr key={name} data-changed={isChanged || undefined}>
            <th scope="row">{name}</th>
            <td>
              {value} {isChanged && <em className={styles.changed}>{t('vars.changed')}</em>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

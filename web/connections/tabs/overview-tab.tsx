import { Link } from '@tanstack/react-router';
import { Fragment, type ReactNode } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { CopyField } from '../../ui/copy-button.tsx';
import { useFormat } from '../../ui/use-format.ts';
import { When } from '../../ui/when.tsx';
import { Cure, WaitingLine } from '../connections-page.tsx';
import { stateOf, type Connection } from '../connection-state.ts';
import styles from '../connections.module.css';
import { SignInPanel } from '../sign-in-panel.tsx';
import { TestMessage } from '../test-message.tsx';
import { useSignIn } from '../use-sign-in.ts';
import { Spoken } from '../words-of.tsx';

/** How a connection does: what is wrong and the cure, when it last worked, whose it is, who uses it. */
export function OverviewTab({ connection, may }: { connection: Connection; may: boolean }): ReactNode {
  const t = useText('connections');
  const { key, kind, problem, activity, waiting, webhook, flows, usage, config, simulator, simulatorUrl } = connection;
  const { word } = stateOf(connection);
  const trouble = problem ?? activity?.failing;
  const isConsented = config['grant'] === 'authorization_code' || config['grant'] === 'pasted_code';
  return (
    <div className={styles.sections}>
      {trouble && (
        <section className={styles.callout} data-tone="red">
          <strong>{t(`state.${word}`)}</strong>
          <p>
            <Spoken text={trouble.message} />
          </p>
          {waiting && <WaitingLine waiting={waiting} />}
          {may && word === 'broken' && !isConsented && <Cure connection={connection} />}
        </section>
      )}
      {may && isConsented && <Consent connection={connection} />}
      <section className={styles.section}>
        <h2>{t('overview.facts')}</h2>
        <dl className={styles.facts}>
          <FactList facts={useFacts(connection)} />
          {usage && <Usage usage={usage} />}
          <dt>{t('overview.flows')}</dt>
          <dd>
            {flows.length === 0
              ? t('overview.flows.none')
              : flows.map(({ flow, name }, at) => (
                  <Fragment key={flow}>
                    {at > 0 && ', '}
                    <Link to="/flows/$flow" params={{ flow }}>
                      {name}
                    </Link>
                  </Fragment>
                ))}
          </dd>
        </dl>
        {!trouble && waiting && <WaitingLine waiting={waiting} />}
        {webhook !== undefined && <CopyField label={t('webhook.url')} value={webhook} />}
        {simulator && simulatorUrl !== undefined && kind === 'connector' && (
          <a href={simulatorUrl} target="_blank" rel="noreferrer">
            {t('overview.simulator')}
          </a>
        )}
      </section>
      {may && kind === 'channel' && (
        <section className={styles.section}>
          <h2>{t('test.title')}</h2>
          <TestMessage name={key} pretend={simulator === true} />
        </section>
      )}
    </div>
  );
}

type Fact = { name: string; value: ReactNode };

function useFacts({ account, activity, kind, config }: Connection): Fact[] {
  const t = useText('connections');
  const time = (name: string, at: number | undefined): Fact[] =>
    kind === 'channel' ? [{ name, value: at === undefined ? t('overview.never') : <When at={at} /> }] : [];
  const text = (name: string, value: unknown): Fact[] => (typeof value === 'string' ? [{ name, value }] : []);
  return [
    ...text(t('overview.account'), account),
    ...text(t('overview.org'), config['organizationId']),
    ...text(t('overview.address'), config['instanceUrl']),
    ...time(t('overview.called'), activity?.verifiedAt ?? activity?.calledAt),
    ...time(t('overview.inbound'), activity?.inboundAt),
    ...time(t('overview.sent'), activity?.sentAt),
  ];
}

function FactList({ facts }: { facts: readonly Fact[] }): ReactNode {
  return facts.map(({ name, value }) => (
    <Fragment key={name}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </Fragment>
  ));
}

function Usage({ usage: { used, most, reserve } }: { usage: NonNullable<Connection['usage']> }): ReactNode {
  const t = useText('connections');
  const format = useFormat();
  return (
    <>
      <dt>{t('overview.usage')}</dt>
      <dd>
        {t('overview.usage.of', {
          used: format.number(used),
          most: format.number(most),
          reserve: format.number(reserve),
        })}
      </dd>
    </>
  );
}

function Consent({ connection }: { connection: Connection }): ReactNode {
  const t = useText('connections');
  const { key, title, config, state } = connection;
  const signIn = useSignIn(key);
  const isConnected = config['refreshToken'] !== undefined && state === 'working';
  return (
    <section className={styles.section}>
      <h2>{t('overview.consent')}</h2>
      <p className={styles.quiet}>{t(isConnected ? 'overview.consent.there' : 'overview.consent.needed')}</p>
      <SignInPanel signIn={signIn} title={title} again={isConnected} />
    </section>
  );
}

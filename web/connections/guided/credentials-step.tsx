import { TextInput } from '@mantine/core';
import { useMemo, useState, type ReactNode } from 'react';
import { api } from '../../api/client.ts';
import { useApi, useApiMutation } from '../../api/query.ts';
import { useText } from '../../i18n/use-text.ts';
import { ErrorView } from '../../ui/error-view.tsx';
import { ConfigForm } from '../config-form.tsx';
import { changesOf, configOf, fieldsOf, isName, problemsOf, type Filled } from '../config-fields.ts';
import styles from '../connections.module.css';
import { ReadmeView } from '../readme-view.tsx';
import { WizardFrame } from '../wizard-frame.tsx';
import type { GuidedScreen } from './guided-set-up.tsx';

/** What the provider gives, field by field, beside where it stands there. From here on the connection is kept. */
export function CredentialsStep({ kind, name, pretend, frame, go }: GuidedScreen): ReactNode {
  const t = useText('connections');
  const [called, setCalled] = useState(name);
  const known = useApi('GET /connections').data?.items.find(({ key, type }) => key === called && type === kind.id);
  const isOther = useApi('GET /connections').data?.items.some(({ key }) => key === called) && known === undefined;
  const [typed, setTyped] = useState<Filled>({});
  const [isTold, setTold] = useState(false);
  const make = useApiMutation('POST /connections');
  const change = useApiMutation('PATCH /connections/:connection');
  const fields = useMemo(() => fieldsOf(kind.config), [kind.config]);
  const filled: Filled = { ...known?.config, ...typed };
  const problems = pretend ? {} : problemsOf(kind.config, filled);
  const wrongName = isOther ? t('name.taken') : isName(called) ? undefined : t('name.misfit');
  const page =
    kind.readme.find(({ title }) => /credential|credenzial|In (?:a flow|un flusso)/i.test(title)) ?? kind.readme[0];
  const save = async (): Promise<void> => {
    if (wrongName !== undefined || Object.keys(problems).length > 0) return setTold(true);
    if (!known)
      await make.mutateAsync({
        body: { name: called, type: kind.id, ...(pretend ? { pretend } : { config: configOf(filled) }) },
      });
    else if (!pretend) {
      const { revision, config } = await api('GET /connections/:connection', { params: { connection: called } });
      await change.mutateAsync({
        params: { connection: called },
        body: { fields: changesOf(config, filled) },
        ifMatch: `"${revision}"`,
      });
    }
    go(called);
  };
  const error = make.error ?? change.error;
  return (
    <WizardFrame
      {...frame}
      heading={t(pretend ? 'credentials.pretend' : 'credentials.title', { kind: kind.title })}
      about={t(pretend ? 'credentials.pretend.about' : 'credentials.about')}
      next={{
        label: t('credentials.save'),
        busy: make.isPending || change.isPending,
        run: () => void save().catch(() => undefined),
      }}
      {...(!pretend && page ? { picture: <ReadmeView sections={[page]} /> } : {})}
    >
      <TextInput
        label={t('name.label')}
        description={t('name.about')}
        value={called}
        maxLength={40}
        readOnly={known !== undefined && called === name && name !== ''}
        error={isTold || called !== name ? wrongName : undefined}
        onChange={(event) => setCalled(event.currentTarget.value)}
      />
      {!pretend && (
        <ConfigForm
          fields={fields}
          filled={filled}
          before={known?.config ?? {}}
          problems={isTold ? problems : {}}
          change={(field, value) => setTyped((before) => ({ ...before, [field]: value }))}
        />
      )}
      {isTold && Object.keys(problems).length > 0 && (
        <p className={styles.callout} data-tone="red" role="alert">
          {t('credentials.wrong', { count: Object.keys(problems).length })}
        </p>
      )}
      {error && <ErrorView error={error} />}
    </WizardFrame>
  );
}

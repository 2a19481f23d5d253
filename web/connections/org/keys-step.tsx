import { PasswordInput, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { JsonObject } from '../../../src/base/json.ts';
import { api } from '../../api/client.ts';
import { useApi, useApiMutation } from '../../api/query.ts';
import { useText } from '../../i18n/use-text.ts';
import { ErrorView } from '../../ui/error-view.tsx';
import { useViewer } from '../../ui/viewer.tsx';
import { isMasked } from '../config-fields.ts';
import { SetupDrawing } from '../setup-drawing.tsx';
import { WizardFrame } from '../wizard-frame.tsx';
import type { Screen } from './org-wizard.tsx';
import { GRANTS, LOGIN_URLS, type OrgKind, type Way } from './way.ts';

type Keys = { loginUrl: string; clientId: string; clientSecret: string; username: string; callbackUrl: string };

/** Key and secret of the app. From here on the connection is kept; coming back changes it. */
export function KeysStep({ name, kind, org = 'production', way, frame, go, back }: Screen): ReactNode {
  const t = useText('connections');
  const { language } = useViewer();
  const isPretend = org === 'pretend';
  const make = useApiMutation('POST /connections');
  const change = useApiMutation('PATCH /connections/:connection');
  const { known, keys, typed, setTyped } = useKeys({ name, kind, org });
  const place = kind.guide?.[0]?.steps.at(-1)?.place?.[language] ?? '';
  const needsMyDomain = way === 'machine' && /^https:\/\/(login|test)\.salesforce\.com/.test(keys.loginUrl);
  const isWhole = keys.clientId.trim() !== '' && !needsMyDomain;
  const save = async (): Promise<void> => {
    const config = configOf(keys, { grant: GRANTS[way], way });
    if (!known)
      await make.mutateAsync({ body: { name, type: kind.id, ...(isPretend ? { pretend: true } : { config }) } });
    else if (!isPretend) {
      const { revision } = await api('GET /connections/:connection', { params: { connection: name } });
      const fields = Object.fromEntries(
        Object.entries(config).filter(([member]) => member !== 'clientSecret' || typed.clientSecret),
      );
      await change.mutateAsync({ params: { connection: name }, body: { fields }, ifMatch: `"${revision}"` });
    }
    go();
  };
  const error = make.error ?? change.error;
  const field = (member: keyof Keys) => ({
    value: keys[member],
    readOnly: isPretend,
    autoComplete: 'off',
    onChange: (event: { currentTarget: { value: string } }) =>
      setTyped({ ...typed, [member]: event.currentTarget.value }),
  });
  return (
    <WizardFrame
      {...frame}
      heading={t(isPretend ? 'org.keys.pretend' : 'org.keys')}
      about={t(isPretend ? 'org.keys.pretend.about' : 'org.keys.about')}
      back={back}
      next={{
        label: t('org.keys.save'),
        disabled: !isWhole,
        busy: make.isPending || change.isPending,
        run: () => void save().catch(() => undefined),
      }}
      picture={
        <SetupDrawing
          place={place}
          rows={[
            { label: t('org.keys.id'), value: keys.clientId === '' ? '3MVG9…' : keys.clientId },
            { label: t('org.keys.secret'), value: '••••••••' },
          ]}
        />
      }
    >
      <TextInput label={t('org.keys.id')} required {...field('clientId')} />
      <PasswordInput
        label={t('org.keys.secret')}
        {...field('clientSecret')}
        autoComplete="new-password"
        {...(known && !isPretend ? { placeholder: t('field.set') } : {})}
      />
      {!isPretend && (
        <TextInput
          label={t('org.keys.domain')}
          description={t('org.keys.domain.about')}
          error={needsMyDomain ? t('org.keys.domain.needed') : undefined}
          {...field('loginUrl')}
        />
      )}
      <WayFields way={way} field={field} />
      {error && <ErrorView error={error} />}
    </WizardFrame>
  );
}

type Field = (member: keyof Keys) => { value: string; onChange(event: { currentTarget: { value: string } }): void };

/** What only some ways to sign in need. */
function WayFields({ way, field }: { way: Way; field: Field }): ReactNode {
  const t = useText('connections');
  if (way === 'paste')
    return (
      <TextInput label={t('org.keys.callback')} description={t('org.keys.callback.about')} {...field('callbackUrl')} />
    );
  if (way === 'certificate')
    return (
      <TextInput label={t('org.keys.username')} description={t('org.keys.username.about')} {...field('username')} />
    );
  return null;
}

/** What is filled in: by the pretend org, by what is kept already, by hand. */
function useKeys({ name, kind, org }: Pick<Screen, 'name' | 'kind'> & { org: OrgKind }) {
  const known = useApi('GET /connections').data?.items.find(({ key }) => key === name);
  const [typed, setTyped] = useState<Partial<Keys>>({});
  const keys: Keys = {
    loginUrl: LOGIN_URLS[org],
    clientId: '',
    clientSecret: '',
    username: '',
    callbackUrl: 'https://login.salesforce.com/',
    ...textsOf(org === 'pretend' ? kind.pretendConfig : known?.config),
    ...typed,
  };
  return { known, keys, typed, setTyped };
}

function textsOf(config: JsonObject | undefined): Partial<Keys> {
  const names = ['loginUrl', 'clientId', 'clientSecret', 'username', 'callbackUrl'] as const;
  const found = names
    .map((name) => [name, config?.[name]] as const)
    .filter(([, value]) => typeof value === 'string' && !isMasked(value));
  return Object.fromEntries(found);
}

function configOf(keys: Keys, { grant, way }: { grant: string; way: string }): JsonObject {
  const { loginUrl, clientId, clientSecret, username, callbackUrl } = keys;
  return {
    grant,
    clientId: clientId.trim(),
    ...(loginUrl.trim() === '' ? {} : { loginUrl: loginUrl.trim() }),
    ...(clientSecret.trim() === '' ? {} : { clientSecret: clientSecret.trim() }),
    ...(way === 'paste' ? { callbackUrl: callbackUrl.trim() } : {}),
    ...(way === 'certificate' && username.trim() !== '' ? { username: username.trim() } : {}),
  };
}

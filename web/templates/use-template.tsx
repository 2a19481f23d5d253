import { Button, Modal, PasswordInput, SegmentedControl, Select, TextInput } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { useMemo, useState, type ReactNode, type SubmitEvent } from 'react';
import { draftOf, type Draft } from '../../src/flow/edit/draft.ts';
import { steps } from '../../src/steps/index.ts';
import type { Reply } from '../api/client.ts';
import { useApi, useApiMutation } from '../api/query.ts';
import { FlowCanvas } from '../editor/canvas/flow-canvas.tsx';
import { useCanEdit } from '../flows/use-can-edit.ts';
import { useText } from '../i18n/use-text.ts';
import { ErrorView } from '../ui/error-view.tsx';
import { useNotify } from '../ui/use-notify.tsx';
import { useViewer } from '../ui/viewer.tsx';
import { firstChoices, newSecret, type Template } from './gallery.ts';
import styles from './templates.module.css';

const TYPES = { steps };
const NONE = '';

/** Shows a template whole, asks for its connections and its name, makes its flows and opens the main one. */
export function UseTemplate({ template, close }: { template: Template; close(): void }): ReactNode {
  const t = useText('templates');
  const { language } = useViewer();
  const canEdit = useCanEdit();
  const { data, error } = useApi('GET /templates/:template', { params: { template: template.id } });
  const { title, summary } = template;
  return (
    <Modal opened onClose={close} size={1080} title={title[language]} closeButtonProps={{ 'aria-label': t('close') }}>
      <div className={styles.dialog}>
        <p className={styles.summary}>{summary[language]}</p>
        {error && <ErrorView error={error} />}
        {data && <Whole template={data} />}
        {canEdit && <Form template={template} close={close} />}
      </div>
    </Modal>
  );
}

function Whole({ template }: { template: Reply<'GET /templates/:template'> }): ReactNode {
  const t = useText('templates');
  const [shown, setShown] = useState(template.picture.id as string);
  const drafts = useMemo(
    () => new Map<string, Draft>(template.files.map((file) => [file.flow.id, draftOf(file)])),
    [template],
  );
  const draft = drafts.get(shown);
  return (
    <div className={styles.whole}>
      <div className={styles.canvasSide}>
        {drafts.size > 1 && (
          <SegmentedControl
            size="xs"
            aria-label={t('flows.which')}
            value={shown}
            onChange={setShown}
            data={[...drafts].map(([value, { flow }]) => ({ value, label: flow.name }))}
          />
        )}
        <div className={styles.canvas}>
          {draft && (
            <FlowCanvas key={shown} label={t('picture', { name: draft.flow.name })} draft={draft} types={TYPES} />
          )}
        </div>
      </div>
      {template.conversation.length > 0 && (
        <section className={styles.phone} aria-label={t('conversation')}>
          <h3 className={styles.small}>{t('conversation')}</h3>
          <ol>
            {template.conversation.map(({ from, text }, at) => (
              // Lines stay in their order.
              <li key={at} data-from={from}>
                <span className={styles.hidden}>{t(`from.${from}`)}</span>
                {from === 'system' ? t('record', { object: text }) : text}
              </li>
            ))}
          </ol>
        </section>
      )}
    </div>
  );
}

function Form({ template, close }: { template: Template; close(): void }): ReactNode {
  const t = useText('templates');
  const { language } = useViewer();
  const navigate = useNavigate();
  const { done } = useNotify();
  const { needs, secrets, title } = template;
  const [name, setName] = useState(title[language]);
  const [chosen, setChosen] = useState(() => firstChoices(needs));
  const [given, setGiven] = useState<Readonly<Record<string, string>>>({});
  const { mutateAsync, error, isPending } = useApiMutation('POST /templates/:template/use');
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const connections = Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== NONE));
    const filled = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''));
    const made = await mutateAsync({
      params: { template: template.id },
      body: { name: name.trim(), connections, ...(Object.keys(filled).length > 0 ? { secrets: filled } : {}) },
    });
    close();
    done(t('made', { count: made.flows.length }));
    await navigate({ to: '/flows/$flow', params: { flow: made.flow } });
  };
  return (
    <form className={styles.form} onSubmit={(event) => void submit(event).catch(() => undefined)}>
      <div className={styles.fields}>
        {needs.map((need) => (
          <NeedField
            key={need.name}
            need={need}
            value={chosen[need.name] ?? NONE}
            set={(value) => setChosen({ ...chosen, [need.name]: value })}
          />
        ))}
        {secrets.map((secret) => (
          <SecretField
            key={secret}
            name={secret}
            value={given[secret] ?? ''}
            set={(value) => setGiven({ ...given, [secret]: value })}
          />
        ))}
        <TextInput
          required
          label={t('name')}
          value={name}
          maxLength={200}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      </div>
      {error && <ErrorView error={error} />}
      <div className={styles.end}>
        <Button variant="default" onClick={close}>
          {t('cancel')}
        </Button>
        <Button type="submit" loading={isPending} disabled={name.trim() === ''}>
          {t('make')}
        </Button>
      </div>
    </form>
  );
}

type SecretFieldProps = { name: string; value: string; set(value: string): void };

/** A secret that is not there yet: typed, or made by chance. */
function SecretField({ name, value, set }: SecretFieldProps): ReactNode {
  const t = useText('templates');
  return (
    <div className={styles.secret}>
      <PasswordInput
        label={t('secret', { name })}
        description={t('secret.why')}
        autoComplete="off"
        value={value}
        onChange={(event) => set(event.currentTarget.value)}
        visibilityToggleButtonProps={{ 'aria-label': t('secret.show') }}
      />
      <Button size="xs" variant="default" onClick={() => set(newSecret((bytes) => crypto.getRandomValues(bytes)))}>
        {t('secret.make')}
      </Button>
    </div>
  );
}

type NeedFieldProps = { need: Template['needs'][number]; value: string; set(value: string): void };

function NeedField({ need, value, set }: NeedFieldProps): ReactNode {
  const t = useText('templates');
  const { name, title, type, choices } = need;
  const other = choices.find((choice) => choice.name === value && !choice.isSame);
  return (
    <div>
      <Select
        label={t('need.for', { title })}
        allowDeselect={false}
        data={[
          ...choices.map((choice) => ({
            value: choice.name,
            label: t('choice', { name: choice.name, title: choice.title }),
          })),
          { value: NONE, label: t('choice.later') },
        ]}
        value={value}
        searchable={choices.length > 8}
        onChange={(next) => set(next ?? NONE)}
      />
      {other && <p className={styles.quiet}>{t('need.other', { title, other: other.title })}</p>}
      {(choices.length === 0 || value === NONE) && (
        <p className={styles.quiet}>
          {t('need.none', { name })}{' '}
          <Link to="/connections/new/$kind" params={{ kind: type }} target="_blank">
            {t('need.connect', { title })}
          </Link>
        </p>
      )}
    </div>
  );
}

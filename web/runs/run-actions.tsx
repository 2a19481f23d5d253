import { Button, Menu, Modal, Select, Textarea, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { IconChevronDown } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useApi, useApiMutation } from '../api/query.ts';
import type { Input } from '../api/client.ts';
import { useMe } from '../app/sign-in/use-session.ts';
import { useText } from '../i18n/use-text.ts';
import { ErrorView } from '../ui/error-view.tsx';
import { saveText } from '../ui/save-file.ts';
import { useNotify } from '../ui/use-notify.tsx';
import { mayRepair } from './may-repair.ts';
import { readObject } from './read-object.ts';
import type { RunView } from './run-view.ts';
import styles from './run.module.css';
import dialog from './runs.module.css';
import { transcriptOf } from './transcript.ts';

type Repair = Input<'POST /runs/:run/repair'>['body'];
type Asking = 'skip' | 'edit' | 'cancel';

/** What can be done to a run: repairs for those who may, and what it can be used for by everybody. */
export function RunActions({ view }: { view: RunView }): ReactNode {
  const t = useText('runs');
  const me = useMe();
  const notify = useNotify();
  const [asking, setAsking] = useState<Asking>();
  const repair = useApiMutation('POST /runs/:run/repair');
  const { run } = view.details;
  const act = (body: Repair, done?: () => void): void =>
    repair.mutate(
      { params: { run: run.id }, body },
      {
        onSuccess: () => {
          notify.done(t(`done.${body.type}`));
          done?.();
        },
        onError: (error) => {
          if (!done) notify.failed(error);
        },
      },
    );
  const close = (): void => {
    repair.reset();
    setAsking(undefined);
  };
  const dialogProps = {
    view,
    busy: repair.isPending,
    error: repair.error,
    close,
    act: (body: Repair) => act(body, close),
  };
  const canRepair = mayRepair(me) && (run.status === 'active' || run.status === 'failed');
  return (
    <div className={styles.actions}>
      {canRepair && run.status === 'failed' && <Replay view={view} busy={repair.isPending} act={act} />}
      {canRepair && (
        <>
          {run.at !== null && (
            <Button variant="default" onClick={() => setAsking('skip')}>
              {t('action.skip')}
            </Button>
          )}
          <Button variant="default" onClick={() => setAsking('edit')}>
            {t('action.edit')}
          </Button>
          {run.status === 'active' && (
            <Button variant="default" onClick={() => setAsking('cancel')}>
              {t('action.cancel')}
            </Button>
          )}
        </>
      )}
      <MoreMenu view={view} />
      {asking === 'skip' && <SkipDialog {...dialogProps} />}
      {asking === 'edit' && <EditDialog {...dialogProps} />}
      {asking === 'cancel' && <CancelDialog {...dialogProps} />}
    </div>
  );
}

type ReplayProps = { view: RunView; busy: boolean; act(body: Repair): void };

/** Does the failed step again: on the version that the run has, or on the one that is published now. */
function Replay({ view, busy, act }: ReplayProps): ReactNode {
  const t = useText('runs');
  const { flow } = view.details.run;
  const versions = useApi('GET /flows/:flow/versions', { params: { flow: flow.id }, query: { limit: 50 } }).data?.items;
  const current = versions?.find((each) => each.current)?.version;
  const isNewer = current !== undefined && current !== flow.version;
  const replay = (
    <Button loading={busy} onClick={() => act({ type: 'replay' })}>
      {isNewer ? t('action.replayOn', { version: flow.version }) : t('action.replay')}
    </Button>
  );
  if (!isNewer) return replay;
  return (
    <>
      <Button loading={busy} onClick={() => act({ type: 'replay', version: 'current' })}>
        {t('action.replayOn', { version: current })}
      </Button>
      <Menu width={260} position="bottom-end">
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={16} aria-hidden />}>
            {t('action.replayOther')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => act({ type: 'replay' })}>
            {t('action.replayOn', { version: flow.version })}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}

/** What a run is good for besides: a test, the editor, its flow. */
function MoreMenu({ view: { details, conversation } }: { view: RunView }): ReactNode {
  const t = useText('runs');
  const navigate = useNavigate();
  const { run, flowName } = details;
  const save = (): void => {
    const title = details.contact?.name === undefined ? flowName : `${flowName}: ${details.contact.name}`;
    const text = transcriptOf({ details, messages: conversation?.messages ?? [], title });
    saveText(`${run.flow.id}-${run.id}.transcript.yaml`, text, 'application/yaml');
  };
  return (
    <Menu width={290} position="bottom-end">
      <Menu.Target>
        <Button variant="default" rightSection={<IconChevronDown size={16} aria-hidden />}>
          {t('action.more')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          onClick={() =>
            void navigate({
              to: '/flows/$flow',
              params: { flow: run.flow.id },
              search: { panel: 'test', find: `run:${run.id}`, ...(run.at === null ? {} : { step: run.at }) },
            })
          }
        >
          {t('action.test')}
        </Menu.Item>
        <Menu.Item onClick={save} disabled={!conversation || conversation.messages.length === 0}>
          {t('action.transcript')}
        </Menu.Item>
        <Menu.Item
          onClick={() =>
            void navigate({ to: '/runs', search: { flow: run.flow.id, version: String(run.flow.version) } })
          }
        >
          {t('action.siblings')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

type DialogProps = {
  view: RunView;
  busy: boolean;
  error: unknown;
  close(): void;
  act(body: Repair): void;
};

type FrameProps = Pick<DialogProps, 'busy' | 'error' | 'close'> & {
  title: string;
  why: string;
  verb: string;
  ready: boolean;
  send(): void;
  children: ReactNode;
};

function Frame({ title, why, verb, ready, busy, error, close, send, children }: FrameProps): ReactNode {
  const t = useText('runs');
  return (
    <Modal opened onClose={close} title={title} closeButtonProps={{ 'aria-label': t('close') }}>
      <form
        className={dialog.dialog}
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) send();
        }}
      >
        <p>{why}</p>
        {children}
        {error !== null && error !== undefined && <ErrorView error={error} />}
        <div className={dialog.buttons}>
          <Button variant="default" onClick={close}>
            {t('cancelDialog')}
          </Button>
          <Button type="submit" loading={busy} disabled={!ready}>
            {verb}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

function SkipDialog({ view, act, ...rest }: DialogProps): ReactNode {
  const t = useText('runs');
  const { flow, at } = view.details.run;
  const { data } = useApi('GET /flows/:flow/versions/:version', { params: { flow: flow.id, version: flow.version } });
  const step = at === null ? undefined : data?.flow.steps[at];
  const exits = Object.keys(step?.next ?? {});
  const [chosen, setChosen] = useState<string | null>(null);
  const [output, setOutput] = useState('');
  const read = readObject(output === '' ? '{}' : output);
  const outcome = chosen ?? exits[0];
  const send = (): void =>
    act({
      type: 'skip',
      ...(outcome === undefined ? {} : { outcome }),
      ...(output !== '' && read.value ? { output: read.value } : {}),
    });
  return (
    <Frame
      {...rest}
      title={t('skip.title', { step: step?.title ?? at ?? '' })}
      why={t('skip.why')}
      verb={t('skip.verb')}
      ready={read.value !== undefined}
      send={send}
    >
      {exits.length > 0 && (
        <Select
          label={t('skip.exit')}
          data={exits}
          value={outcome ?? null}
          onChange={setChosen}
          allowDeselect={false}
          data-autofocus
        />
      )}
      <JsonInput label={t('skip.output')} description={t('skip.output.why')} value={output} set={setOutput} rows={3} />
    </Frame>
  );
}

function EditDialog({ view, act, ...rest }: DialogProps): ReactNode {
  const t = useText('runs');
  const { vars } = view.details.run;
  const [text, setText] = useState(() => JSON.stringify(vars, undefined, 2));
  const { value } = readObject(text);
  // What was taken out of the text is to be gone: the API is told so by null.
  const removed = Object.fromEntries(Object.keys(vars).map((name) => [name, null]));
  return (
    <Frame
      {...rest}
      title={t('edit.title')}
      why={t('edit.why')}
      verb={t('edit.verb')}
      ready={value !== undefined}
      send={() => value && act({ type: 'edit', vars: { ...removed, ...value } })}
    >
      <JsonInput label={t('variables')} value={text} set={setText} rows={10} />
    </Frame>
  );
}

type JsonInputProps = { label: string; description?: string; value: string; set(value: string): void; rows: number };

/** JSON as people write it, with what is wrong with it and on which line. */
export function JsonInput({ label, description, value, set, rows }: JsonInputProps): ReactNode {
  const t = useText('runs');
  const { problem, line } = readObject(value === '' ? '{}' : value);
  const words =
    problem === undefined
      ? undefined
      : line === undefined
        ? t('json.problem', { problem })
        : t('json.problemAt', { problem, line });
  return (
    <Textarea
      label={label}
      description={description}
      value={value}
      autosize
      minRows={rows}
      maxRows={18}
      spellCheck={false}
      classNames={{ input: dialog.code ?? '' }}
      error={words}
      onChange={({ currentTarget }) => set(currentTarget.value)}
    />
  );
}

function CancelDialog({ act, view: _view, ...rest }: DialogProps): ReactNode {
  const t = useText('runs');
  const [reason, setReason] = useState('');
  return (
    <Frame
      {...rest}
      title={t('cancel.title')}
      why={t('cancel.why')}
      verb={t('cancel.verb')}
      ready={reason.trim() !== ''}
      send={() => act({ type: 'cancel', reason: reason.trim() })}
    >
      <TextInput
        label={t('cancel.reason')}
        value={reason}
        data-autofocus
        onChange={({ currentTarget: { value } }) => setReason(value)}
      />
    </Frame>
  );
}

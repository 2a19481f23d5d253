import { Button, Modal, Select, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useApi } from '../api/query.ts';
import type { Input } from '../api/client.ts';
import { useText } from '../i18n/use-text.ts';
import { ErrorView } from '../ui/error-view.tsx';
import { JsonInput } from './json-input.tsx';
import { readObject } from './read-object.ts';
import type { RunView } from './run-view.ts';
import styles from './runs.module.css';

/** What is done to one run. */
export type Repair = Input<'POST /runs/:run/repair'>['body'];

/** What a question before a repair is given. */
export type DialogProps = {
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
        className={styles.dialog}
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) send();
        }}
      >
        <p>{why}</p>
        {children}
        {error !== null && error !== undefined && <ErrorView error={error} />}
        <div className={styles.buttons}>
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

/** Asks by which exit the step is to be left. */
export function SkipDialog({ view, act, ...rest }: DialogProps): ReactNode {
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

/** Takes other variables, as JSON. */
export function EditDialog({ view, act, ...rest }: DialogProps): ReactNode {
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

/** Asks why the run is to end. */
export function CancelDialog({ act, view: _view, ...rest }: DialogProps): ReactNode {
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

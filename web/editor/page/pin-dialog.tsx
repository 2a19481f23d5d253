import { Button, Group, Modal, Text, Textarea } from '@mantine/core';
import { useState, type FormEvent, type ReactNode } from 'react';
import { isObject, type JsonObject } from '../../../src/base/json.ts';
import { useText } from '../../i18n/use-text.ts';

type PinDialogProps = { title: string; onDo(output: JsonObject): void; onClose(): void };

/** Asks for what tests take in place of what a step would get. */
export function PinDialog({ title, onDo, onClose }: PinDialogProps): ReactNode {
  const t = useText('workbench');
  const [text, setText] = useState('{}');
  const [isWrong, setWrong] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const output = readObject(text);
    if (output) onDo(output);
    else setWrong(true);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('pin.title', { title })}
      closeButtonProps={{ 'aria-label': t('pin.close') }}
    >
      <form onSubmit={submit}>
        <Text size="md" mb="md">
          {t('pin.about')}
        </Text>
        <Textarea
          data-autofocus
          autosize
          minRows={4}
          maxRows={16}
          label={t('pin.output')}
          value={text}
          error={isWrong ? t('pin.wrong') : undefined}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setWrong(false);
          }}
        />
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={onClose}>
            {t('pin.cancel')}
          </Button>
          <Button type="submit">{t('pin.do')}</Button>
        </Group>
      </form>
    </Modal>
  );
}

function readObject(text: string): JsonObject | undefined {
  try {
    const output = JSON.parse(text) as JsonObject;
    return isObject(output) ? output : undefined;
  } catch {
    return undefined;
  }
}

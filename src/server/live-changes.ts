import { own } from '../flow/flow.ts';
import type { Write } from '../store/store.ts';
import type { Change, Topic } from './live.ts';

/** Settings that pages show. */
const SHOWN_SETTINGS: Readonly<Record<string, Topic>> = {
  'flow-labels': 'flows',
  'flow-trash': 'flows',
  tester: 'flows',
  testing: 'flows',
  checked: 'connections',
  templates: 'connections',
};

function settingChange(key: string): Change[] {
  const [kind = '', about] = key.split('/');
  const topic = about === undefined ? undefined : own(SHOWN_SETTINGS, kind);
  return topic && about !== undefined ? [{ topic, key: about }] : [];
}

/** What a commit changed, as pages are told it. */
export function changesOf(writes: readonly Write[]): Change[] {
  return writes.flatMap((write): Change[] => {
    const key = write.op === 'delete' ? write.key : write.record.key;
    switch (write.kind) {
      case 'run':
        return write.op === 'delete'
          ? [{ topic: 'runs', key }]
          : [{ topic: 'runs', key, revision: write.record.run.revision }];
      case 'effect':
        return [{ topic: 'effects', key: key.slice(0, key.lastIndexOf('#')) }];
      case 'draft':
        return write.op === 'delete'
          ? [{ topic: 'flows', key }]
          : [{ topic: 'flows', key, revision: write.record.revision }];
      case 'flow':
        return [{ topic: 'flows', key: key.slice(0, key.lastIndexOf('@')) }];
      case 'setting':
        return settingChange(key);
      case 'connection':
        return [{ topic: 'connections', key }];
      case 'alert':
      case 'stuck':
        return [{ topic: 'alerts', key }];
      case 'conversation':
        return [{ topic: 'conversations', key }];
      case 'message':
      case 'note':
        return write.op === 'delete' ? [] : [{ topic: 'conversations', key: write.record.conversation }];
      default:
        return [];
    }
  });
}

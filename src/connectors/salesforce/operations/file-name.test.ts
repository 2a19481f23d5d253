import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileNameOf } from './file-name.ts';

test('a file keeps its name where it can be kept, and gets an ending by its type', () => {
  const names: [given: string | undefined, mime: string | undefined, name: string][] = [
    [undefined, 'image/jpeg', 'file.jpg'],
    ['tetto', 'image/png; charset=x', 'tetto.png'],
    ['C:\\foto\\tetto.jpeg', 'image/png', 'tetto.jpeg'],
    ['../../etc/passwd', 'text/plain', 'passwd.txt'],
    ['a"b\r\nc?.pdf', undefined, 'a b c.pdf'],
    ['   ', 'x/y', 'file'],
    [`${'è'.repeat(300)}.docx`, undefined, `${'è'.repeat(200)}.docx`],
  ];
  for (const [given, mime, name] of names) assert.equal(fileNameOf(given, mime), name);
});

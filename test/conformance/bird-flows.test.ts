// Flows that others exported from Bird: each is imported, and what comes out could be published once its connections are there.
import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { after, test } from 'node:test';
import { formatFlowFile, parseFlowFile } from '../../src/flow/flow-file.ts';
import { PLAIN_INSTALLATION } from '../../src/engine/installation-book.ts';
import { validate } from '../../src/flow/validate/validate.ts';
import { catalogOf } from '../../src/control/catalog.ts';
import { importFile } from '../../src/imports/import-file.ts';
import type { ImportNeed } from '../../src/imports/report.ts';

/** Exported flows, outside of this repository; the test is skipped where they are missing. */
const SAMPLES = path.resolve(import.meta.dirname, '../../../shared/flow-samples');
const files = existsSync(SAMPLES) ? globSync('**/*.json', { cwd: SAMPLES }).sort() : [];
const rows: string[] = ['file | steps | exact | approximated | lost'];

test('exported flows of Bird are imported', { skip: files.length === 0 && 'no exported flows here' }, async (t) => {
  for (const file of files)
    await t.test(file, () => {
      const imported = importFile(readFileSync(path.join(SAMPLES, file), 'utf8'));
      assert.ok('file' in imported, JSON.stringify(imported));
      const { report } = imported;
      const { exact, approximated, lost } = report.counts;
      rows.push([path.basename(file), report.steps.length, exact, approximated, lost].join(' | '));
      assert.ok(report.steps.length > 0);
      const parsed = parseFlowFile(formatFlowFile(imported.file));
      assert.ok('file' in parsed);
      const found = validate({ ...parsed.file.flow, version: 0 }, catalogWith(imported.needs));
      const errors = found.filter(({ severity }) => severity === 'error');
      assert.deepEqual(errors, []);
    });
});

/** An installation that has what the report asks for, and nothing else. */
function catalogWith(needs: readonly ImportNeed[]) {
  const connections = needs.flatMap((need) =>
    need.kind === 'connection'
      ? [
          {
            key: need.name,
            kind: need.of,
            type: need.adapter,
          },
        ]
      : [],
  );
  return { ...catalogOf({ connections, facts: PLAIN_INSTALLATION }), secrets: needs.map(({ name }) => name) };
}

after(() => console.log(rows.join('\n')));

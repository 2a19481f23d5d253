import type { SuiteResult } from './run-suite.ts';

/** The results in the form that CI servers read: one suite for each project, one case for each conversation. */
export function formatJunit(results: readonly SuiteResult[]): string {
  const suites = results.map(({ folder, played }) => {
    const failures = played.filter(({ ok }) => !ok).length;
    const cases = played.map(({ file, line, title, ms, left, failure }) => {
      const head = `    <testcase name="${escapeXml(title)}" classname="${escapeXml(folder)}" file="${escapeXml(file)}" line="${line}" time="${seconds(ms)}"`;
      if (left !== undefined) return `${head}>\n      <skipped message="${escapeXml(left)}"/>\n    </testcase>`;
      if (!failure) return `${head}/>`;
      const [first = ''] = failure.message.split('\n');
      return `${head}>\n      <failure message="${escapeXml(first)}">${escapeXml(failure.message)}</failure>\n    </testcase>`;
    });
    const skipped = played.filter(({ left }) => left !== undefined).length;
    const time = seconds(played.reduce((sum, { ms }) => sum + ms, 0));
    const head = `  <testsuite name="${escapeXml(folder)}" tests="${played.length}" failures="${failures}" skipped="${skipped}" time="${time}">`;
    return [head, ...cases, '  </testsuite>'].join('\n');
  });
  return ['<?xml version="1.0" encoding="UTF-8"?>', '<testsuites>', ...suites, '</testsuites>', ''].join('\n');
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}

/** Characters that XML 1.0 cannot hold at all. */
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
};

function escapeXml(text: string): string {
  return text.replace(UNWRITABLE, '\ufffd').replace(/[&<>"\n]/g, (sign) => ENTITIES[sign] ?? sign);
}

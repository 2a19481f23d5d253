import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { audit } from './axe.ts';
import { talkOnce } from './journey/talk-once.ts';
import { APP_PAGES, readKnown, waitForPage, type Known } from './journey/pages.ts';
import { usePlace } from './place.ts';

const STATES = { full: [], empty: ['--empty'] } as const;

describe('every page', () => {
  it('is in the list of these tests', async () => {
    const router = await readFile(join(import.meta.dirname, '..', '..', 'web', 'app', 'router.tsx'), 'utf8');
    const own = [...router.matchAll(/path: '([^']+)'/g)].map(([, path = '']) => path);
    // The settings are parts of one page; the first address leads on; the demo has a test of its own.
    const known = new Set(APP_PAGES.flatMap(({ route }) => [route, route.replace(/^\/settings/, '')]));
    const apart = new Set(['/', '/settings', '/demo']);
    assert.deepEqual(
      own.filter((path) => !known.has(path) && !apart.has(path)),
      [],
    );
  });
});

for (const [state, args] of Object.entries(STATES))
  describe(`every page of an installation that is ${state}`, () => {
    let known: Known;
    const place = usePlace({
      args,
      async prepare({ product, open }) {
        if (state === 'full') await talkOnce(product.url);
        const { page, context } = await open('/flows');
        known = await readKnown(page, product.url);
        await context.close();
      },
    });

    for (const colorScheme of ['light', 'dark'] as const) {
      for (const isInside of [true, false]) {
        it(`has nothing to find, ${colorScheme}, ${isInside ? 'inside' : 'outside'}`, async () => {
          const { context, page, complaints } = await place.open(isInside ? '/flows' : '/sign-in', {
            colorScheme,
            isInside,
          });
          const found: Record<string, string[]> = {};
          for (const shown of APP_PAGES.filter((each) => (each.isOutside ?? false) !== isInside)) {
            const path = shown.at(known);
            if (path === undefined) continue;
            await page.goto(`${place.product.url}${path}`);
            await waitForPage(page);
            const all = [...(await audit(page)), ...complaints.splice(0).filter((each) => isInside || !isGone(each))];
            if (all.length > 0) found[path] = all;
          }
          assert.deepEqual(found, {});
          await context.close();
        });
      }
    }
  });

/** The browser itself tells of the answer that a dead link gets; the page says it in words. */
const isGone = (complaint: string): boolean => complaint.includes('status of 410 (Gone)');

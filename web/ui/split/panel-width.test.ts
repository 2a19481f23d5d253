import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { clampWidth, widthAfterKey } from './panel-width.ts';

const LIMITS = { least: 280, most: 720 };

describe('the width of a panel', () => {
  it('stays within its limits', () => {
    assert.deepEqual(
      [100, 400.4, 9000].map((width) => clampWidth(width, LIMITS)),
      [280, 400, 720],
    );
  });
  it('follows the edge that the arrow keys move', () => {
    const press = (key: string, side: 'left' | 'right'): number | undefined =>
      widthAfterKey(key, { width: 400, side, ...LIMITS });
    assert.equal(press('ArrowLeft', 'right'), 424);
    assert.equal(press('ArrowRight', 'right'), 376);
    assert.equal(press('ArrowRight', 'left'), 424);
    assert.equal(press('Home', 'left'), 280);
    assert.equal(press('End', 'left'), 720);
    assert.equal(press('a', 'left'), undefined);
  });
});

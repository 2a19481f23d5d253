import { GRID } from '../../../src/flow/edit/snap-to-grid.ts';
import type { Hand } from './kept-view.ts';
import { ZOOM } from './use-view.ts';

/** What holds for every canvas. */
export const FIXED_PROPS = {
  snapToGrid: true,
  snapGrid: [GRID, GRID] as [number, number],
  minZoom: ZOOM.least,
  maxZoom: ZOOM.most,
  connectionRadius: 28,
  connectOnClick: false,
  onlyRenderVisibleElements: true,
  nodesFocusable: false,
  edgesFocusable: false,
  disableKeyboardA11y: true,
  deleteKeyCode: null,
  zoomOnDoubleClick: false,
  nodeDragThreshold: 3,
  proOptions: { hideAttribution: true },
};

const STILL = {
  panOnDrag: false,
  zoomOnScroll: false,
  zoomOnPinch: false,
  selectionKeyCode: null,
  panActivationKeyCode: null,
  preventScrolling: false,
};
const KEYS = {
  multiSelectionKeyCode: 'Shift',
  panActivationKeyCode: ['Space', 'Control', 'Meta'],
  zoomActivationKeyCode: ['Control', 'Meta'],
};
const BY_HAND = {
  mouse: { ...KEYS, panOnDrag: true, zoomOnScroll: true, panOnScroll: false, selectionKeyCode: 'Shift' },
  trackpad: {
    ...KEYS,
    panOnDrag: [1],
    zoomOnScroll: false,
    panOnScroll: true,
    selectionOnDrag: true,
    selectionKeyCode: null,
  },
};

/** What drags, wheels and keys do, by the pointing device. The same objects each time: others are listened to anew. */
export function handProps(hand: Hand, isStill: boolean) {
  return isStill ? STILL : BY_HAND[hand];
}

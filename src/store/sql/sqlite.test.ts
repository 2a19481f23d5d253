import { testStore } from '../store.contract.ts';
import { openStore } from './sqlite.ts';

testStore({ open: (folder) => openStore({ folder }), module: import.meta.resolve('./sqlite.ts') });

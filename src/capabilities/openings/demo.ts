import type { Anywhere } from './acting.js';

/** An opening in two months. */
export async function demoOpening(_context: Anywhere): Promise<void> {}

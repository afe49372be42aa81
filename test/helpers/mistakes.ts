import { expect } from 'vitest';
import { readConfig } from '../../src/config.js';
import { StartError } from '../../src/database/start-error.js';

/** What is wrong with a configuration, a line each. */
export function mistakesIn(env: Record<string, string>): string[] {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    const [heading, ...mistakes] = error.message.split('\n');
    expect(heading).toBe('The configuration needs another look:');
    return mistakes.map((line) => line.trim());
  }
}

import pino from 'pino';
import type { Config } from './config.js';
import type { Log } from './engine/log.js';

/** One line of JSON for each thing that happens, on standard error: standard output is for the person who starts it. */
export function createLog({ logLevel }: Pick<Config, 'logLevel'>): Log {
  const logger = pino({ level: logLevel, base: null }, pino.destination({ dest: 2, sync: true }));
  return {
    info: (message, facts = {}) => logger.info(facts, message),
    warn: (message, facts = {}) => logger.warn(facts, message),
    error: (message, facts = {}) => logger.error(facts, message),
  };
}

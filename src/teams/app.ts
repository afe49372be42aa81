import type { Channel } from '../chat/channel.js';
import type { Engine, WhoIs } from '../engine/request.js';
import { arrive } from './arrivals.js';
import { createAuthentication } from './auth.js';
import type { BookStore } from './book.js';
import type { Command, Desk } from './desk.js';
import { createListener, type Listener } from './http.js';
import { createKeptForms } from './kept-forms.js';
import type { Log } from './log.js';
import type { Registration } from './microsoft.js';
import { createOutgoing, type Outgoing } from './outgoing.js';
import type { Directory } from './people.js';

export interface TeamsOptions {
  readonly config: Registration;
  readonly engine: Engine;
  readonly directory: Directory;
  readonly store: BookStore;
  /** What one may type, as the capabilities say it. */
  readonly commands: readonly Command[];
  readonly now: () => Date;
  readonly newId: () => string;
  /** From 0 to 1. */
  readonly chance: () => number;
  readonly log: Log;
}

export interface TeamsEdge {
  /** `POST /api/messages`. */
  readonly listener: Listener;
  /** There is nothing to ask: Microsoft's keys are fetched with the first activity. */
  readonly init: () => Promise<void>;
  readonly ready: () => boolean;
  /** Waits for what still runs; close the server first. */
  readonly drain: () => Promise<void>;
  readonly channel: Channel;
  readonly whoIs: WhoIs;
  readonly jobs: Outgoing['jobs'];
  readonly tidy: () => Promise<void>;
}

export function createTeams(options: TeamsOptions): TeamsEdge {
  const { config, log, now } = options;
  const authentication = createAuthentication(config, log);
  const outgoing = createOutgoing({
    ...options,
    ...authentication,
    tenant: config.tenantId,
    home: homeOf(config),
    stores: { origins: config.cloud?.serviceOrigins ?? [] },
  });
  const desk: Desk = { ...options, ...outgoing, tenant: config.tenantId, forms: createKeptForms() };
  const { admit } = authentication;
  const listen = createListener({ admit, arrive: (json, patience) => arrive(desk, json, patience), now, log });
  const { listener, drain } = drained(listen);
  const { channel, whoIs, jobs, tidy } = outgoing;
  return { listener, drain, channel, whoIs, jobs, tidy, init: async () => {}, ready: () => true };
}

/** Where one reaches Teams before Teams has said anything. */
function homeOf({ appId, cloud }: Registration): { readonly serviceUrl: string; readonly bot: string } {
  const serviceUrl = cloud
    ? (cloud.serviceUrl ?? `${cloud.serviceOrigins[0]}/`)
    : 'https://smba.trafficmanager.net/teams/';
  return { serviceUrl, bot: `28:${appId}` };
}

function drained(listen: Listener): { readonly listener: Listener; readonly drain: () => Promise<void> } {
  const running = new Set<Promise<void>>();
  return {
    async listener(request, response) {
      const work = listen(request, response);
      running.add(work);
      await work;
      running.delete(work);
    },
    async drain() {
      await Promise.all(running);
    },
  };
}

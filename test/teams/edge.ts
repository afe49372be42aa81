import { createServer } from 'node:http';
import type { Card } from '../../src/chat/card.js';
import type { FileReference, Option } from '../../src/chat/form.js';
import type { Answer, Asked, Engine, HomePage, Request, Saying, Search } from '../../src/engine/request.js';
import { arrive } from '../../src/teams/arrivals.js';
import { createAuthentication } from '../../src/teams/auth.js';
import type { Conversation, Seen } from '../../src/teams/book.js';
import type { Pictures } from '../../src/teams/card-body.js';
import type { Desk } from '../../src/teams/desk.js';
import type { Arriving } from '../../src/teams/files.js';
import { createListener } from '../../src/teams/http.js';
import { createKeptForms } from '../../src/teams/kept-forms.js';
import type { SentFile } from '../../src/teams/sent-files.js';
import { closed, type Microsoft, startMicrosoft, TENANT, urlOf } from './microsoft.js';

/** What the edge did, in the order in which it did it. */
export interface Deeds {
  readonly seen: { readonly conversation: Conversation; readonly member: Seen | null }[];
  readonly forgotten: string[];
  readonly requests: Request[];
  readonly searches: Search[];
  readonly said: (Saying & { readonly asked: Asked })[];
  readonly shown: string[];
  readonly arrived: { readonly message: string; readonly files: readonly Arriving[] }[];
  readonly consents: unknown[];
  readonly brought: unknown[];
  /** Files that went with a form. */
  readonly used: string[];
  readonly logged: string[];
}

export interface Edge extends Deeds {
  readonly microsoft: Microsoft;
  /** What the engine says. */
  answer: (request: Request) => Answer | Promise<Answer>;
  found: (search: Search) => readonly Option[] | Promise<readonly Option[]>;
  home: () => HomePage | Promise<HomePage>;
  standing: (topic: string) => Card | null | Promise<Card | null>;
  pictures: (card: Card) => Pictures | Promise<Pictures>;
  see: () => Promise<void>;
  readonly asking: Set<string>;
  readonly files: SentFile[];
  /** `step`: how much later it is whenever somebody asks. */
  readonly clock: { now: number; step: number };
  readonly post: (body: unknown, headers?: Record<string, string>) => Promise<Response>;
  /** The body of the answer; that its status is 200 is expected of every one. */
  readonly ask: (body: unknown) => Promise<unknown>;
  readonly url: string;
  /** As after a restart: nothing is remembered. */
  readonly forgetForms: () => void;
  readonly reset: () => void;
  readonly close: () => Promise<void>;
}

export const NOON = Date.parse('2026-05-12T16:00:00Z');

/** The edge as it runs, with its authentication on, between a stand-in for Microsoft and an engine that says what the test wants. */
export async function startEdge(): Promise<Edge> {
  const microsoft = await startMicrosoft();
  const deeds: Deeds = {
    ...{
      seen: [],
      forgotten: [],
      requests: [],
      searches: [],
      said: [],
      shown: [],
      arrived: [],
      consents: [],
      brought: [],
      used: [],
      logged: [],
    },
  };
  const note = (level: string) => (message: string, facts?: unknown) =>
    void deeds.logged.push(`${level} ${message} ${JSON.stringify(facts)}`);
  const log = { warn: note('warn'), error: note('error') };
  const clock = { now: NOON, step: 0 };
  const now = () => {
    clock.now += clock.step;
    return new Date(clock.now);
  };
  let forms = createKeptForms();
  const engine: Engine = {
    async handle(request) {
      deeds.requests.push(request);
      return edge.answer(request);
    },
    async search(search) {
      deeds.searches.push(search);
      return edge.found(search);
    },
    home: async () => edge.home(),
    asks: (interaction) => edge.asking.has(interaction),
    opens: (interaction) => edge.asking.has(interaction),
    async shown(_asked, topic) {
      deeds.shown.push(topic);
      return edge.standing(topic);
    },
    async say(asked, saying) {
      deeds.said.push({ ...saying, asked });
    },
  };
  const desk = (): Desk => ({
    ...{ tenant: TENANT, engine, forms, now, log },
    commands: [
      { words: 'count', summary: 'Count a zone' },
      { words: 'count open', summary: 'Open counts' },
    ],
    newId: () => `0190-7f3k2m`,
    book: {
      async see(conversation, member) {
        deeds.seen.push({ conversation, member });
        await edge.see();
      },
      forget: async (_tenant, id) => void deeds.forgotten.push(id),
    },
    files: {
      arrived: async (_asked, message, files) => void deeds.arrived.push({ message, files }),
      own: async (_tenant, _user, ids) =>
        edge.files
          .filter(({ id }) => ids.includes(id))
          .map(({ at: _at, isFresh: _fresh, ...file }): FileReference => file),
      sent: async () => edge.files,
      used: async (_tenant, _user, ids) => void deeds.used.push(...ids),
    },
    documents: {
      pictures: async (card) => edge.pictures(card),
      async bring(_asked, data) {
        deeds.brought.push(data);
        return 'It comes to your private chat with me.';
      },
    },
    consent: { answered: async (_asked, value) => void deeds.consents.push(value) },
  });
  const { admit } = createAuthentication(microsoft.registration, log);
  const listener = createListener({ admit, arrive: (json, patience) => arrive(desk(), json, patience), now, log });
  const server = createServer((request, response) => void listener(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `${urlOf(server)}/api/messages`;

  const scripted = () => ({
    answer: (): Answer => ({ type: 'done' }),
    found: (): readonly Option[] => [],
    home: (): HomePage => ({ title: 'Ana, this waits for you', cards: [], messages: [] }),
    standing: (): Card | null => null,
    pictures: (): Pictures => new Map(),
    see: async () => {},
  });
  const edge: Edge = {
    ...deeds,
    ...scripted(),
    ...{ microsoft, clock, url, asking: new Set<string>(), files: [] },
    post: (body, headers = {}) =>
      fetch(url, {
        method: 'POST',
        body: typeof body === 'string' ? body : JSON.stringify(body),
        headers: { 'content-type': 'application/json', authorization: `Bearer ${microsoft.token()}`, ...headers },
      }),
    async ask(body) {
      const response = await edge.post(body);
      const text = await response.text();
      if (response.status !== 200) throw new Error(`answered ${response.status}`);
      return text === '' ? null : JSON.parse(text);
    },
    forgetForms: () => {
      forms = createKeptForms();
    },
    reset() {
      for (const list of Object.values(deeds)) list.length = 0;
      edge.files.length = 0;
      edge.asking.clear();
      Object.assign(clock, { now: NOON, step: 0 });
      Object.assign(edge, scripted());
    },
    async close() {
      await closed(server);
      await microsoft.close();
    },
  };
  return edge;
}

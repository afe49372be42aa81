import type {
  AnswerConsent,
  CloseDialog,
  FoundAnswer,
  Install,
  OpenDialog,
  PressExecute,
  PressSubmit,
  ReadUpTo,
  RunCommand,
  Say,
  SearchInDialog,
  Seen,
  SendFile,
  SubmitDialog,
  TeamsAnswer,
  TeamsSnapshot,
} from '../../teams/protocol.js';
import { postBody, postJson } from '../server.js';

interface Verbs {
  readonly say: Say;
  readonly command: RunCommand;
  readonly execute: PressExecute;
  readonly submit: PressSubmit;
  readonly 'open-dialog': OpenDialog;
  readonly 'submit-dialog': SubmitDialog;
  readonly 'close-dialog': CloseDialog;
  readonly consent: AnswerConsent;
  readonly install: Install;
  readonly seen: Seen;
  readonly read: ReadUpTo;
}

const client = '/playground/teams/client';

/** One deed of a person. */
export function post<V extends keyof Verbs>(verb: V, body: Verbs[V]): Promise<TeamsAnswer> {
  return postJson<TeamsAnswer>(`${client}/${verb}`, body);
}

/** What fits to the words typed so far. */
export const search = (asked: SearchInDialog): Promise<FoundAnswer> => postJson<FoundAnswer>(`${client}/search`, asked);

export function sendFile({ file, ...place }: Omit<SendFile, 'name'> & { readonly file: File }): Promise<TeamsAnswer> {
  const query = new URLSearchParams({ ...place, name: file.name });
  return postBody<TeamsAnswer>(`${client}/upload?${query}`, { body: file });
}

/** The sentence to show where there are no fields to put it beside. */
export function troubleOf(answer: TeamsAnswer): string | null {
  if (answer.ok) return null;
  return 'trouble' in answer ? answer.trouble : Object.values(answer.errors).join(' ');
}

/** Without a person the server chooses the first of the switch. */
export async function loadSnapshot(user: string | null): Promise<TeamsSnapshot> {
  const response = await fetch(`${client}/snapshot${user ? `?user=${encodeURIComponent(user)}` : ''}`);
  if (!response.ok) throw new Error(`snapshot: status ${response.status}`);
  return (await response.json()) as TeamsSnapshot;
}

export const streamOf = (user: string): string => `${client}/stream?user=${encodeURIComponent(user)}`;

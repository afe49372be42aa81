import type { Chance } from '../../src/demo/chance.js';
import { type Parcel, type Reply, send } from '../tools/sender.js';
import { SECRET } from '../tools/slack-bot.js';
import type { StandIn } from '../tools/slack-stand-in.js';

/** Somebody who works in the stand-in as one works in Slack: types, presses what they see, fills in what opens. */
export interface Worker {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** The channels they are in. */
  readonly rooms: readonly string[];
  /** Whether they scan; others only decide. */
  readonly counts: boolean;
}

const worker = (id: string, room: string, counts: boolean): Worker => ({
  id: `U0${id.toUpperCase()}`,
  name: id,
  email: `${id}@vitrine.example`,
  rooms: [room],
  counts,
});

export const MADISON = 'C0MADISON';

/** Three who count, and those without whom a count would never end. */
export const workers: readonly Worker[] = [
  worker('ana', MADISON, true),
  worker('ben', MADISON, true),
  worker('ines', MADISON, true),
  worker('marc', MADISON, false),
  worker('helen', 'C0NONE', false),
  worker('nora', 'C0HQFINANCE', false),
  worker('claire', 'C0HQRETAIL', false),
];

/** How a form that was sent ended, as the person who sent it was told. */
export type Outcome =
  /** What they read says that it was taken. */
  | 'accepted'
  /** A sentence beside a field: nothing was done. */
  | 'refused'
  /** "Something went wrong on our side", "can't answer right now": they were asked to send it again. */
  | 'failed'
  /** No answer, or Slack's own "We had some trouble connecting". */
  | 'unknown';

export interface Submission {
  readonly marker: string;
  readonly who: string;
  readonly form: string;
  /** `text`: the marker is a line of a batch. `file`: of a file. `words`: a reason, note or number. */
  readonly carries: 'text' | 'file' | 'words' | 'nothing';
  readonly attempts: readonly Attempt[];
}

export interface Attempt {
  readonly at: number;
  readonly outcome: Outcome;
  readonly milliseconds: number;
  readonly words: string;
}

export interface Press {
  readonly at: number;
  readonly who: string;
  readonly action: string;
  readonly value: string;
  readonly acknowledged: boolean;
  readonly milliseconds: number;
  readonly responses: string;
}

export interface Typed {
  readonly at: number;
  readonly acknowledged: boolean;
  readonly milliseconds: number;
  readonly responses: string;
}

/** Everything that anybody did, and how it was answered. */
export interface Diary {
  readonly submissions: Submission[];
  readonly presses: Press[];
  readonly commands: Typed[];
}

export interface Boutique {
  readonly standIn: StandIn;
  readonly diary: Diary;
  readonly chance: Chance;
  /** Of the boutique's stock, by zone. */
  readonly serials: ReadonlyMap<string, readonly string[]>;
  readonly newMarker: () => string;
  /** Where the bot takes requests; changes when it moves. */
  address: () => string;
  pause: (milliseconds: number) => Promise<void>;
  /** False once everybody goes home. */
  open: () => boolean;
}

const team = ({ standIn }: Boutique) => ({ id: standIn.team, domain: 'stand-in' });

/** As Slack names whoever acts. */
export const whoIs = (boutique: Boutique, { id, name }: Worker) => ({
  user: { id, username: name, name, team_id: boutique.standIn.team },
  team: team(boutique),
  api_app_id: 'A1',
  token: 'unused',
  enterprise: null,
  is_enterprise_install: false,
});

export const post = (boutique: Boutique, parcel: Parcel): Promise<Reply> =>
  send(`${boutique.address()}/slack/events`, parcel, { secret: SECRET });

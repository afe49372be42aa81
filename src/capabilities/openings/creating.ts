import type { Answers, Option } from '../../chat/form.js';
import { Refusal } from '../../domain/refusal.js';
import { searchWords, shortened } from '../../domain/words.js';
import type { Outcome } from '../../engine/capability.js';
import { type Anywhere, type AskingAnywhere, todayAt, viewOf } from './acting.js';
import { createdCard } from './cards.js';
import type { openingForm, projectForm, Searches } from './forms.js';
import type { Milestone, Place, Project } from './rules.js';
import { dueOn } from './rules-schedule.js';
import { linesOf, type Template, withChanges } from './rules-templates.js';
import { showBoard } from './showing.js';
import { findProject, insertProject } from './store.js';
import { insertMilestones } from './store-milestones.js';
import { currencyIn, holdersOf, placeOf, placesCalled } from './store-places.js';
import { changedLines } from './store-templates.js';
import { templateCalled } from './templates.js';

const MOST_FOUND = 20;
const LONGEST_LABEL = 75;

/** What the forms of a new project find. */
export async function searchesFor({ db }: Pick<AskingAnywhere, 'db'>): Promise<Searches> {
  const all = await holdersOf(db, 'director');
  const [only] = all;
  return {
    boutiques: async (words) =>
      (await placesCalled(db, searchWords(words), MOST_FOUND)).map(({ code, name, city }) => ({
        value: code,
        label: shortened(`${name}, ${city}`, LONGEST_LABEL),
      })),
    timeZones: async (words) => zonesCalled(words),
    directors: async (words) => (await holdersOf(db, 'director', searchWords(words))).map(optionOf),
    director: all.length === 1 && only ? optionOf(only) : undefined,
  };
}

const optionOf = ({ id, name }: { readonly id: string; readonly name: string }): Option => ({ value: id, label: name });

function zonesCalled(words: string): Option[] {
  const wanted = searchWords(words);
  const said = (zone: string) => zone.toLowerCase().replaceAll(/[_/]/g, ' ');
  return Intl.supportedValuesOf('timeZone')
    .filter((zone) => wanted.every((word) => said(zone).includes(word)))
    .slice(0, MOST_FOUND)
    .map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }));
}

type OpeningAnswers = Answers<ReturnType<typeof openingForm>>;
type ProjectAnswers = Answers<ReturnType<typeof projectForm>>;

export async function createOpening(answers: OpeningAnswers, context: Anywhere): Promise<Outcome> {
  const at = await whereOf(context, answers);
  return create(context, answers, { ...at, title: at.place.name, size: answers.size });
}

export async function createProject(answers: ProjectAnswers, context: Anywhere): Promise<Outcome> {
  const at = await whereOf(context, answers);
  return create(context, answers, { ...at, title: answers.title, size: null });
}

interface Located {
  readonly boutique: string | null;
  readonly place: Place;
  readonly currency: string;
}

type PlaceAnswers = Pick<OpeningAnswers, 'boutique' | 'name' | 'city' | 'timeZone' | 'where'>;

async function whereOf({ db }: Pick<Anywhere, 'db'>, answers: PlaceAnswers): Promise<Located> {
  const { boutique, name } = answers;
  if (boutique !== undefined && name !== undefined)
    throw new Refusal('two-places', 'Choose a boutique, or name a new place: one of the two.', 'name');
  if (boutique !== undefined) {
    const known = await placeOf(db, boutique);
    if (!known) throw new Refusal('no-boutique', 'Choose a boutique from what is found.', 'boutique');
    const { code, currency, ...place } = known;
    return { boutique: code, place, currency };
  }
  const place = newPlace(answers);
  return { boutique: null, place, currency: await currencyIn(db, place.country) };
}

const WHERE = /^([A-Z]{2})(?:[\s,-]+([A-Z0-9]{1,3}))?$/;

function newPlace({ name, city, timeZone, where }: PlaceAnswers): Place {
  if (name === undefined)
    throw new Refusal(
      'no-place',
      'Choose a boutique, or name a new place with its city, time zone and country.',
      'boutique',
    );
  if (city === undefined) throw new Refusal('no-city', 'Name the city of the new place.', 'city');
  if (timeZone === undefined || !Intl.supportedValuesOf('timeZone').includes(timeZone))
    throw new Refusal('no-time-zone', 'Choose a time zone from what is found.', 'timeZone');
  const [, country, state] = WHERE.exec((where ?? '').trim().toUpperCase()) ?? [];
  if (!country) throw new Refusal('no-country', 'Write a country and its state: US-TX, or FR.', 'where');
  return { name, city, timeZone, country, state: state ?? null };
}

type Common = Pick<OpeningAnswers, 'day' | 'director' | 'template'>;
type Kind = Located & Pick<Project, 'title' | 'size'>;

async function create(context: Anywhere, answers: Common, where: Kind): Promise<Outcome> {
  const { db, actor, now, newId, record } = context;
  const template = await templateNow(context, answers.template);
  const [director] = (await holdersOf(db, 'director')).filter(({ id }) => id === answers.director);
  if (!director) throw new Refusal('no-director', 'Choose a director from what is found.', 'director');
  const id = newId();
  const { kind, name, version } = template;
  const made = {
    ...where,
    id,
    kind,
    template: name,
    templateVersion: version,
    day: answers.day,
    state: 'brief',
  } as const;
  const number = await insertProject(db, { ...made, lead: actor.id, director: director.id, createdAt: now });
  await insertMilestones(db, milestonesFrom(template, made, newId));
  record('openings.planned', id, { number, template: name, version, day: answers.day, boutique: where.boutique });

  const whole = await findProject(db, id);
  showBoard(context, whole);
  const today = todayAt(whole.project, now);
  const isOver = whole.milestones.some(({ due, gate }) => due < today && !gate);
  return isOver ? { ask: 'already-done', subject: id } : { reply: createdCard(viewOf(whole, now)) };
}

export async function templateNow({ db }: Pick<Anywhere, 'db'>, name: string): Promise<Template> {
  const template = templateCalled(name);
  if (!template) throw new Refusal('no-template', 'Choose a template.', 'template');
  return withChanges(template, await changedLines(db, name));
}

/** The plan of a template, counted from a day. */
export function milestonesFrom(
  template: Template,
  project: Pick<Project, 'id' | 'day' | 'place'>,
  newId: () => string,
): Milestone[] {
  return linesOf(template).map((line) => {
    const due = dueOn(project, line.offset);
    return {
      ...line,
      phase: template.phases[line.phase] ?? line.phase,
      ...{
        id: newId(),
        project: project.id,
        owner: null,
        due,
        own: null,
        promised: due,
        promise: null,
        answer: 'accepted',
      },
      ...{ answerSince: null, contestOn: null, contestWhy: null, contestCause: null, status: 'open', doneOn: null },
      ...{
        evidence: null,
        blocker: null,
        blockedBy: null,
        costPlanned: null,
        costActual: null,
        round: 0,
        vote: 'none',
      },
    };
  });
}

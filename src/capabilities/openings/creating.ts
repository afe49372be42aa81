import type { Answers } from '../../chat/form.js';
import { Refusal } from '../../domain/refusal.js';
import type { Outcome } from '../../engine/capability.js';
import { type Anywhere, viewOf } from './acting.js';
import { createdCard } from './cards.js';
import type { openingForm, projectForm } from './forms.js';
import { type Located, whereOf } from './placing.js';
import type { Milestone, Project } from './rules.js';
import { overAtStart } from './rules-before.js';
import { dueOn } from './rules-schedule.js';
import { linesOf, type Template, withChanges } from './rules-templates.js';
import { showBoard } from './showing.js';
import { findProject, insertProject } from './store.js';
import { insertMilestones } from './store-milestones.js';
import { holdersOf } from './store-places.js';
import { changedLines } from './store-templates.js';
import { templateCalled } from './templates.js';

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
  const isOver = overAtStart(whole.project, whole.milestones).length > 0;
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

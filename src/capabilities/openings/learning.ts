import type { Answers } from '../../chat/form.js';
import { Refusal } from '../../domain/refusal.js';
import type { Outcome } from '../../engine/capability.js';
import { type Anywhere, type AskingAnywhere, idOf, mustLead } from './acting.js';
import { lessonsCard } from './cards-lessons.js';
import { templateNow } from './creating.js';
import type { changeLineForm, lessonsForm, newLineForm } from './forms-lessons.js';
import { propose } from './proposing.js';
import { changedLine, isNeeded, keyFor, lineInWords, misfitOf } from './rules-lessons.js';
import type { LineChange, Template, TemplateLine } from './rules-templates.js';
import { lessonsTopic } from './showing-lessons.js';
import { findProject, lockProject, type Whole } from './store.js';
import { addLesson, lessonOf, proposalsOf } from './store-lessons.js';

export const LESSONS_REMINDER = 'openings/lessons';

/** Of a project that was handed over, whoever led it. */
export async function toLearn(asking: AskingAnywhere): Promise<Whole> {
  const whole = await findProject(asking.db, idOf(asking.subject));
  mustLead(asking, whole.project);
  if (whole.project.state !== 'handed-over')
    throw new Refusal('not-over', 'Lessons are asked for once it is handed over.');
  return whole;
}

export async function saveLessons(
  answers: Answers<ReturnType<typeof lessonsForm>>,
  context: Anywhere,
): Promise<Outcome> {
  const { db, actor, now, record, settle } = context;
  const { project } = await toLearn(context);
  await lockProject(db, project.id);
  await addLesson(db, { ...answers, project: project.id, by: actor.id }, now);
  settle(LESSONS_REMINDER, [project.id]);
  record('openings.lessons', project.id);
  const lesson = await lessonOf(db, project.id);
  if (!lesson) throw new Error('the lesson was not kept');
  const shown = lessonsCard(project, lesson, await proposalsOf(db, project.id));
  context.tell({ person: actor.id }, shown, { topic: lessonsTopic(project.id) });
  return { reply: shown };
}

export interface TemplateAsked extends Whole {
  readonly template: Template;
}

/** As it is now, with what was learned before. */
export async function templateAsked(asking: AskingAnywhere): Promise<TemplateAsked> {
  const whole = await toLearn(asking);
  return { ...whole, template: await templateNow(asking, whole.project.template) };
}

export const lineOptions = ({ lines }: Template): Readonly<Record<string, string>> =>
  Object.fromEntries(lines.map((line) => [line.key, line.name.slice(0, 75)]));

type ChangeAnswers = Answers<ReturnType<typeof changeLineForm>>;

export async function proposeChange(answers: ChangeAnswers, context: Anywhere): Promise<Outcome> {
  const asked = await templateAsked(context);
  const { template } = asked;
  const line = template.lines.find(({ key }) => key === answers.line);
  if (!line) throw new Refusal('no-line', 'Choose a milestone.', 'line');
  const change = changeOf(line, answers);
  mustFit(template, { key: line.key, change }, 'days');
  const changed = changedLine(line, change);
  const after = changed === null ? `${line.name}: left out` : lineInWords(changed);
  return propose(context, asked, { key: line.key, change, before: lineInWords(line), after, why: answers.why });
}

function changeOf(line: TemplateLine, { days, side, lead, leaveOut }: ChangeAnswers): Partial<TemplateLine> | null {
  if (leaveOut !== undefined) {
    if (isNeeded(line)) throw new Refusal('needed', `A plan can't do without ${line.name}.`, 'leaveOut');
    return null;
  }
  const offset = days === undefined ? line.offset : signed(days, side ?? (line.offset > 0 ? 'after' : 'before'));
  const change = {
    ...(offset !== line.offset && { offset }),
    ...(lead !== undefined && lead !== line.lead && { lead }),
  };
  if (Object.keys(change).length === 0)
    throw new Refusal(
      'nothing',
      'Say what is to be different: its day, what it takes, or that it is left out.',
      'days',
    );
  return change;
}

const signed = (days: number, side: 'before' | 'after'): number => (side === 'before' ? 0 - days : days);

function mustFit(template: Template, change: LineChange, field: string): void {
  const misfit = misfitOf(template, change);
  if (misfit !== null) throw new Refusal('misfit', `${misfit} Choose another day.`, field);
}

export async function proposeLine(
  answers: Answers<ReturnType<typeof newLineForm>>,
  context: Anywhere,
): Promise<Outcome> {
  const asked = await templateAsked(context);
  const { template } = asked;
  const { name, phase, role, days, side = 'before', lead = 1, after, why } = answers;
  const key = keyFor(name, template);
  const line = {
    ...{ key, name, phase, role: role as TemplateLine['role'], offset: signed(days, side), lead },
    ...(after !== undefined && { after: [after] }),
  };
  mustFit(template, { key, change: line }, 'days');
  return propose(context, asked, { key, change: line, before: 'not in the template', after: lineInWords(line), why });
}

import type { Day } from '../../domain/calendar.js';
import { todayOfHouse } from '../../domain/house.js';
import { type DepartmentRole, departments, type Role } from '../../domain/people.js';
import { Refusal } from '../../domain/refusal.js';
import { askAnywhere, runAnywhere } from '../../engine/capability.js';
import { type AskingAnywhere, mustGoOn, mustLead, todayAt } from './acting.js';
import { createOpening, createProject } from './creating.js';
import { setDone } from './finishing.js';
import { alreadyForm, openingForm, ownersForm, projectForm } from './forms.js';
import { cancelForm, holdForm, resumeForm } from './forms-gates.js';
import { moveForm } from './forms-milestones.js';
import { listProjects, showPlan, showPlanOf } from './looking.js';
import { nameOwners, peopleToName, rolesToName } from './naming.js';
import { searchesFor } from './placing.js';
import { overAtStart } from './rules-before.js';
import { move } from './slipping.js';
import { cancel, hold, resume } from './steering.js';
import { findProject } from './store.js';
import { titlesOf } from './templates.js';

const planners = ['operations-manager', 'director'] as const;

/** Whoever has a role is let in; whether this one project is theirs is asked in each step. */
export const anyone = {
  allow: [
    'associate',
    'store-manager',
    'operations-manager',
    'director',
    ...(Object.keys(departments) as DepartmentRole[]),
  ] as readonly Role[],
  also: async () => true,
};

export const projectCommands = {
  opening: askAnywhere({
    summary: 'Plan the opening of a boutique',
    allow: planners,
    form: async (asking: AskingAnywhere) =>
      openingForm(await searchesFor(asking), todayOfHouse(asking.now), titlesOf('opening')),
    prefill: async (asking) => ({ template: 'opening', ...(await onlyDirector(asking)) }),
    submit: createOpening,
  }),
  'opening list': runAnywhere({ summary: 'Openings and projects, and how they stand', ...anyone, run: listProjects }),
  'opening plan': runAnywhere({
    summary: 'The plan of an opening or a project: late and at risk first',
    ...anyone,
    takesWords: true,
    run: showPlanOf,
  }),
  project: askAnywhere({
    summary: 'Plan an event, an exhibition or an initiative',
    allow: planners,
    form: async (asking: AskingAnywhere) =>
      projectForm(await searchesFor(asking), todayOfHouse(asking.now), titlesOf('event', 'exhibition', 'initiative')),
    prefill: onlyDirector,
    submit: createProject,
  }),
};

async function onlyDirector(asking: Pick<AskingAnywhere, 'db'>) {
  const { director } = await searchesFor(asking);
  return director ? { director: director.value } : {};
}

/** A project, as whoever leads it may change it. */
async function led({ db, actor, subject }: AskingAnywhere) {
  const whole = await findProject(db, subject);
  mustLead({ actor }, whole.project);
  return whole;
}

const titleOf = async (asking: AskingAnywhere): Promise<string> => (await led(asking)).project.title;

/** With the day at the place. */
async function datedForm<F>(asking: AskingAnywhere, formOf: (title: string, today: Day) => F): Promise<F> {
  const { project } = await led(asking);
  return formOf(project.title, todayAt(project, asking.now));
}

export const projectActions = {
  plan: runAnywhere({ summary: 'Show the plan of a project', ...anyone, looks: true, run: showPlan }),
  'already-done': askAnywhere({
    summary: 'Set what was done before the plan began',
    ...anyone,
    form: async (asking: AskingAnywhere) => {
      const { project, milestones } = await led(asking);
      mustGoOn(project);
      const over = overAtStart(project, milestones);
      if (over.length === 0)
        throw new Refusal('none-over', 'Nothing was due before this plan began. Open each milestone that is done.');
      return alreadyForm(over, project.title);
    },
    submit: setDone,
  }),
  'name-owners': askAnywhere({
    summary: 'Name owners, a department at a time',
    ...anyone,
    form: async (asking: AskingAnywhere) => {
      const whole = await led(asking);
      return ownersForm(await rolesToName(asking, whole), (words) => peopleToName(asking, words), whole.project.title);
    },
    prefill: async (asking) => {
      const roles = await rolesToName(asking, await led(asking));
      return Object.fromEntries(roles.flatMap(({ role, known }) => (known ? [[`owner.${role}`, known.value]] : [])));
    },
    submit: nameOwners,
  }),
  move: askAnywhere({
    summary: 'Move the day of a project',
    ...anyone,
    form: async (asking: AskingAnywhere) => datedForm(asking, moveForm),
    submit: move,
  }),
  hold: askAnywhere({
    summary: 'Hold a project',
    ...anyone,
    form: async (asking: AskingAnywhere) => holdForm(await titleOf(asking)),
    submit: hold,
  }),
  resume: askAnywhere({
    summary: 'Resume a project',
    ...anyone,
    form: async (asking: AskingAnywhere) => datedForm(asking, resumeForm),
    submit: resume,
  }),
  cancel: askAnywhere({
    summary: 'Cancel a project',
    ...anyone,
    form: async (asking: AskingAnywhere) => cancelForm(await titleOf(asking)),
    submit: cancel,
  }),
};

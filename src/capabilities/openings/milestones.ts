import { askAnywhere, runAnywhere } from '../../engine/capability.js';
import { type AskingAnywhere, aboutPart, idOf, type Part, partOf, seenMilestone, todayAt } from './acting.js';
import { accept, acceptAll, agree, contest, contestAll, keep } from './answering.js';
import { showAsked, showContest } from './answers.js';
import { block, unblock } from './blocking.js';
import { finish, mustHaveGo, waive } from './finishing.js';
import {
  type About,
  blockForm,
  contestAllForm,
  contestForm,
  doneForm,
  keepForm,
  ownerForm,
  reopenForm,
  slipForm,
  unblockForm,
  waiveForm,
} from './forms-milestones.js';
import { mustLook, openMilestone, showFiles, showHistory } from './looking.js';
import { nameOwner, peopleToName } from './naming.js';
import { anyone } from './projects.js';
import { mustReopen, reopen } from './reopening.js';
import { isOpen } from './rules.js';
import { slip } from './slipping.js';
import { findProject } from './store.js';
import { findPromise } from './store-promises.js';

/** What the form of a milestone says; whoever may not see it is refused before. */
async function aboutOf(asking: AskingAnywhere): Promise<About> {
  return described(asking, await seenMilestone(asking));
}

async function partToReopen(asking: AskingAnywhere): Promise<Part> {
  const part = await seenMilestone(asking);
  mustReopen(asking, part);
  return part;
}

async function aboutPromise(asking: AskingAnywhere): Promise<About> {
  const { project, milestone } = await findPromise(asking.db, idOf(asking.subject));
  return described(asking, partOf(await findProject(asking.db, project), milestone));
}

function described(asking: AskingAnywhere, part: Part): About {
  mustLook(asking, part);
  return aboutPart(part, asking.now);
}

const people = (asking: AskingAnywhere) => (words: string) => peopleToName(asking, words);

const looks = {
  open: runAnywhere({ summary: 'Open a milestone', ...anyone, looks: true, run: openMilestone }),
  history: runAnywhere({
    summary: 'Show how the day of a milestone came about',
    ...anyone,
    looks: true,
    run: showHistory,
  }),
  evidence: runAnywhere({ summary: 'Get the files of a milestone', ...anyone, looks: true, run: showFiles }),
  answer: runAnywhere({ summary: 'Show the days that you are asked for', ...anyone, looks: true, run: showAsked }),
  contested: runAnywhere({ summary: 'Show a day that is contested', ...anyone, looks: true, run: showContest }),
};

const steps = {
  done: askAnywhere({
    summary: 'Say that a milestone is done',
    ...anyone,
    form: async (asking: AskingAnywhere) => {
      const part = await seenMilestone(asking);
      const about = described(asking, part);
      mustHaveGo(part);
      return doneForm(about);
    },
    prefill: async (asking) => ({ doneOn: (await aboutOf(asking)).today }),
    submit: finish,
  }),
  waive: askAnywhere({
    summary: 'Leave a milestone out',
    ...anyone,
    form: async (asking: AskingAnywhere) => waiveForm(await aboutOf(asking)),
    submit: waive,
  }),
  reopen: askAnywhere({
    summary: 'Take back that a milestone is done',
    ...anyone,
    form: async (asking: AskingAnywhere) => {
      const part = await partToReopen(asking);
      const waiting = part.milestones.filter((each) => isOpen(each) && each.after.includes(part.milestone.key));
      return reopenForm(
        described(asking, part),
        waiting.map(({ name }) => name),
      );
    },
    prefill: async (asking) => {
      const { project, milestone } = await partToReopen(asking);
      const today = todayAt(project, asking.now);
      return { day: milestone.promised < today ? today : milestone.promised };
    },
    submit: reopen,
  }),
  'name-owner': askAnywhere({
    summary: 'Name the owner of a milestone',
    ...anyone,
    form: async (asking: AskingAnywhere) => ownerForm(await aboutOf(asking), people(asking)),
    submit: nameOwner,
  }),
  slip: askAnywhere({
    summary: 'Move a milestone',
    ...anyone,
    form: async (asking: AskingAnywhere) => slipForm(await aboutOf(asking)),
    submit: slip,
  }),
  block: askAnywhere({
    summary: 'Say what holds a milestone up',
    ...anyone,
    form: async (asking: AskingAnywhere) => blockForm(await aboutOf(asking), people(asking)),
    submit: block,
  }),
  unblock: askAnywhere({
    summary: 'Say that a milestone is no longer held up',
    ...anyone,
    form: async (asking: AskingAnywhere) => unblockForm(await aboutOf(asking)),
    submit: unblock,
  }),
};

const answers = {
  accept: runAnywhere({ summary: 'Accept a day', ...anyone, run: accept }),
  'accept-all': runAnywhere({ summary: 'Accept all days that you are asked for', ...anyone, run: acceptAll }),
  contest: askAnywhere({
    summary: 'Contest a day',
    ...anyone,
    form: async (asking: AskingAnywhere) => contestForm(await aboutPromise(asking)),
    submit: contest,
  }),
  'contest-all': askAnywhere({
    summary: 'Contest all days that you are asked for',
    ...anyone,
    form: async (asking: AskingAnywhere) => {
      const whole = await findProject(asking.db, asking.subject);
      mustLook(asking, whole);
      const asked = whole.milestones.filter(({ answer, owner }) => answer === 'asked' && owner?.id === asking.actor.id);
      return contestAllForm(whole.project.title, asked.length);
    },
    submit: contestAll,
  }),
  agree: runAnywhere({ summary: 'Take the day that an owner named', ...anyone, run: agree }),
  keep: askAnywhere({
    summary: 'Keep a day that is contested',
    ...anyone,
    form: async (asking: AskingAnywhere) => keepForm(await aboutPromise(asking)),
    submit: keep,
  }),
};

export const milestoneActions = { ...looks, ...steps, ...answers };

import { askAnywhere, runAnywhere } from '../../engine/capability.js';
import { type AskingAnywhere, type Part, seenMilestone } from './acting.js';
import { showVote } from './answers.js';
import { callVotes, toCall, votersToName } from './calling.js';
import { override, sendBack } from './deciding.js';
import { callForm, noGoForm, overrideForm, sendBackForm } from './forms-gates.js';
import { mustLook } from './looking.js';
import { anyone } from './projects.js';
import { voteGo, voteNoGo } from './voting.js';

async function titleOf(asking: AskingAnywhere): Promise<string> {
  const part = await seenMilestone(asking);
  mustLook(asking, part);
  return titleFor(part);
}

const titleFor = ({ milestone, project }: Part): string => `${milestone.name} · ${project.title}`;

export const gateActions = {
  'call-votes': askAnywhere({
    summary: 'Ask for the votes of a gate',
    ...anyone,
    form: async (asking: AskingAnywhere) => {
      const part = await toCall(asking);
      const people = await votersToName(asking, part);
      return callForm(titleFor(part), Object.fromEntries(people.map(({ id, name }) => [id, name])));
    },
    prefill: async (asking) => {
      const part = await toCall(asking);
      return { voters: (await votersToName(asking, part)).map(({ id }) => id) };
    },
    submit: callVotes,
  }),
  votes: runAnywhere({ summary: 'Show a vote as it stands', ...anyone, looks: true, run: showVote }),
  'vote-go': runAnywhere({ summary: 'Vote go', ...anyone, run: voteGo }),
  'vote-no-go': askAnywhere({
    summary: 'Vote no-go',
    ...anyone,
    form: async (asking: AskingAnywhere) => noGoForm(await titleOf(asking)),
    submit: voteNoGo,
  }),
  override: askAnywhere({
    summary: 'Override a no-go, on record',
    ...anyone,
    form: async (asking: AskingAnywhere) => overrideForm(await titleOf(asking)),
    submit: override,
  }),
  'send-back': askAnywhere({
    summary: 'Send a no-go back',
    ...anyone,
    form: async (asking: AskingAnywhere) => sendBackForm(await titleOf(asking)),
    submit: sendBack,
  }),
};
